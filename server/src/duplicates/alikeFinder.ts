/**
 * Finds functions that mean the same though they share little text: near by their vectors, of like size, and with some tokens in common. Nothing
 * of this is made unless `alike` is asked for. Where there are no vectors, nothing is found.
 */
import { type ByteVector, toByteVector, unitFactor } from '../base/byteVector';
import { throwIfAborted } from '../base/errors';
import { align } from './alignment';
import { type CodeUnit, familyOf, type FingerprintedChunk, toUnit } from './codeUnit';
import type { ChunkChange, FinderOptions } from './duplicateFinder';
import { isWorthTelling, mustBeAlike } from './quietCode';
import type { TimeSlices } from './timeSlices';
import { UnitReader } from './unitReader';
import { VectorBuckets } from './vectorBuckets';

/**
 * The least cosine, and the bounds of the share of aligned tokens: less has another shape, more is near, which is told as that or is quiet for
 * a reason. Chosen by functions of which up to 80 % of the
 * statements were edited (seed 5 of the generator, four languages) among others of the same repositories: see docs/duplicates.md.
 */
const LEAST_COSINE = 0.85;
const LEAST_ALIGNED = 0.5;
const MOST_ALIGNED = 0.82;

/** The shorter has at least this share of the longer's tokens: a part is not the same as the whole. */
const LEAST_SIZE = 0.4;

/** Pairs that are read from their files at once. */
const PAIRS_AT_ONCE = 512;

/** A unit with the vector that the index has of it. */
interface MeantUnit {
  unit: CodeUnit;
  vector: ByteVector;
}

/** Two units that mean the same. */
export interface AlikePair {
  a: CodeUnit;
  b: CodeUnit;
  /** 0..1, of their vectors. */
  cosine: number;
}

/** The functions of one folder that are alike in meaning, kept up to date. */
export class AlikeFinder {
  private readonly byPath = new Map<string, MeantUnit[]>();
  private readonly buckets = new VectorBuckets<MeantUnit>();
  private readonly found = new Map<MeantUnit, Map<MeantUnit, number>>();
  private pending = new Set<MeantUnit>();
  private readonly reader: UnitReader;

  constructor(private readonly options: FinderOptions) {
    this.reader = new UnitReader(options.readText);
  }

  /** Takes note of what the store has taken in; {@link work} compares it. */
  note({ dropChunksOf, dropFiles, chunks }: ChunkChange): void {
    for (const path of new Set([...dropChunksOf, ...dropFiles, ...chunks.map((chunk) => chunk.path)]))
      this.drop(path);
    for (const chunk of chunks) {
      const meant = this.read(chunk);
      if (meant === undefined) continue;
      const others = this.byPath.get(meant.unit.path);
      if (others === undefined) this.byPath.set(meant.unit.path, [meant]);
      else others.push(meant);
      this.buckets.add(meant, meant.vector);
      this.pending.add(meant);
    }
  }

  /**
   * Compares everything that waits.
   * @throws {import('../base/errors').AkinError} `aborted` on the signal; what was not compared still waits
   */
  async work(slices: TimeSlices, signal: AbortSignal): Promise<void> {
    let near: [MeantUnit, MeantUnit, number][] = [];
    let taken: MeantUnit[] = [];
    const compare = async (): Promise<void> => {
      await this.compare(near, slices, signal);
      for (const meant of taken) this.pending.delete(meant);
      near = [];
      taken = [];
    };
    for (const meant of [...this.pending]) {
      for (const other of this.buckets.near(meant)) {
        if (!mayMeanTheSame(meant.unit, other.unit)) continue;
        const cosine = cosineOf(meant.vector, other.vector);
        if (cosine >= LEAST_COSINE && this.found.get(meant)?.has(other) !== true)
          near.push([meant, other, cosine]);
      }
      taken.push(meant);
      if (near.length >= PAIRS_AT_ONCE) await compare();
      await slices.pause();
      throwIfAborted(signal);
    }
    await compare();
  }

  /** Every pair once, in no order. */
  *pairs(): Generator<AlikePair> {
    for (const [one, partners] of this.found)
      for (const [other, cosine] of partners)
        if (isFirst(one.unit, other.unit)) yield { a: one.unit, b: other.unit, cosine };
  }

  private read(chunk: FingerprintedChunk): MeantUnit | undefined {
    const { vector } = chunk;
    const unit = toUnit(chunk)?.unit;
    if (unit === undefined || vector === undefined || vector === null) return undefined;
    if (!isMeaningful(unit) || !this.options.accepts(unit)) return undefined;
    return { unit, vector: vector instanceof Float32Array ? toByteVector(vector) : vector };
  }

  private drop(path: string): void {
    for (const gone of this.byPath.get(path) ?? []) {
      this.buckets.remove(gone);
      this.pending.delete(gone);
      for (const partner of this.found.get(gone)?.keys() ?? []) this.found.get(partner)?.delete(gone);
      this.found.delete(gone);
    }
    this.byPath.delete(path);
  }

  private async compare(
    near: readonly (readonly [MeantUnit, MeantUnit, number])[],
    slices: TimeSlices,
    signal: AbortSignal,
  ): Promise<void> {
    const units = new Set(near.flatMap(([one, other]) => [one.unit, other.unit]));
    const tokens = await this.reader.read(units, () => slices.pause());
    for (const [one, other, cosine] of near) {
      const first = tokens.get(one.unit);
      const second = tokens.get(other.unit);
      if (first === undefined || second === undefined) continue;
      const { similarity } = align(first, second);
      if (similarity >= LEAST_ALIGNED && similarity < MOST_ALIGNED) {
        this.pair(one, other, cosine);
        this.pair(other, one, cosine);
      }
      await slices.pause();
      throwIfAborted(signal);
    }
  }

  private pair(one: MeantUnit, other: MeantUnit, cosine: number): void {
    const partners = this.found.get(one);
    if (partners === undefined) this.found.set(one, new Map([[other, cosine]]));
    else partners.set(other, cosine);
  }
}

/** Whether code has a meaning of its own: a function that decides or repeats something. */
function isMeaningful(unit: CodeUnit): boolean {
  return (
    (unit.kind === 'function' || unit.kind === 'method') && unit.control > 0 && isWorthTelling(unit, 'near')
  );
}

/** What stands in one file is seen together anyway. */
function mayMeanTheSame(a: CodeUnit, b: CodeUnit): boolean {
  if (a.path === b.path || familyOf(a.language) !== familyOf(b.language)) return false;
  if (Math.min(a.tokens, b.tokens) < LEAST_SIZE * Math.max(a.tokens, b.tokens)) return false;
  return !mustBeAlike(a, b, 0);
}

function isFirst(a: CodeUnit, b: CodeUnit): boolean {
  return a.path === b.path ? a.startLine < b.startLine : a.path < b.path;
}

function cosineOf(a: ByteVector, b: ByteVector): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number);
  return sum * unitFactor(a) * unitFactor(b);
}
