import assert from 'node:assert/strict';
import { FileCatalogue, needsIndexing } from '../../../server/src/indexing/fileCatalogue';
import { SkipReasons } from '../../../server/src/workspace/skipReason';
import { recordOf } from '../store/samples';

describe('file catalogue', () => {
  it('keeps its totals right over changes', () => {
    const catalogue = new FileCatalogue([
      recordOf('a.ts', 3),
      recordOf('b.bin', 0, { skipped: 'binary' }),
      recordOf('c.bin', 0, { skipped: 'binary' }),
    ]);
    assert.deepEqual([catalogue.size, catalogue.chunkCount], [3, 3]);
    assert.deepEqual([...catalogue.skipped], [['binary', 2]]);
    catalogue.set(recordOf('a.ts', 5));
    catalogue.set(recordOf('b.bin', 2));
    catalogue.delete('c.bin');
    catalogue.delete('never there');
    assert.deepEqual([catalogue.size, catalogue.chunkCount], [2, 7]);
    assert.deepEqual([...catalogue.skipped], []);
    catalogue.clear();
    assert.deepEqual([catalogue.size, catalogue.chunkCount, catalogue.skipped.size], [0, 0, 0]);
  });

  it('knows what is inside a folder, and not what is named alike', () => {
    const paths = ['src/a.ts', 'src/deep/b.ts', 'src2/c.ts', 'src'];
    const catalogue = new FileCatalogue(paths.map((path) => recordOf(path, 1)));
    assert.deepEqual(catalogue.pathsBelow('src'), ['src/a.ts', 'src/deep/b.ts']);
  });
});

describe('whether a file needs indexing', () => {
  const found = { path: 'a.ts', sizeBytes: 100, mtimeMs: 1_700_000_000_000 };
  const record = recordOf('a.ts', 1);

  for (const [name, expected, given, known, maxBytes, canEmbed] of [
    ['a new file', true, found, undefined, 1_000, true],
    ['an unchanged file', false, found, record, 1_000, true],
    ['another size', true, { ...found, sizeBytes: 101 }, record, 1_000, true],
    ['a later time', true, { ...found, mtimeMs: found.mtimeMs + 1 }, record, 1_000, true],
    ['an earlier time, as of a restored copy', true, { ...found, mtimeMs: 5 }, record, 1_000, true],
    ['a file that the limit now excludes', true, found, record, 99, true],
    [
      'a file that the limit no longer excludes',
      true,
      found,
      { ...record, skipped: SkipReasons.tooLarge },
      100,
      true,
    ],
    [
      'a file that the limit still excludes',
      false,
      found,
      { ...record, skipped: SkipReasons.tooLarge },
      99,
      true,
    ],
    [
      'a file without vectors, now that there is a model',
      true,
      found,
      { ...record, embedded: false },
      1_000,
      true,
    ],
    [
      'a file without vectors, and still no model',
      false,
      found,
      { ...record, embedded: false },
      1_000,
      false,
    ],
    ['a binary file', false, found, { ...record, skipped: SkipReasons.binary }, 1_000, true],
    ['a file that failed twice', false, found, { ...record, skipped: SkipReasons.failed }, 1_000, true],
    [
      'a file that could not be read',
      true,
      found,
      { ...record, skipped: SkipReasons.unreadable },
      1_000,
      true,
    ],
  ] as const)
    it(`${expected ? 'yes' : 'no'}: ${name}`, () => {
      assert.equal(needsIndexing(given, known, maxBytes, canEmbed), expected);
    });
});
