/**
 * Finds the duplicates of one folder and keeps them up to date: what was added is compared with everything, what is gone
 * takes its pairs along. Equal units are known from their fingerprints alone; only pairs that may be near are read.
 */
import { throwIfAborted } from '../base/errors';
import { align } from './alignment';
import { type CodeUnit, type FingerprintedChunk, overlap } from './codeUnit';
import { DuplicateIndex, type UnitClass } from './duplicateIndex';
import { IndexChanges } from './indexChanges';
import { NearPairs } from './nearPairs';
import { type ReadText, UnitReader } from './unitReader';
import { TimeSlices } from './timeSlices';
import { judge } from './verdict';
import { mayBeTold } from './quietCode';

/** What changed in the index, as its store was told. */
export interface ChunkChange {
  dropChunksOf: readonly string[];
  dropFiles: readonly string[];
  /** Those of one file all at once, in a row. */
  chunks: readonly FingerprintedChunk[];
}

export interface FinderOptions {
  readText: ReadText;
  /** Which units may be reported at all. */
  accepts: (unit: CodeUnit) => boolean;
}

/** Tokens that are read for one round of comparisons: some 60 MB with all that hangs on them. */
const ROUND_TOKENS = 3_000_000;

/** Two classes that may be near, by one unit of each. */
interface Candidate {
  a: UnitClass;
  b: UnitClass;
  one: CodeUnit;
  other: CodeUnit;
}

/** The duplicates of one folder. */
export class DuplicateFinder {
  readonly changes = new IndexChanges();
  readonly index: DuplicateIndex;
  readonly near = new NearPairs(this.changes);
  private readonly reader: UnitReader;
  private pending = new Set<UnitClass>();
  /** Classes whose file was not what had been indexed: they are compared once it is indexed again. */
  private readonly unread = new Set<UnitClass>();
  private readonly slices = new TimeSlices();

  constructor(options: FinderOptions) {
    this.index = new DuplicateIndex(options.accepts, this.changes);
    this.reader = new UnitReader(options.readText);
  }

  /** Classes that wait to be compared. */
  get waiting(): number {
    return this.pending.size;
  }

  /** Takes note of what the store has taken in; {@link work} compares it. */
  note({ dropChunksOf, dropFiles, chunks }: ChunkChange): void {
    const byPath = new Map<string, FingerprintedChunk[]>();
    for (const chunk of chunks) {
      const others = byPath.get(chunk.path);
      if (others === undefined) byPath.set(chunk.path, [chunk]);
      else others.push(chunk);
    }
    for (const path of [...dropChunksOf, ...dropFiles])
      if (!byPath.has(path)) this.drop(this.index.remove(path));
    for (const [path, own] of byPath) {
      const { fresh, gone } = this.index.add(path, own);
      this.drop(gone);
      for (const added of fresh) this.pending.add(added);
      for (const unitClass of this.unread)
        if (unitClass.units.some((unit) => unit.path === path)) this.pending.add(unitClass);
    }
  }

  /**
   * Compares everything that waits.
   * @param onProgress is told of classes done and of all that waited
   * @throws {import('../base/errors').AkinError} `aborted` on the signal; what was not compared still waits
   */
  async work(onProgress: (done: number, total: number) => void, signal: AbortSignal): Promise<void> {
    const total = this.pending.size;
    while (this.pending.size > 0) {
      const taken: UnitClass[] = [];
      try {
        await this.compare(await this.nextRound(taken, signal), signal);
      } catch (error) {
        for (const unitClass of taken) if (this.isKnown(unitClass)) this.pending.add(unitClass);
        throw error;
      }
      onProgress(Math.max(0, total - this.pending.size), total);
    }
  }

  private drop(gone: readonly UnitClass[]): void {
    for (const unitClass of gone) {
      this.near.remove(unitClass);
      this.pending.delete(unitClass);
      this.unread.delete(unitClass);
    }
  }

  /**
   * Pairs of waiting classes with their candidates, as many as can be read at once.
   * @param taken is given the classes that wait no longer
   */
  private async nextRound(taken: UnitClass[], signal: AbortSignal): Promise<Candidate[]> {
    const round: Candidate[] = [];
    const units = new Set<CodeUnit>();
    let tokens = 0;
    const count = (unit: CodeUnit): void => {
      if (units.has(unit)) return;
      units.add(unit);
      tokens += unit.tokens;
    };
    for (const a of this.pending) {
      for (const b of this.index.candidates(a)) {
        // The later of two that wait meets the earlier.
        if (this.pending.has(b) && b.row > a.row) continue;
        const pair = apart(a, b);
        if (pair === undefined) continue;
        round.push({ a, b, ...pair });
        count(pair.one);
        count(pair.other);
      }
      this.pending.delete(a);
      this.unread.delete(a);
      taken.push(a);
      if (tokens > ROUND_TOKENS) break;
      await this.slices.pause();
      throwIfAborted(signal);
    }
    return round;
  }

  private async compare(round: readonly Candidate[], signal: AbortSignal): Promise<void> {
    const units = new Set(round.flatMap(({ one, other }) => [one, other]));
    const tokens = await this.reader.read(units, () => this.slices.pause());
    for (const { a, b, one, other } of round) {
      const first = tokens.get(one);
      const second = tokens.get(other);
      if (first === undefined && this.isKnown(a)) this.unread.add(a);
      if (second === undefined && this.isKnown(b)) this.unread.add(b);
      if (first !== undefined && second !== undefined && this.isKnown(a) && this.isKnown(b)) {
        const verdict = judge(one, other, align(first, second));
        if (verdict !== undefined && mayBeTold(one, other, verdict)) this.near.set(a, b, verdict);
      }
      await this.slices.pause();
      throwIfAborted(signal);
    }
  }

  /** A class may have gone while its tokens were read. */
  private isKnown(unitClass: UnitClass): boolean {
    return this.index.classOf(unitClass.row) === unitClass;
  }
}

/** A unit of each that do not lie within each other. */
function apart(a: UnitClass, b: UnitClass): { one: CodeUnit; other: CodeUnit } | undefined {
  for (const one of a.units.slice(0, 2))
    for (const other of b.units.slice(0, 2)) if (!overlap(one, other)) return { one, other };
  return undefined;
}
