import assert from 'node:assert/strict';
import { utimesSync } from 'node:fs';
import { prepareFile, type PreparedFile } from '../../../server/src/indexing/prepareFile';
import type { FileRecord } from '../../../server/src/store/chunkStore';
import { SkipReasons } from '../../../server/src/workspace/skipReason';
import { RecordingLogger } from '../base/recordingLogger';
import { ScratchFolder } from '../scratchFolder';
import { never } from '../signals';
import { LineByLineChunker } from './lineByLineChunker';

describe('preparing a file', () => {
  let scratch: ScratchFolder;
  let chunker: LineByLineChunker;
  let logger: RecordingLogger;
  beforeEach(() => {
    scratch = new ScratchFolder();
    chunker = new LineByLineChunker();
    logger = new RecordingLogger();
  });
  afterEach(() => scratch.remove());

  const prepare = (path: string, known?: FileRecord, maxBytes = 1_000): Promise<PreparedFile> =>
    prepareFile(path, known, { root: scratch.path, maxBytes, chunker, logger }, never);

  async function recordAfter(path: string): Promise<FileRecord> {
    const prepared = await prepare(path);
    assert.ok(prepared.kind !== 'gone');
    return prepared.record;
  }

  it('chunks a new file, with what each chunk is found by', async () => {
    scratch.write('src/a.py', 'load(file)\nstore(file)\n');
    const prepared = await prepare('src/a.py');
    assert.ok(prepared.kind === 'chunked');
    assert.deepEqual(
      prepared.chunks.map(({ chunk }) => [chunk.symbol, chunk.language, chunk.startLine, chunk.vector]),
      [
        ['load', 'python', 1, null],
        ['store', 'python', 2, null],
      ],
    );
    assert.equal(new Set(prepared.chunks.map(({ chunk }) => chunk.id)).size, 2);
    assert.equal(new Set(prepared.chunks.map(({ chunk }) => chunk.hash)).size, 2);
    const [first] = prepared.chunks;
    assert.ok(first?.chunk.terms.split(' ').includes('load') === true && first.text.includes('load(file)'));
    assert.equal(prepared.record.chunks, 2);
    assert.equal(prepared.record.skipped, '');
  });

  it('sees that only the time of a file has changed', async () => {
    const file = scratch.write('a.ts', 'one');
    const record = await recordAfter('a.ts');
    utimesSync(file, 1_000, 1_000);
    const prepared = await prepare('a.ts', record);
    assert.deepEqual(prepared, { kind: 'touched', record: { ...record, mtimeMs: 1_000_000 } });
    assert.deepEqual(chunker.paths, ['a.ts'], 'chunked once');
  });

  it('chunks an unchanged file again whose chunks wait for vectors, or that was left out', async () => {
    scratch.write('a.ts', 'one');
    const record = await recordAfter('a.ts');
    assert.equal((await prepare('a.ts', { ...record, embedded: false })).kind, 'chunked');
    assert.equal((await prepare('a.ts', { ...record, skipped: SkipReasons.failed })).kind, 'chunked');
  });

  it('gives a chunk the same hash while its text is the same, wherever it moved in the file', async () => {
    scratch.write('a.ts', 'one\ntwo\n');
    const before = await prepare('a.ts');
    scratch.write('a.ts', 'zero\n\none\ntwo changed\n');
    const after = await prepare('a.ts');
    assert.ok(before.kind === 'chunked' && after.kind === 'chunked');
    const hashes = new Set(before.chunks.map(({ chunk }) => chunk.hash));
    assert.deepEqual(
      after.chunks.map(({ chunk }) => hashes.has(chunk.hash)),
      [false, true, false],
    );
  });

  for (const [name, content, reason] of [
    ['too large a file', 'x'.repeat(1_001), SkipReasons.tooLarge],
    ['a binary file', 'a\0b', SkipReasons.binary],
    ['an empty file', '', SkipReasons.empty],
  ] as const)
    it(`leaves out ${name} and records why`, async () => {
      scratch.write('a.ts', content);
      const prepared = await prepare('a.ts');
      assert.ok(prepared.kind === 'skipped');
      assert.equal(prepared.record.skipped, reason);
      assert.equal(prepared.record.chunks, 0);
      assert.equal(prepared.record.sizeBytes, content.length);
    });

  it('says of a file that is not there, or a folder by now, that it is gone', async () => {
    scratch.write('folder/a.ts', '');
    for (const path of ['missing.ts', 'folder', 'folder/a.ts/inside'])
      assert.deepEqual(await prepare(path), { kind: 'gone', path });
  });

  it('leaves out a file that cannot be chunked, and names no path in the log', async () => {
    scratch.write('a.ts', 'one');
    chunker.poison = 'a.ts';
    assert.equal((await recordAfter('a.ts')).skipped, SkipReasons.failed);
    assert.equal(logger.lines.length, 1);
    assert.ok(!logger.lines.join().includes('a.ts'));
  });

  it('fails when no file can be chunked any more: that is not the fault of the file', async () => {
    scratch.write('a.ts', 'one');
    chunker.broken = true;
    await assert.rejects(prepare('a.ts'), { code: 'worker-failed' });
  });
});
