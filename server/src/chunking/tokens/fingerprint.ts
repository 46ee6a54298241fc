import { Scratch } from '../../base/scratch';
import { controlWords } from './keywords';
import { TokenKind, type TokenStream, wordHash } from './lexer';
import { mix, runHash, SKETCH_VALUES, sketchOf } from './sketch';
import { blindForm, consistentForm, namedForm } from './tokenForms';

/**
 * What is kept of a piece of code to find its copies: 96 bytes, little-endian.
 * 0 exact key (8), 8 consistent key (8), 16 tokens, 20 distinct runs (2), 22 control words (1), 23 calls (1), 24 lines, 28 share of
 * constants in 1/255 (1) and three bytes of zero, 32 sketch (16 × 4).
 */
export const FINGERPRINT_BYTES = 32 + SKETCH_VALUES * 4;

/** Shorter code is never stored: no setting asks for it. */
export const LEAST_TOKENS = 30;

/** A fingerprint to be worked with. */
export interface Fingerprint {
  /** Equal for equal tokens; 53 bits. */
  exact: number;
  /** Equal for tokens that are equal but for consistent names and constants; 53 bits. */
  consistent: number;
  tokens: number;
  /** Distinct runs of four tokens without names: repetition adds none. */
  structure: number;
  /** Keywords that branch, repeat or fail, 255 at most. */
  control: number;
  /** Names that are called, 255 at most. */
  calls: number;
  /** From the first line of the chunk on; more than the chunk has where a function is stored in parts. */
  lines: number;
  /** Share of numbers and texts among the tokens. */
  constants: number;
  sketch: Uint32Array;
}

const controls: ReadonlySet<number> = new Set(controlWords.map((word) => wordHash(word) | 0));

const blindScratch = new Scratch();
const otherScratch = new Scratch();

const STRUCTURE_RUN = 4;
const OPEN_PAREN = 40;
const MAX_BYTE = 255;

/** Makes the fingerprint of some tokens, or nothing of too few. */
export function writeFingerprint(tokens: TokenStream, lines: number): Uint8Array | undefined {
  if (tokens.count < LEAST_TOKENS) return undefined;
  const bytes = new Uint8Array(FINGERPRINT_BYTES);
  const view = new DataView(bytes.buffer);
  const blind = blindForm(tokens, blindScratch.take(tokens.count));
  writeKey(view, 0, tokens.hashes);
  writeKey(view, 8, consistentForm(tokens, otherScratch.take(tokens.count)));
  view.setUint32(16, tokens.count, true);
  view.setUint16(20, Math.min(0xffff, distinctRuns(blind)), true);
  const { control, calls, constants } = countsOf(tokens);
  view.setUint8(22, Math.min(MAX_BYTE, control));
  view.setUint8(23, Math.min(MAX_BYTE, calls));
  view.setUint32(24, lines, true);
  view.setUint8(28, Math.round((MAX_BYTE * constants) / tokens.count));
  sketchOf(namedForm(tokens, otherScratch.take(tokens.count)), blind).forEach((value, i) =>
    view.setUint32(32 + 4 * i, value, true),
  );
  return bytes;
}

/** Reads what {@link writeFingerprint} has written; undefined for bytes of another length. */
export function readFingerprint(bytes: Uint8Array): Fingerprint | undefined {
  if (bytes.length !== FINGERPRINT_BYTES) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const sketch = new Uint32Array(SKETCH_VALUES);
  for (let i = 0; i < SKETCH_VALUES; i++) sketch[i] = view.getUint32(32 + 4 * i, true);
  return {
    exact: readKey(view, 0),
    consistent: readKey(view, 8),
    tokens: view.getUint32(16, true),
    structure: view.getUint16(20, true),
    control: view.getUint8(22),
    calls: view.getUint8(23),
    lines: view.getUint32(24, true),
    constants: view.getUint8(28) / MAX_BYTE,
    sketch,
  };
}

/** The key that {@link Fingerprint.exact} holds, of tokens at hand. */
export function exactKeyOf({ hashes }: TokenStream): number {
  const view = new DataView(new ArrayBuffer(8));
  writeKey(view, 0, hashes);
  return readKey(view, 0);
}

function writeKey(view: DataView, at: number, form: Uint32Array): void {
  let low = 0x2545_f491;
  let high = form.length;
  for (const symbol of form) {
    low = Math.imul(low ^ mix(symbol), 0x0100_0193);
    high = Math.imul(((high << 13) | (high >>> 19)) ^ mix(symbol + 0x9e37_79b9), 0xcc9e_2d51);
  }
  view.setUint32(at, mix(low), true);
  view.setUint32(at + 4, mix(high), true);
}

/** 53 of the 64 bits, which a number holds exactly: among a million pieces two meet by chance once in 18,000 folders. */
function readKey(view: DataView, at: number): number {
  return (view.getUint32(at + 4, true) & 0x1f_ffff) * 2 ** 32 + view.getUint32(at, true);
}

function distinctRuns(blind: Uint32Array): number {
  const runs = new Set<number>();
  for (let at = 0; at + STRUCTURE_RUN <= blind.length; at++) runs.add(runHash(blind, at, STRUCTURE_RUN) | 0);
  return runs.size;
}

function countsOf({ count, kinds, hashes }: TokenStream): {
  control: number;
  calls: number;
  constants: number;
} {
  let control = 0;
  let calls = 0;
  let constants = 0;
  for (let i = 0; i < count; i++) {
    const kind = kinds[i];
    if (kind === TokenKind.number || kind === TokenKind.string) constants++;
    else if (kind === TokenKind.sign) {
      if (hashes[i] === OPEN_PAREN && kinds[i - 1] === TokenKind.identifier) calls++;
    } else if (controls.has((hashes[i] ?? 0) | 0)) control++;
  }
  return { control, calls, constants };
}
