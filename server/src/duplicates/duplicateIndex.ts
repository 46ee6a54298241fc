/**
 * The units of one folder by what they are found by. Units whose tokens are equal but for consistent names are one class: what
 * is near to one of them is near to all, so that thousands of copies cost as much as one.
 */
import { contentHash } from '../base/hash';
import { type CodeUnit, familyOf, type FingerprintedChunk, overlap, toUnit } from './codeUnit';
import type { IndexChanges } from './indexChanges';
import { SketchPostings } from './sketchPostings';

/** Values of two sketches that must be equal for a closer look; chosen by `test/bench/duplicates` on seeds 1 to 9. */
const LEAST_SHARED = 5;

/** Units that are equal but for names, in one family of languages. */
export interface UnitClass {
  /** Unique; a number that grows with each class. */
  row: number;
  key: string;
  /** Never empty. */
  units: CodeUnit[];
}

/** What is known of one file. */
export interface IndexedFile {
  path: string;
  units: CodeUnit[];
  /** Equal for files whose chunks with a fingerprint are equal, all of them. */
  signature: string;
  tokens: number;
  lines: number;
}

/** Chunks of one folder, kept to find their copies. */
export class DuplicateIndex {
  private readonly files = new Map<string, IndexedFile>();
  private readonly byKey = new Map<string, UnitClass>();
  /** Classes with more than one unit. */
  private readonly shared = new Set<UnitClass>();
  private readonly bySignature = new Map<string, Set<IndexedFile>>();
  private readonly byRow: (UnitClass | undefined)[] = [];
  private readonly postings = new SketchPostings();

  /** @param accepts which units may be reported at all; @param changes is told of what becomes another */
  constructor(
    private readonly accepts: (unit: CodeUnit) => boolean,
    private readonly changes: IndexChanges,
  ) {}

  get size(): number {
    return this.byKey.size;
  }

  /** Takes in the chunks of one file, all of them; those that it had before go. What has not changed keeps its class. */
  add(path: string, chunks: readonly FingerprintedChunk[]): { fresh: UnitClass[]; gone: UnitClass[] } {
    const before = this.files.get(path);
    const fresh: UnitClass[] = [];
    const units: CodeUnit[] = [];
    for (const chunk of chunks) {
      const read = toUnit(chunk);
      if (read === undefined || !this.accepts(read.unit)) continue;
      units.push(read.unit);
      const made = this.classify(read.unit, read.sketch);
      if (made !== undefined) fresh.push(made);
    }
    const gone = before === undefined ? [] : this.forget(before);
    if (units.length > 0) this.remember(fileOf(path, units, chunks));
    return { fresh, gone };
  }

  /** @returns classes that have no units any more */
  remove(path: string): UnitClass[] {
    const file = this.files.get(path);
    return file === undefined ? [] : this.forget(file);
  }

  private remember(file: IndexedFile): void {
    this.files.set(file.path, file);
    this.changes.filesChanged(file.signature);
    const alike = this.bySignature.get(file.signature);
    if (alike === undefined) this.bySignature.set(file.signature, new Set([file]));
    else alike.add(file);
  }

  private forget(file: IndexedFile): UnitClass[] {
    this.files.delete(file.path);
    this.changes.filesChanged(file.signature);
    const alike = this.bySignature.get(file.signature);
    alike?.delete(file);
    if (alike?.size === 0) this.bySignature.delete(file.signature);
    const gone: UnitClass[] = [];
    // A file may hold thousands of the same function: each class is gone through once.
    const own = new Set(file.units);
    for (const known of new Set(file.units.map((unit) => this.byKey.get(keyOf(unit))))) {
      if (known === undefined) continue;
      this.changes.classChanged(known);
      known.units = known.units.filter((unit) => !own.has(unit));
      if (known.units.length < 2) this.shared.delete(known);
      if (known.units.length > 0) continue;
      this.byKey.delete(known.key);
      this.byRow[known.row] = undefined;
      this.postings.remove(known.row);
      gone.push(known);
    }
    return gone;
  }

  /** Classes worth a closer look: they share runs of tokens with this one. */
  candidates(of: UnitClass): UnitClass[] {
    const first = of.units[0];
    if (first === undefined) return [];
    return this.postings.sharing(of.row, LEAST_SHARED).flatMap(({ row }) => {
      const other = this.byRow[row];
      return other !== undefined && mayBeCopies(of, other) ? other : [];
    });
  }

  classes(): Iterable<UnitClass> {
    return this.byKey.values();
  }

  classOf(row: number): UnitClass | undefined {
    return this.byRow[row];
  }

  /** The class that a unit of a file is in. */
  classOfUnit(unit: CodeUnit): UnitClass | undefined {
    return this.byKey.get(keyOf(unit));
  }

  /** Classes with more than one unit. */
  sharedClasses(): Iterable<UnitClass> {
    return this.shared;
  }

  signatures(): Iterable<string> {
    return this.bySignature.keys();
  }

  /** Files whose chunks with a fingerprint are all equal. */
  filesOf(signature: string): IndexedFile[] {
    return [...(this.bySignature.get(signature) ?? [])];
  }

  fileAt(path: string): IndexedFile | undefined {
    return this.files.get(path);
  }

  private classify(unit: CodeUnit, sketch: Uint32Array): UnitClass | undefined {
    const key = keyOf(unit);
    const known = this.byKey.get(key);
    if (known !== undefined) {
      known.units.push(unit);
      this.shared.add(known);
      this.changes.classChanged(known);
      return undefined;
    }
    const made: UnitClass = { row: this.postings.add(sketch), key, units: [unit] };
    this.byKey.set(key, made);
    this.byRow[made.row] = made;
    this.changes.classChanged(made);
    return made;
  }
}

function keyOf(unit: CodeUnit): string {
  return `${familyOf(unit.language)}:${unit.consistent}`;
}

function mayBeCopies(a: UnitClass, b: UnitClass): boolean {
  const [one] = a.units;
  const [other] = b.units;
  if (one === undefined || other === undefined) return false;
  if (familyOf(one.language) !== familyOf(other.language)) return false;
  // A part of itself is no copy of a function.
  return a.units.length > 1 || b.units.length > 1 || !overlap(one, other);
}

/** Of a file that is told as a whole, at least so many lines stand in units. */
const LEAST_UNIT_LINES = 0.6;

/** Chunks without a fingerprint count nothing: an index that is read has none of them, one that follows a change has. */
function fileOf(path: string, units: CodeUnit[], chunks: readonly FingerprintedChunk[]): IndexedFile {
  const parts: string[] = [];
  let lines = 1;
  for (const { fingerprint, endLine } of chunks) {
    if (fingerprint === undefined || fingerprint === null) continue;
    parts.push(Buffer.from(fingerprint.subarray(0, KEY_BYTES)).toString('latin1'));
    lines = Math.max(lines, endLine);
  }
  for (const { endLine } of units) lines = Math.max(lines, endLine);
  const unitLines = units.reduce((sum, { startLine, endLine }) => sum + endLine - startLine + 1, 0);
  return {
    path,
    units,
    // A file of which the units are the smaller part is like no other.
    signature: contentHash(JSON.stringify(unitLines < LEAST_UNIT_LINES * lines ? [path, parts] : parts)),
    tokens: units.reduce((sum, { tokens }) => sum + tokens, 0),
    lines,
  };
}

/** Of the exact key in a fingerprint. */
const KEY_BYTES = 8;
