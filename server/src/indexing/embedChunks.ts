import { performance } from 'node:perf_hooks';
import { isAborted, isWorkerFailure, messageOf } from '../base/errors';
import type { Logger } from '../base/logger';
import type { Embedder } from '../embedding/embedder';
import type { PreparedChunk } from './prepareFile';

/** The chunks of one file, to be given vectors in place. */
export interface FileChunks {
  path: string;
  chunks: readonly PreparedChunk[];
  /** True where no vector that was made before is to be used. */
  anew?: boolean;
}

/** Vectors of any file of this machine by the hash of their chunk, as far as they are kept. */
export interface VectorCache {
  getMany(hashes: readonly string[]): Promise<Map<string, Float32Array>>;
  /** @param costMs what making all of them took */
  setMany(vectors: ReadonlyMap<string, Float32Array>, costMs?: number): void;
}

/** What vectors come from. */
export interface VectorSources {
  /** By chunk hash: those of the files before they changed. */
  known: ReadonlyMap<string, Float32Array>;
  cache?: VectorCache | undefined;
  embedder: Embedder;
}

export interface EmbedOutcome {
  /** Texts that went through the model. */
  embedded: number;
  /** Texts whose vectors were in the cache. */
  fromCache: number;
  /** Files whose chunks the model could not embed, tried twice. */
  failed: string[];
  /** Set when the model cannot embed anything any more. */
  modelFailure?: string;
}

/**
 * Gives every chunk its vector: the one known for its hash, else the one in the cache, else a new one, which the cache
 * is given. When a batch fails, its files are tried one by one, so that one bad file does not cost the others.
 */
export async function embedChunks(
  files: readonly FileChunks[],
  sources: VectorSources,
  logger: Logger,
  signal: AbortSignal,
): Promise<EmbedOutcome> {
  const unknown = withoutVectors(files, sources.known);
  const cached = await inCache(unknown, sources.cache);
  const pending = withoutVectors(unknown, cached);
  const outcome: EmbedOutcome = { embedded: 0, fromCache: cached.size, failed: [] };
  const all = pending.flatMap(({ chunks }) => chunks);
  if (all.length === 0) return outcome;
  try {
    outcome.embedded = await embedAll(all, sources, signal);
    return outcome;
  } catch (error) {
    if (isAborted(error)) throw error;
    if (isWorkerFailure(error)) return { ...outcome, modelFailure: messageOf(error) };
  }
  for (const { path, chunks } of pending) {
    try {
      outcome.embedded += await embedAll(chunks, sources, signal);
    } catch (error) {
      if (isAborted(error)) throw error;
      if (isWorkerFailure(error)) return { ...outcome, modelFailure: messageOf(error) };
      logger.warn(`A file could not be embedded and is left out: ${messageOf(error)}`);
      outcome.failed.push(path);
    }
  }
  return outcome;
}

/** Gives chunks the vectors that there are, and answers the files with those that have none yet. */
function withoutVectors(
  files: readonly FileChunks[],
  vectors: ReadonlyMap<string, Float32Array>,
): FileChunks[] {
  return files.map((file) => ({
    ...file,
    chunks: file.chunks.filter(({ chunk }) => {
      chunk.vector = (file.anew === true ? undefined : vectors.get(chunk.hash)) ?? null;
      return chunk.vector === null;
    }),
  }));
}

async function inCache(
  files: readonly FileChunks[],
  cache: VectorCache | undefined,
): Promise<ReadonlyMap<string, Float32Array>> {
  const wanted = new Set<string>();
  for (const { chunks, anew } of files)
    if (anew !== true) for (const { chunk } of chunks) wanted.add(chunk.hash);
  if (cache === undefined || wanted.size === 0) return new Map();
  return cache.getMany([...wanted]);
}

/** Embeds each distinct text once and answers how many that were. */
async function embedAll(
  items: readonly PreparedChunk[],
  { embedder, cache }: VectorSources,
  signal: AbortSignal,
): Promise<number> {
  const texts = new Map(items.map(({ chunk, text }) => [chunk.hash, text]));
  const started = performance.now();
  const vectors = await embedder.embed([...texts.values()], signal);
  const costMs = performance.now() - started;
  const byHash = new Map<string, Float32Array>();
  [...texts.keys()].forEach((hash, index) => {
    const vector = vectors[index];
    if (vector !== undefined) byHash.set(hash, vector);
  });
  for (const { chunk } of items) chunk.vector = byHash.get(chunk.hash) ?? null;
  cache?.setMany(byHash, costMs);
  return texts.size;
}
