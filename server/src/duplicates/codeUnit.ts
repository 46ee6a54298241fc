import type { ByteVector } from '../base/byteVector';
import { type Fingerprint, readFingerprint } from '../chunking/tokens/fingerprint';

/** A chunk with its fingerprint, as it comes from the store. */
export interface FingerprintedChunk {
  path: string;
  language: string;
  kind: string;
  symbol: string;
  container: string;
  startLine: number;
  endLine: number;
  nameLine: number;
  /** See {@link import('../chunking/tokens/fingerprintFile').fingerprintsOf}. */
  fingerprint?: Uint8Array | null | undefined;
  /** Unit length, of its meaning; only where `alike` is asked for. */
  vector?: Float32Array | ByteVector | null | undefined;
}

/** A piece of code that is compared with others: a function, the head of a class, a run of statements. */
export interface CodeUnit {
  path: string;
  language: string;
  kind: string;
  symbol: string;
  container: string;
  startLine: number;
  /** Of the whole function, also where that is stored in parts. */
  endLine: number;
  nameLine: number;
  /** Key of its tokens; see {@link Fingerprint}. */
  exact: number;
  /** Key of its tokens with names by their order. */
  consistent: number;
  tokens: number;
  structure: number;
  control: number;
  calls: number;
  constants: number;
}

/** A unit and the sketch that it is found by. */
export interface SketchedUnit {
  unit: CodeUnit;
  sketch: Uint32Array;
}

/** Reads a chunk's fingerprint; undefined when it has none or one of another make. */
export function toUnit(chunk: FingerprintedChunk): SketchedUnit | undefined {
  if (chunk.fingerprint === undefined || chunk.fingerprint === null) return undefined;
  const read: Fingerprint | undefined = readFingerprint(chunk.fingerprint);
  if (read === undefined) return undefined;
  const { path, language, kind, symbol, container, startLine, nameLine } = chunk;
  const { exact, consistent, tokens, structure, control, calls, constants, lines, sketch } = read;
  const endLine = startLine + lines - 1;
  return {
    unit: {
      ...{ path, language, kind, symbol, container, startLine, endLine, nameLine },
      ...{ exact, consistent, tokens, structure, control, calls, constants },
    },
    sketch,
  };
}

/** Whether two units share lines of one file. */
export function overlap(a: CodeUnit, b: CodeUnit): boolean {
  return a.path === b.path && a.startLine <= b.endLine && b.startLine <= a.endLine;
}

/** Languages that are compared with each other. */
export function familyOf(language: string): string {
  return families[language] ?? language;
}

const families: Partial<Record<string, string>> = {
  javascriptreact: 'javascript',
  typescript: 'javascript',
  typescriptreact: 'javascript',
  cpp: 'c',
};
