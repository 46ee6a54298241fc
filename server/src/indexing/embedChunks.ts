import { isAborted, isWorkerFailure, messageOf } from '../base/errors';
import type { Logger } from '../base/logger';
import type { Embedder } from '../embedding/embedder';
import type { PreparedChunk } from './prepareFile';

/** The chunks of one file, to be given vectors in place. */
export interface FileChunks {
  path: string;
  chunks: readonly PreparedChunk[];
}

export interface EmbedOutcome {
  /** Chunks that were embedded, not taken from what was known. */
  embedded: number;
  /** Files whose chunks the model could not embed, tried twice. */
  failed: string[];
  /** Set when the model cannot embed anything any more. */
  modelFailure?: string;
}

/**
 * Gives every chunk its vector: the one known for its hash, else a new one. When a batch fails, its files are
 * tried one by one, so that one bad file does not cost the others.
 * @param known vectors by chunk hash
 */
export async function embedChunks(
  files: readonly FileChunks[],
  known: ReadonlyMap<string, Float32Array>,
  embedder: Embedder,
  logger: Logger,
  signal: AbortSignal,
): Promise<EmbedOutcome> {
  const pending = files.map((file) => ({
    path: file.path,
    chunks: file.chunks.filter((item) => !reuse(item, known)),
  }));
  const outcome: EmbedOutcome = { embedded: 0, failed: [] };
  const all = pending.flatMap(({ chunks }) => chunks);
  if (all.length === 0) return outcome;
  try {
    outcome.embedded = await embedAll(all, embedder, signal);
    return outcome;
  } catch (error) {
    if (isAborted(error)) throw error;
    if (isWorkerFailure(error)) return { ...outcome, modelFailure: messageOf(error) };
  }
  for (const { path, chunks } of pending) {
    try {
      outcome.embedded += await embedAll(chunks, embedder, signal);
    } catch (error) {
      if (isAborted(error)) throw error;
      if (isWorkerFailure(error)) return { ...outcome, modelFailure: messageOf(error) };
      logger.warn(`A file could not be embedded and is left out: ${messageOf(error)}`);
      outcome.failed.push(path);
    }
  }
  return outcome;
}

function reuse({ chunk }: PreparedChunk, known: ReadonlyMap<string, Float32Array>): boolean {
  chunk.vector = known.get(chunk.hash) ?? null;
  return chunk.vector !== null;
}

/** Embeds each distinct text once and answers how many that were. */
async function embedAll(
  items: readonly PreparedChunk[],
  embedder: Embedder,
  signal: AbortSignal,
): Promise<number> {
  const texts = new Map(items.map(({ chunk, text }) => [chunk.hash, text]));
  const vectors = await embedder.embed([...texts.values()], signal);
  const byHash = new Map([...texts.keys()].map((hash, index) => [hash, vectors[index]]));
  for (const { chunk } of items) chunk.vector = byHash.get(chunk.hash) ?? null;
  return texts.size;
}
