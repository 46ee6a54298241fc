import { termsOf } from '../../../server/src/chunking/searchTerms';
import type {
  FileRecord,
  IndexedChunk,
  StoreChange,
  StoredChunk,
} from '../../../server/src/store/chunkStore';
import { wordsOf } from './wordsOf';

/** Past the two seconds that the store keeps old versions for queries that have just begun. */
export const AFTER_GRACE_MS = 2_200;

export const DIMENSIONS = 4;

/** What a test says of a chunk. */
export type GivenChunk = Partial<Omit<IndexedChunk, 'terms'>> & { terms?: string };

/** A chunk of `path`; its words are those of its symbol unless given, where one that stands twice counts twice. */
export function chunkOf(path: string, line: number, { terms, ...more }: GivenChunk = {}): IndexedChunk {
  const symbol = more.symbol ?? '';
  return {
    path,
    language: 'typescript',
    kind: 'function',
    symbol,
    container: '',
    startLine: line,
    endLine: line + 4,
    nameLine: line,
    hash: `hash of ${path}:${line}`,
    fingerprint: null,
    vector: null,
    ...more,
    ...wordsOf(terms ?? termsOf(symbol === '' ? 'nothing' : symbol).join(' '), { symbol }),
  };
}

/** Tells the chunks of a test apart: `path:line`. */
export function placeOf({ path, startLine }: StoredChunk): string {
  return `${path}:${startLine}`;
}

/** A record that goes with some chunks. */
export function recordOf(path: string, chunks: number, more: Partial<FileRecord> = {}): FileRecord {
  return {
    path,
    sizeBytes: 100,
    mtimeMs: 1_700_000_000_000,
    contentHash: `content of ${path}`,
    chunks,
    skipped: '',
    embedded: true,
    ...more,
  };
}

/** Replaces the chunks of files with those given. */
export function replacing(...chunks: IndexedChunk[]): StoreChange {
  const paths = [...new Set(chunks.map(({ path }) => path))];
  return {
    dropChunksOf: paths,
    chunks,
    files: paths.map((path) => recordOf(path, chunks.filter((chunk) => chunk.path === path).length)),
    dropFiles: [],
  };
}

/** A unit vector along an axis. */
export function axis(index: number): Float32Array {
  return Float32Array.from({ length: DIMENSIONS }, (_, at) => (at === index ? 1 : 0));
}

/** The unit vector in a plane, so many degrees from the first axis. */
export function atDegrees(degrees: number): Float32Array {
  const radians = (degrees * Math.PI) / 180;
  return Float32Array.of(Math.cos(radians), Math.sin(radians), 0, 0);
}
