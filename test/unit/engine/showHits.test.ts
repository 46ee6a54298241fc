import assert from 'node:assert/strict';
import { showHits } from '../../../server/src/engine/showHits';
import { storedChunk } from '../search/storedChunk';
import { ScratchFolder } from '../scratchFolder';

describe('showHits', () => {
  let scratch: ScratchFolder;
  beforeEach(() => {
    scratch = new ScratchFolder();
  });
  afterEach(() => scratch.remove());
  const show = (path: string, startLine: number, endLine: number): ReturnType<typeof showHits> =>
    showHits(scratch.path, [{ chunk: storedChunk({ path, startLine, endLine }), score: 1 }], (_, text) => [
      text,
    ]);

  it('reads the lines of the chunk', async () => {
    scratch.write('a.ts', 'one\ntwo\nthree\nfour\n');
    const [hit] = await show('a.ts', 2, 3);
    assert.deepEqual(
      [hit?.startLine, hit?.endLine, hit?.endLineLength, hit?.preview],
      [2, 3, 5, 'two\nthree'],
    );
    assert.deepEqual(hit?.reasons, ['two\nthree']);
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
});
