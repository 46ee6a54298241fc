import assert from 'node:assert/strict';
import { mkdirSync, symlinkSync } from 'node:fs';
import { type ExplainedFolder, explainFile } from '../../../server/src/engine/explainFile';
import type { EngineState } from '../../../server/src/engine/engineTypes';
import type { FileRecord } from '../../../server/src/store/chunkStore';
import { type SkipReason, SkipReasons } from '../../../server/src/workspace/skipReason';
import { ScratchFolder } from '../scratchFolder';

describe('explainFile', () => {
  let scratch: ScratchFolder;
  beforeEach(() => {
    scratch = new ScratchFolder();
    mkdirSync(scratch.at('.git'));
    scratch.write('src/a.ts', 'a');
  });
  afterEach(() => scratch.remove());

  interface Given {
    exclude?: string[];
    state?: EngineState;
    record?: Partial<FileRecord>;
  }
  const folder = ({ exclude = [], state = 'ready', record }: Given): ExplainedFolder => ({
    root: scratch.path,
    settings: { exclude, maxFileBytes: 2048 },
    record: (path) =>
      record === undefined
        ? undefined
        : {
            path,
            sizeBytes: 4000,
            mtimeMs: 0,
            contentHash: '',
            chunks: 0,
            skipped: '',
            embedded: true,
            ...record,
          },
    paths: () => ['src/a.ts', 'src/deep/b.ts', 'srcother.ts'],
    status: () => ({ state }),
  });
  const explain = (path: string, given: Given = {}): ReturnType<typeof explainFile> =>
    explainFile(folder(given), path);

  it('says that a file is indexed, and whether its vectors are there', async () => {
    const indexed = await explain('src/a.ts', { record: { chunks: 1 } });
    assert.deepEqual(indexed, { verdict: 'indexed', message: 'src/a.ts is indexed, in 1 chunk.', chunks: 1 });
    const waiting = await explain('src/a.ts', { record: { chunks: 3, embedded: false } });
    assert.match(waiting.message, /3 chunks\. It is found by its words/);
  });

  it('names the line of the ignore file, the nearest and last that fits', async () => {
    scratch.write('.gitignore', '# all\n*.log\n/build/\n');
    scratch.write('src/.gitignore', 'b.*\nb.log\n');
    scratch.write('build/x/y.ts', '');
    scratch.write('src/b.log', '');
    const inBuild = await explain('build/x/y.ts');
    assert.deepEqual(
      [inBuild.verdict, inBuild.rule],
      ['ignored', { file: scratch.at('.gitignore'), line: 3 }],
    );
    assert.match(inBuild.message, /“\/build\/” in \.gitignore, line 3/);
    assert.deepEqual((await explain('src/b.log')).rule, { file: scratch.at('src/.gitignore'), line: 2 });
    assert.equal((await explain('build')).verdict, 'ignored');
  });

  it('names the rule of .akinignore', async () => {
    scratch.write('.akinignore', 'src/');
    assert.deepEqual((await explain('src/a.ts')).rule, { file: scratch.at('.akinignore'), line: 1 });
  });

  it('names the glob of the settings', async () => {
    const { verdict, message } = await explain('src/a.ts', { exclude: ['**/*.py', '**/src'] });
    assert.equal(verdict, 'ignored');
    assert.match(message, /“\*\*\/src” in akin\.index\.exclude/);
  });

  it('names what is always left out', async () => {
    scratch.write('node_modules/m/i.js', '');
    assert.match((await explain('node_modules/m/i.js')).message, /“node_modules\/” is always left out/);
  });

  for (const reason of Object.values<SkipReason>(SkipReasons))
    it(`says what to do about a file that is skipped as ${reason}`, async () => {
      const { verdict, message } = await explain('src/a.ts', { record: { skipped: reason } });
      assert.equal(verdict, 'skipped');
      assert.match(message, new RegExp(`^src/a.ts is not indexed: ${reason}\\. .+\\.$`));
    });

  it('tells the sizes of a file that is too large', async () => {
    const { message } = await explain('src/a.ts', { record: { skipped: SkipReasons.tooLarge } });
    assert.match(message, /It has 4 KiB, and akin\.index\.maxFileSizeKiB allows 2 KiB/);
  });

  for (const [state, pattern] of [
    ['indexing', /in a moment/],
    ['paused', /indexing is paused/],
    ['error', /indexing has stopped/],
  ] as const)
    it(`says what an unknown file waits for while the state is ${state}`, async () => {
      const { verdict, message } = await explain('src/a.ts', { state });
      assert.equal(verdict, 'waiting');
      assert.match(message, pattern);
    });

  it('counts what a folder holds', async () =>
    assert.deepEqual(await explain('src'), {
      verdict: 'folder',
      message: 'The index knows 2 files in src.',
    }));

  it('knows a link and what is not there', async () => {
    symlinkSync(scratch.at('src/a.ts'), scratch.at('link.ts'));
    assert.equal((await explain('link.ts')).verdict, 'skipped');
    assert.equal((await explain('gone.ts')).verdict, 'missing');
  });
});
