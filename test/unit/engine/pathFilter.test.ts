import assert from 'node:assert/strict';
import { toStoreFilter } from '../../../server/src/engine/pathFilter';

const PATHS = ['src/a.ts', 'src/deep/b.py', 'test/a.test.ts', 'README.md', '.github/ci.yml'];
const paths = (include?: string[], exclude?: string[]): readonly string[] | undefined =>
  toStoreFilter({ ...(include && { include }), ...(exclude && { exclude }) }, () => PATHS).paths;

describe('toStoreFilter', () => {
  it('names no paths where there are no globs', () => {
    assert.deepEqual(
      toStoreFilter({ languages: ['go'], kinds: ['class'] }, () => PATHS),
      {
        languages: ['go'],
        kinds: ['class'],
      },
    );
    assert.deepEqual(
      toStoreFilter({ languages: [], kinds: [], include: [], exclude: [] }, () => PATHS),
      {},
    );
  });

  it('takes globs over the whole path', () => {
    assert.deepEqual(paths(['**/*.ts']), ['src/a.ts', 'test/a.test.ts']);
    assert.deepEqual(paths(['**/*.ts'], ['test/**']), ['src/a.ts']);
  });

  it('takes a folder for all that is below it', () => {
    assert.deepEqual(paths(['src']), ['src/a.ts', 'src/deep/b.py']);
    assert.deepEqual(paths(undefined, ['src/']), ['test/a.test.ts', 'README.md', '.github/ci.yml']);
  });

  it('sees files whose names begin with a dot', () => {
    assert.deepEqual(paths(['**/*.yml']), ['.github/ci.yml']);
  });

  it('leaves nothing when nothing fits', () => {
    assert.deepEqual(paths(['*.cobol']), []);
  });

  it('bears odd globs', () => {
    for (const glob of ['', '[', '{a,b', '**/**/**', '!(x']) assert.doesNotThrow(() => paths([glob]), glob);
  });
});
