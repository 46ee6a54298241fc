/** What a chunk is. The vocabulary is closed so that filters and icons can rely on it. */
export const chunkKinds = [
  'function',
  'method',
  'constructor',
  'class',
  'interface',
  'struct',
  'enum',
  'trait',
  'type',
  'module',
  'constant',
  'block',
  'lines',
] as const;

export type ChunkKind = (typeof chunkKinds)[number];

/**
 * A piece of a file that is embedded, stored and found as one: a callable, the head of a class, a run of
 * top-level statements (`block`), or a window of a file that has no grammar (`lines`).
 */
export interface Chunk {
  /** Relative to the workspace folder, with `/`. */
  path: string;
  /** An id of `languages.ts`. */
  language: string;
  kind: ChunkKind;
  /** The name that the chunk defines; absent for blocks and lines. */
  symbol?: string;
  /** Names of the enclosing symbols, outermost first. */
  enclosing: string[];
  /** The declaration up to its body on one line, white space folded. */
  signature?: string;
  /** The doc comment or docstring without its comment marks. */
  doc?: string;
  /** First line, from 1, the doc comment and decorators included. */
  startLine: number;
  /** Last line, from 1, inclusive. */
  endLine: number;
  /** Line of the name, from 1; equals `startLine` when there is no name. */
  nameLine: number;
  /** The source of these lines. */
  text: string;
}

/** A file's content and what is known of it before it is chunked. */
export interface SourceText {
  /** Relative to the workspace folder, with `/`. */
  path: string;
  /** An id of `languages.ts`. */
  language: string;
  text: string;
}

/** The chunks of one file, in the order of their first lines. */
export interface ChunkedFile {
  chunks: Chunk[];
  /** `syntax` when the grammar was used, `lines` when there is none or it failed. */
  method: 'syntax' | 'lines';
}

/** Raised whenever the same source would be chunked otherwise, so that stored chunks are rebuilt. */
export const CHUNKER_VERSION = 1;
