import assert from 'node:assert/strict';
import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { Chunker } from '../../../server/src/chunking/chunker';
import { Grouping } from '../../../server/src/duplicates/grouping';
import { prepareFile } from '../../../server/src/indexing/prepareFile';
import { SkipReasons } from '../../../server/src/workspace/skipReason';
import { chunkText } from '../../bench/duplicates/chunkFolder';
import { findDuplicates } from '../../bench/duplicates/findDuplicates';
import { chunkerAssets } from '../chunking/assets';
import { ScratchFolder } from '../scratchFolder';
import { chunkOf, CodeFolder, parse, total } from './codeFolder';

const MB = 1024 * 1024;

/** Sizes that nobody writes by hand, each as large as it is said to be. */
describe('duplicates in files that are out of proportion', () => {
  const scratch = new ScratchFolder();
  let chunker: Chunker;

  before(async () => {
    chunker = await Chunker.create(await chunkerAssets());
  });
  after(() => scratch.remove());

  it('finds two functions of 20,000 lines as one group, each as a whole', async () => {
    const steps = (name: string): string =>
      Array.from({ length: 19_998 }, (_, at) => `  if (${name}.step(${at})) s${at % 97}.push(${name});`).join(
        '\n',
      );
    const texts = {
      'a.ts': `function plan(job: Job) {\n${steps('job')}\n}\n`,
      'b.ts': `\n\nfunction run(task: Task) {\n${steps('task')}\n}\n`,
    };
    const files = [];
    for (const [path, text] of Object.entries(texts)) {
      scratch.write(path, text);
      files.push(await chunkText(chunker, path, text));
    }
    const folder = await findDuplicates(scratch.path, files);
    assert.deepEqual(
      folder
        .groups()
        .map(({ group }) => [
          group.kind,
          ...group.members.map(({ startLine, endLine }) => [startLine, endLine]),
        ]),
      [['renamed', [1, 20_000], [3, 20_002]]],
    );
  });

  it('reads no file of 100 MB, neither to index it nor to compare what it held before it grew', async () => {
    const near = total.replace('rates.audit(total)', 'rates.audit(total, lines)');
    for (const path of ['small.ts', 'large.ts']) scratch.write(path, path === 'small.ts' ? total : near);
    const file = openSync(join(scratch.path, 'large.ts'), 'w');
    const some = Buffer.from('  if (a(b)) c.d(e);\n'.repeat(MB / 16));
    for (let bytes = 0; bytes < 100 * MB; bytes += some.length) writeSync(file, some);
    closeSync(file);
    const before = process.memoryUsage.rss();
    const prepared = await prepareFile(
      { path: 'large.ts', knownHash: '' },
      { root: scratch.path, maxBytes: MB },
      chunker,
    );
    assert.equal(prepared.kind === 'skipped' && prepared.reason, SkipReasons.tooLarge);
    const files = [[chunkOf('small.ts', total)], [chunkOf('large.ts', near)]];
    assert.deepEqual((await findDuplicates(scratch.path, files)).groups(), []);
    const grownMb = (process.memoryUsage.rss() - before) / MB;
    assert.ok(grownMb < 50, `${grownMb.toFixed(0)} MB more`);
  });

  it('keeps 5,000 equal functions of one file as one group while the file changes', () => {
    const folder = new CodeFolder();
    const functions = Array.from({ length: 5_000 }, () => total);
    const { index, near, changes } = folder.finder;
    const wanted = {
      kinds: new Set(['exact', 'renamed', 'near'] as const),
      minSimilarity: 0.82,
      minTokens: 50,
    };
    const grouping = new Grouping({ folder: '/f', index, near, ...wanted }, changes);
    const sizes = (): number[] => grouping.groups().map(({ group }) => group.members.length);
    folder.write('many.ts', ...functions);
    assert.deepEqual(sizes(), [5_000]);
    folder.write('many.ts', parse, ...functions);
    folder.write('one.ts', total);
    assert.deepEqual(sizes(), [5_001]);
    folder.remove('many.ts');
    assert.deepEqual(sizes(), []);
  });
});
