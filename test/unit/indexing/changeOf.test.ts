import assert from 'node:assert/strict';
import { changeOf } from '../../../server/src/indexing/changeOf';
import { FileCatalogue } from '../../../server/src/indexing/fileCatalogue';
import type { FileState, PreparedFile } from '../../../server/src/indexing/prepareFile';
import type { StoreChange } from '../../../server/src/store/chunkStore';
import { SkipReasons } from '../../../server/src/workspace/skipReason';
import { axis, chunkOf, recordOf } from '../store/samples';

const stateOf = (path: string): FileState => ({ path, sizeBytes: 7, mtimeMs: 5, contentHash: 'new' });

function chunked(path: string, ...lines: number[]): PreparedFile {
  const chunks = lines.map((line) => ({ chunk: chunkOf(path, line, { vector: axis(0) }), text: '' }));
  return { kind: 'chunked', state: stateOf(path), chunks };
}

describe('what a batch changes', () => {
  const catalogue = (): FileCatalogue => new FileCatalogue([recordOf('known.ts', 2), recordOf('bare.ts', 0)]);
  const change = (prepared: PreparedFile[], failed: string[] = []): StoreChange =>
    changeOf(prepared, new Set(failed), catalogue());

  it('adds a new file and replaces a known one', () => {
    const { chunks, files, dropChunksOf, dropFiles } = change([
      chunked('new.ts', 1, 9),
      chunked('known.ts', 1),
    ]);
    assert.deepEqual(
      chunks.map(({ path }) => path),
      ['new.ts', 'new.ts', 'known.ts'],
    );
    assert.deepEqual(files[0], { ...stateOf('new.ts'), chunks: 2, skipped: '', embedded: true });
    assert.deepEqual([dropChunksOf, dropFiles], [['known.ts'], []]);
  });

  it('drops no chunks of a file that has none', () => {
    assert.deepEqual(change([chunked('bare.ts', 1)]).dropChunksOf, []);
  });

  it('drops a known file that is gone and takes no note of an unknown one', () => {
    const paths = ['known.ts', 'bare.ts', 'unknown.ts'];
    const { dropChunksOf, dropFiles } = change(paths.map((path) => ({ kind: 'gone', path })));
    assert.deepEqual([dropChunksOf, dropFiles], [['known.ts'], ['known.ts', 'bare.ts']]);
  });

  it('remembers the time of a file that is the same, and keeps its chunks', () => {
    const { files, chunks, dropChunksOf } = change([{ kind: 'same', state: stateOf('known.ts') }]);
    assert.deepEqual(files, [{ ...recordOf('known.ts', 2), sizeBytes: 7, mtimeMs: 5 }]);
    assert.deepEqual([chunks, dropChunksOf], [[], []]);
  });

  it('says why a file has no chunks: left out, or not to be embedded', () => {
    const skipped: PreparedFile = { kind: 'skipped', state: stateOf('a.bin'), reason: SkipReasons.binary };
    const { files, chunks } = change([skipped, chunked('known.ts', 1)], ['known.ts']);
    assert.deepEqual(
      files.map(({ path, skipped: reason, chunks: count }) => [path, reason, count]),
      [
        ['a.bin', SkipReasons.binary, 0],
        ['known.ts', SkipReasons.failed, 0],
      ],
    );
    assert.deepEqual(chunks, []);
  });

  it('says which files wait for vectors', () => {
    const waiting = chunked('a.ts', 1, 2);
    assert.ok(waiting.kind === 'chunked' && waiting.chunks[1] !== undefined);
    waiting.chunks[1].chunk.vector = null;
    assert.equal(change([waiting]).files[0]?.embedded, false);
  });
});
