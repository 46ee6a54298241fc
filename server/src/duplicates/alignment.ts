import { pairTokens } from './tiling';
import type { UnitTokens } from './unitTokens';

/** How alike two pieces of code are, each member a share from 0 to 1. */
export interface Alignment {
  /**
   * Tokens of both that are paired with an equal one: signs and keywords with themselves, constants with constants of their sort, names with
   * the name that they are paired with elsewhere.
   */
  similarity: number;
  /** Whether nothing differs but names and constants. */
  sameForm: boolean;
  /** Of the paired names, those with one and the same name. */
  sameNames: number;
  /** Of the paired names, those with the same name or with one that they are paired with at least twice. */
  supported: number;
}

/** Aligns two pieces of code. */
export function align(a: UnitTokens, b: UnitTokens): Alignment {
  const toB = pairTokens(a.blind, b.blind);
  const renames = new Renames(a, b, toB);
  let paired = 0;
  let names = 0;
  let same = 0;
  let supported = 0;
  let inPlace = a.blind.length === b.blind.length;
  for (let i = 0; i < toB.length; i++) {
    const j = toB[i] as number;
    if (j !== i) inPlace = false;
    if (j === -1) continue;
    const name = a.names[i] as number;
    if (name === -1) {
      paired++;
      continue;
    }
    names++;
    const other = b.names[j] as number;
    const isSame = a.nameHashes[name] === b.nameHashes[other];
    const times = renames.times(name, other);
    if (isSame) same++;
    if (isSame || times > 0) paired++;
    if (isSame || times > 1) supported++;
  }
  const tokens = a.blind.length + b.blind.length;
  return {
    similarity: tokens === 0 ? 0 : (2 * paired) / tokens,
    sameForm: inPlace,
    sameNames: names === 0 ? 1 : same / names,
    supported: names === 0 ? 1 : supported / names,
  };
}

/** Which name stands for which, by the pairs that are seen most. */
class Renames {
  private readonly counts = new Map<number, number>();
  private readonly bestOfA: Int32Array;
  private readonly bestOfB: Int32Array;
  private readonly width: number;

  constructor(a: UnitTokens, b: UnitTokens, toB: Int32Array) {
    this.width = b.nameHashes.length;
    for (let i = 0; i < toB.length; i++) {
      const name = a.names[i] as number;
      if (name === -1 || toB[i] === -1) continue;
      const key = name * this.width + (b.names[toB[i] as number] as number);
      this.counts.set(key, (this.counts.get(key) ?? 0) + 1);
    }
    this.bestOfA = new Int32Array(a.nameHashes.length).fill(-1);
    this.bestOfB = new Int32Array(this.width).fill(-1);
    for (const [key, count] of this.counts) {
      const name = Math.floor(key / this.width);
      const other = key % this.width;
      if (count > this.countOf(name, this.bestOfA[name] as number)) this.bestOfA[name] = other;
      if (count > this.countOf(this.bestOfB[other] as number, other)) this.bestOfB[other] = name;
    }
  }

  /** How often the two are paired when each is the other's most frequent partner; 0 otherwise. */
  times(name: number, other: number): number {
    if (this.bestOfA[name] !== other || this.bestOfB[other] !== name) return 0;
    return this.countOf(name, other);
  }

  private countOf(name: number, other: number): number {
    return name < 0 || other < 0 ? 0 : (this.counts.get(name * this.width + other) ?? 0);
  }
}
