import assert from 'node:assert/strict';
import { showHits } from '../../../server/src/engine/showHits';
import { matchReasons } from '../../../server/src/search/matchReasons';
import { storedChunk } from '../search/storedChunk';
import { ScratchFolder } from '../scratchFolder';

describe('showHits', () => {
  let scratch: ScratchFolder;
  beforeEach(() => {
    scratch = new ScratchFolder();
  });
  afterEach(() => scratch.remove());
  const show = (path: string, startLine: number, endLine: number): ReturnType<typeof showHits> =>
    showHits(
      scratch.path,
      [{ chunk: storedChunk({ path, startLine, endLine }), similar: false, score: 1 }],
      (_, text) => [text],
    );

  it('reads the lines of the chunk', async () => {
    scratch.write('a.ts', 'one\ntwo\nthree\nfour\n');
    const [hit] = await show('a.ts', 2, 3);
    assert.deepEqual(
      [hit?.startLine, hit?.endLine, hit?.endLineLength, hit?.preview],
      [2, 3, 5, 'two\nthree'],
    );
    assert.deepEqual(hit?.reasons, ['two\nthree']);
  });

  it('has no matches where it is given reasons alone', async () => {
    scratch.write('a.ts', 'one');
    assert.deepEqual((await show('a.ts', 1, 1))[0]?.matches, []);
  });

  it('takes over reasons and matches', async () => {
    scratch.write('a.ts', 'one\ntwo');
    const explanation = { reasons: ['why'], matches: [{ line: 2, start: 0, end: 3 }] };
    const ranked = [
      { chunk: storedChunk({ path: 'a.ts', startLine: 1, endLine: 2 }), similar: false, score: 1 },
    ];
    const [hit] = await showHits(scratch.path, ranked, () => explanation);
    assert.deepEqual({ reasons: hit?.reasons, matches: hit?.matches }, explanation);
  });

  it('finds words at their places whatever ends a line', async () => {
    const ranked = [
      { chunk: storedChunk({ path: 'a.ts', startLine: 2, endLine: 4 }), similar: false, score: 1 },
    ];
    for (const end of ['\n', '\r\n', '\r']) {
      scratch.write('a.ts', ['retry', 'a', '\tretry()', ' retry', 'retry'].join(end));
      const [hit] = await showHits(scratch.path, ranked, (item, text) => matchReasons('retry', item, text));
      assert.deepEqual(hit?.matches, [
        { line: 3, start: 1, end: 6 },
        { line: 4, start: 1, end: 6 },
      ]);
    }
  });

  it('finds words in the first line behind a byte order mark, which an editor does not count', async () => {
    const ranked = [
      { chunk: storedChunk({ path: 'a.ts', startLine: 1, endLine: 1 }), similar: false, score: 1 },
    ];
    scratch.write('a.ts', '\uFEFFretry');
    const [hit] = await showHits(scratch.path, ranked, (item, text) => matchReasons('retry', item, text));
    assert.deepEqual(hit?.matches, [{ line: 1, start: 0, end: 5 }]);
  });

  it('gives no hit for a file that is gone or has become too short', async () => {
    assert.deepEqual(await show('gone.ts', 1, 2), []);
    scratch.write('short.ts', 'one');
    assert.deepEqual(await show('short.ts', 5, 9), []);
  });

  it('ends where the file ends now', async () => {
    scratch.write('a.ts', 'one\r\ntwo');
    const [hit] = await show('a.ts', 1, 40);
    assert.deepEqual([hit?.endLine, hit?.endLineLength], [2, 3]);
  });

  it('shows the beginning of a long chunk and explains all of it', async () => {
    scratch.write('long.ts', Array.from({ length: 200 }, (_, i) => `line ${i}`).join('\n'));
    const [hit] = await show('long.ts', 1, 200);
    assert.equal(hit?.preview.split('\n').length, 24);
    assert.match(hit.reasons[0] ?? '', /line 199/);
  });

  it('reads UTF-16', async () => {
    scratch.write(
      'wide.txt',
      Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('first\nsecond', 'utf16le')]),
    );
    assert.equal((await show('wide.txt', 2, 2))[0]?.preview, 'second');
  });

  it('shows the text that an editor holds, before what is on disk', async () => {
    scratch.write('a.ts', 'old');
    scratch.write('b.ts', 'saved');
    const ranked = ['a.ts', 'b.ts', 'not-on-disk.ts'].map((path) => ({
      chunk: storedChunk({ path, startLine: 1, endLine: 1 }),
      similar: false,
      score: 1,
    }));
    const open = new Map([
      [scratch.at('a.ts'), 'typed\r\nmore'],
      [scratch.at('not-on-disk.ts'), 'new'],
    ]);
    const hits = await showHits(
      scratch.path,
      ranked,
      () => [],
      (file) => open.get(file),
    );
    assert.deepEqual(
      hits.map(({ preview }) => preview),
      ['typed', 'saved', 'new'],
    );
  });
});
