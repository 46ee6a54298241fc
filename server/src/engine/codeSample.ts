import { toUnitVector } from '../base/byteVector';
import { AkinError } from '../base/errors';
import { t } from '../base/texts';
import type { QueryModel } from '../search/semanticSearch';
import type { IndexedChunk } from '../store/chunkStore';
import type { EngineSimilar } from './engineTypes';
import type { FolderIndex } from './folderIndex';
import { relativeInside } from './relativeInside';
import { showHits } from './showHits';

/** A piece of code to compare others with, and the lines that it stands on. */
export interface CodeSample {
  text: string;
  /** Undefined while there is no model. */
  vector: Float32Array | undefined;
  /** From 1, both inclusive. */
  startLine: number;
  endLine: number;
}

/**
 * Takes the selection, else the smallest stored chunk around its first line.
 * @throws {AkinError} `invalid-request` when nothing is selected and no chunk is there, `aborted` on the signal
 */
export async function codeSample(
  request: EngineSimilar,
  folders: readonly FolderIndex[],
  model: QueryModel,
  signal: AbortSignal,
): Promise<CodeSample> {
  const { startLine, endLine, text } = request;
  if (text.trim() !== '') return { text, vector: await model?.embed(text, signal), startLine, endLine };
  for (const folder of folders) {
    const path = relativeInside(folder.root, request.file);
    if (path === undefined || folder.store === undefined) continue;
    const around = (await folder.store.chunksOf(path))
      .filter((chunk) => chunk.startLine <= startLine && chunk.endLine >= startLine)
      .sort((a, b) => a.endLine - a.startLine - (b.endLine - b.startLine))[0];
    if (around === undefined) continue;
    const [shown] = await showHits(folder.root, [{ chunk: around, score: 0 }], (_, source) => [source]);
    return {
      text: shown?.reasons[0] ?? '',
      vector: numbersOf(around.vector),
      startLine: around.startLine,
      endLine: around.endLine,
    };
  }
  throw new AkinError(
    'invalid-request',
    t('There is no indexed code at this place. Select some code and try again.'),
  );
}

function numbersOf(vector: IndexedChunk['vector']): Float32Array | undefined {
  if (vector === null) return undefined;
  return vector instanceof Float32Array ? vector : toUnitVector(vector);
}
