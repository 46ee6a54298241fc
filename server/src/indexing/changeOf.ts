import type { FileRecord, StoreChange } from '../store/chunkStore';
import { SkipReasons } from '../workspace/skipReason';
import type { FileCatalogue } from './fileCatalogue';
import type { FileState, PreparedFile } from './prepareFile';

/** The path of a file, whatever became of it. */
export function pathOf(file: PreparedFile): string {
  return file.kind === 'gone' ? file.path : file.state.path;
}

/**
 * What a batch changes in the store.
 * @param failed files that the model could not embed
 */
export function changeOf(
  prepared: readonly PreparedFile[],
  failed: ReadonlySet<string>,
  catalogue: FileCatalogue,
): StoreChange {
  const chunks: StoreChange['chunks'][number][] = [];
  const files: FileRecord[] = [];
  const dropFiles: string[] = [];
  const dropChunksOf: string[] = [];
  for (const file of prepared) {
    const path = pathOf(file);
    const known = catalogue.get(path);
    if (file.kind !== 'same' && known !== undefined && known.chunks > 0) dropChunksOf.push(path);
    if (file.kind === 'gone') {
      if (known !== undefined) dropFiles.push(path);
    } else if (file.kind === 'same') {
      const { sizeBytes, mtimeMs } = file.state;
      if (known !== undefined) files.push({ ...known, sizeBytes, mtimeMs });
    } else if (file.kind === 'skipped') files.push({ ...recordOf(file.state), skipped: file.reason });
    else if (failed.has(path)) files.push({ ...recordOf(file.state), skipped: SkipReasons.failed });
    else {
      const embedded = file.chunks.every(({ chunk }) => chunk.vector !== null);
      files.push({ ...recordOf(file.state), chunks: file.chunks.length, embedded });
      for (const { chunk } of file.chunks) chunks.push(chunk);
    }
  }
  return { chunks, files, dropFiles, dropChunksOf };
}

function recordOf(state: FileState): FileRecord {
  return { ...state, chunks: 0, skipped: '', embedded: true };
}
