import { join } from 'node:path';
import { isAborted, isWorkerFailure, messageOf } from '../base/errors';
import { contentHash } from '../base/hash';
import type { Logger } from '../base/logger';
import type { Chunk, ChunkedFile, SourceText } from '../chunking/chunk';
import { embeddedText } from '../chunking/embeddedText';
import { languageOf } from '../chunking/languages';
import { chunkTerms } from '../chunking/searchTerms';
import type { FileRecord, IndexedChunk } from '../store/chunkStore';
import { readSource } from '../workspace/fileReader';
import { SkipReasons, type SkipReason } from '../workspace/skipReason';
import { type FoundFile, statFile } from '../workspace/walker';

/** Splits a source into chunks. */
export interface ChunkSource {
  /**
   * @throws {import('../base/errors').AkinError} `chunking-failed` when this source was tried twice in vain,
   * `worker-failed` when no source can be chunked any more, `aborted` on the signal
   */
  chunk(source: SourceText, signal: AbortSignal): Promise<ChunkedFile>;
}

/** A chunk on its way into the store; `text` is what is embedded. */
export interface PreparedChunk {
  chunk: IndexedChunk;
  text: string;
}

/** What became of one path. */
export type PreparedFile =
  | { kind: 'gone'; path: string }
  /** Only its time has changed. */
  | { kind: 'touched'; record: FileRecord }
  | { kind: 'skipped'; record: FileRecord }
  | { kind: 'chunked'; record: FileRecord; chunks: PreparedChunk[] };

export interface PrepareOptions {
  root: string;
  maxBytes: number;
  chunker: ChunkSource;
  logger: Logger;
}

/**
 * Reads one file and chunks it, unless its content is what the record says.
 * @throws {import('../base/errors').AkinError} `worker-failed` when no file can be chunked any more, `aborted` on the signal
 */
export async function prepareFile(
  path: string,
  known: FileRecord | undefined,
  options: PrepareOptions,
  signal: AbortSignal,
): Promise<PreparedFile> {
  const found = await statFile(options.root, path);
  if (found === undefined) return { kind: 'gone', path };
  if (found.sizeBytes > options.maxBytes) return skipped(found, SkipReasons.tooLarge);
  const content = await readSource(join(options.root, path), options.maxBytes);
  if ('skip' in content) return skipped(found, content.skip);
  const hash = contentHash(content.bytes);
  if (known?.contentHash === hash && known.skipped === '' && known.embedded)
    return { kind: 'touched', record: { ...known, sizeBytes: found.sizeBytes, mtimeMs: found.mtimeMs } };
  const language = languageOf(path, content.text);
  try {
    const { chunks } = await options.chunker.chunk({ path, language, text: content.text }, signal);
    const record = { ...recordOf(found), contentHash: hash, chunks: chunks.length };
    return { kind: 'chunked', record, chunks: chunks.map(toPrepared) };
  } catch (error) {
    if (isAborted(error) || isWorkerFailure(error)) throw error;
    options.logger.warn(`A file could not be chunked and is left out: ${messageOf(error)}`);
    return skipped(found, SkipReasons.failed);
  }
}

function toPrepared(chunk: Chunk, index: number): PreparedChunk {
  const text = embeddedText(chunk);
  return {
    text,
    chunk: {
      id: `${chunk.path}:${chunk.startLine}:${index}`,
      path: chunk.path,
      language: chunk.language,
      kind: chunk.kind,
      symbol: chunk.symbol ?? '',
      container: chunk.enclosing.join('.'),
      signature: chunk.signature ?? '',
      doc: chunk.doc ?? '',
      startLine: chunk.startLine,
      endLine: chunk.endLine,
      nameLine: chunk.nameLine,
      hash: contentHash(text),
      terms: chunkTerms(chunk),
      vector: null,
    },
  };
}

function skipped(found: FoundFile, reason: SkipReason): PreparedFile {
  return { kind: 'skipped', record: { ...recordOf(found), skipped: reason } };
}

function recordOf({ path, sizeBytes, mtimeMs }: FoundFile): FileRecord {
  return { path, sizeBytes, mtimeMs, contentHash: '', chunks: 0, skipped: '', embedded: true };
}
