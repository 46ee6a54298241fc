import assert from 'node:assert/strict';
import { utimesSync } from 'node:fs';
import { prepareFile, type PreparedFile } from '../../../server/src/indexing/prepareFile';
import { SkipReasons } from '../../../server/src/workspace/skipReason';
import { ScratchFolder } from '../scratchFolder';
import { LineByLineChunker } from './lineByLineChunker';

describe('preparing a file', () => {
  let scratch: ScratchFolder;
  let chunker: LineByLineChunker;
  beforeEach(() => {
    scratch = new ScratchFolder();
    chunker = new LineByLineChunker();
  });
  afterEach(() => scratch.remove());

  const prepare = (
    path: string,
    { knownHash = '', unsaved }: { knownHash?: string; unsaved?: string } = {},
  ): Promise<PreparedFile> => {
    const request = { path, knownHash, ...(unsaved === undefined ? {} : { unsaved }) };
    return prepareFile(request, { root: scratch.path, maxBytes: 1_000 }, chunker);
  };

  it('chunks a new file, with what each chunk is found by', async () => {
    const file = scratch.write('src/a.py', 'load(file)\nstore(file)\n');
    utimesSync(file, 1_000, 1_000);
    const prepared = await prepare('src/a.py');
    assert.ok(prepared.kind === 'chunked');
    assert.deepEqual(
      prepared.chunks.map(({ chunk }) => [chunk.symbol, chunk.language, chunk.startLine, chunk.vector]),
      [
        ['load', 'python', 1, null],
        ['store', 'python', 2, null],
      ],
    );
    assert.equal(new Set(prepared.chunks.map(({ chunk }) => chunk.hash)).size, 2);
    const [first] = prepared.chunks;
    const words = Buffer.from(first?.chunk.terms ?? [])
      .toString('utf8')
      .split(' ');
    assert.ok(words.includes('load') && first?.text.includes('load(file)') === true);
    assert.equal(first.chunk.termValues.length, words.length);
    assert.ok(first.chunk.termCount >= words.length);
    const { contentHash, ...state } = prepared.state;
    assert.deepEqual(state, { path: 'src/a.py', sizeBytes: 23, mtimeMs: 1_000_000 });
    assert.notEqual(contentHash, '');
  });

  it('sees that only the time of a file has changed, and does not chunk it', async () => {
    const file = scratch.write('a.ts', 'one');
    const first = await prepare('a.ts');
    assert.ok(first.kind === 'chunked');
    utimesSync(file, 1_000, 1_000);
    const { contentHash } = first.state;
    assert.deepEqual(await prepare('a.ts', { knownHash: contentHash }), {
      kind: 'same',
      state: { ...first.state, mtimeMs: 1_000_000 },
    });
    assert.deepEqual(chunker.paths, ['a.ts'], 'chunked once');
    assert.equal((await prepare('a.ts')).kind, 'chunked', 'anew when nothing is known');
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
    it(`leaves out ${name} and says why`, async () => {
      scratch.write('a.ts', content);
      const prepared = await prepare('a.ts');
      assert.ok(prepared.kind === 'skipped');
      assert.equal(prepared.reason, reason);
      assert.equal(prepared.state.contentHash, '');
      assert.equal(prepared.state.sizeBytes, content.length);
    });

  it('says of a file that is not there, or a folder by now, that it is gone', async () => {
    scratch.write('folder/a.ts', '');
    for (const path of ['missing.ts', 'folder', 'folder/a.ts/inside'])
      assert.deepEqual(await prepare(path), { kind: 'gone', path });
  });

  it('takes the text of an editor for the file, whatever is on disk', async () => {
    scratch.write('a.ts', 'one');
    for (const path of ['a.ts', 'not-on-disk.ts']) {
      const prepared = await prepare(path, { unsaved: 'two\n' });
      assert.ok(prepared.kind === 'chunked');
      assert.equal(prepared.state.fromEditor, true);
      assert.deepEqual(
        prepared.chunks.map(({ chunk }) => chunk.symbol),
        ['two'],
      );
    }
    const empty = await prepare('a.ts', { unsaved: '' });
    assert.ok(empty.kind === 'skipped' && empty.state.fromEditor === true);
  });

  it('fails when the file cannot be chunked', async () => {
    scratch.write('a.ts', 'one');
    chunker.poison = 'a.ts';
    await assert.rejects(prepare('a.ts'), { code: 'chunking-failed' });
  });
});
