import { join } from 'node:path';
import { contentHash } from '../base/hash';
import type { Chunk, ChunkedFile, SourceText } from '../chunking/chunk';
import { chunkWords } from '../chunking/chunkWords';
import { embeddedText } from '../chunking/embeddedText';
import { languageOf } from '../chunking/languages';
import { fingerprintsOf } from '../chunking/tokens/fingerprintFile';
import type { IndexedChunk } from '../store/chunkStore';
import { type FileContent, readSource, unwanted } from '../workspace/fileReader';
import type { SkipReason } from '../workspace/skipReason';

/** Splits a source into chunks. */
export interface ChunkSource {
  chunk(source: SourceText): Promise<ChunkedFile>;
}

/** What is asked of one file. */
export interface PrepareRequest {
  /** Relative to the workspace folder, with `/`. */
  path: string;
  /** The content that is indexed already, or empty: such a file is not chunked again. */
  knownHash: string;
  /** Text that stands for the file's content: an editor holds it unsaved. */
  unsaved?: string;
}

/** A chunk on its way into the store; `text` is what is embedded. */
export interface PreparedChunk {
  chunk: IndexedChunk;
  text: string;
}

/** What the file was when it was read. */
export interface FileState {
  path: string;
  sizeBytes: number;
  mtimeMs: number;
  contentHash: string;
  /** Its text is an editor's, see {@link PrepareRequest.unsaved}. */
  fromEditor?: true;
}

/** What became of one path. */
export type PreparedFile =
  | { kind: 'gone'; path: string }
  /** Its content is the known one. */
  | { kind: 'same'; state: FileState }
  | { kind: 'skipped'; state: FileState; reason: SkipReason }
  | { kind: 'chunked'; state: FileState; chunks: PreparedChunk[] };

export interface PrepareOptions {
  /** Absolute path of the workspace folder. */
  root: string;
  maxBytes: number;
}

/**
 * Reads one file and chunks it, unless its content is the known one.
 * @throws {Error} when this file cannot be chunked
 */
export async function prepareFile(
  request: PrepareRequest,
  { root, maxBytes }: PrepareOptions,
  chunker: ChunkSource,
): Promise<PreparedFile> {
  const { path, knownHash, unsaved } = request;
  const content = unsaved === undefined ? readSource(join(root, path), maxBytes) : fromEditor(unsaved);
  if (content.stats === undefined) return { kind: 'gone', path };
  const state: FileState = { path, ...content.stats, contentHash: '' };
  if (unsaved !== undefined) state.fromEditor = true;
  if ('skip' in content) return { kind: 'skipped', state, reason: content.skip };
  state.contentHash = contentHash(content.bytes);
  if (state.contentHash === knownHash) return { kind: 'same', state };
  const { text } = content;
  const source = { path, language: languageOf(path, text), text };
  const { chunks } = await chunker.chunk(source);
  const fingerprints = fingerprintsOf(source, chunks);
  return { kind: 'chunked', state, chunks: chunks.map((chunk, at) => toPrepared(chunk, fingerprints[at])) };
}

function fromEditor(text: string): FileContent {
  const stats = { sizeBytes: 0, mtimeMs: 0 };
  const skip = unwanted(text);
  return skip === undefined ? { stats, text, bytes: Buffer.from(text, 'utf8') } : { stats, skip };
}

const utf8 = new TextEncoder();

function toPrepared(chunk: Chunk, fingerprint: Uint8Array | undefined): PreparedChunk {
  const text = embeddedText(chunk);
  const { terms, values, length } = chunkWords(chunk);
  return {
    text,
    chunk: {
      path: chunk.path,
      language: chunk.language,
      kind: chunk.kind,
      symbol: chunk.symbol ?? '',
      container: chunk.enclosing.join('.'),
      startLine: chunk.startLine,
      endLine: chunk.endLine,
      nameLine: chunk.nameLine,
      hash: contentHash(text),
      // Not from Buffer, whose bytes may stand in a pool that would be copied as a whole between threads.
      terms: utf8.encode(terms),
      termValues: values,
      termCount: length,
      fingerprint: fingerprint ?? null,
      vector: null,
    },
  };
}
