import { exactKeyOf } from '../chunking/tokens/fingerprint';
import { LineStarts, tokensOfLines } from '../chunking/tokens/fingerprintFile';
import type { CodeUnit } from './codeUnit';
import { type UnitTokens, unitTokens } from './unitTokens';

/** The text of a file, without a byte-order mark; undefined when it cannot be read. */
export type ReadText = (path: string) => Promise<string | undefined>;

/** Tokens that are kept for the next comparison: about 8 bytes each, 24 MB. */
const MAX_KEPT_TOKENS = 3_000_000;

/** Files that are read at once. */
const FILES_AT_ONCE = 16;

/** Reads the tokens of units from their files and keeps those that were used last. */
export class UnitReader {
  private readonly kept = new Map<CodeUnit, UnitTokens>();
  private keptTokens = 0;

  constructor(private readonly readText: ReadText) {}

  /**
   * The tokens of these units. Those that are not what was indexed are left out: their file has changed, which will be
   * noticed, or is gone.
   * @param pause is awaited now and then, for others to have their turn
   */
  async read(units: Iterable<CodeUnit>, pause: () => Promise<void>): Promise<Map<CodeUnit, UnitTokens>> {
    const found = new Map<CodeUnit, UnitTokens>();
    const missing = new Map<string, CodeUnit[]>();
    for (const unit of units) {
      const kept = this.kept.get(unit);
      if (kept !== undefined) found.set(unit, kept);
      else {
        const others = missing.get(unit.path);
        if (others === undefined) missing.set(unit.path, [unit]);
        else others.push(unit);
      }
    }
    const files = [...missing];
    for (let at = 0; at < files.length; at += FILES_AT_ONCE) {
      const some = files.slice(at, at + FILES_AT_ONCE);
      const texts = await Promise.all(some.map(([path]) => this.readText(path)));
      for (const [index, [, wanted]] of some.entries()) {
        const text = texts[index];
        if (text !== undefined) this.readUnits(text, wanted, found);
        await pause();
      }
    }
    return found;
  }

  private readUnits(text: string, units: readonly CodeUnit[], found: Map<CodeUnit, UnitTokens>): void {
    const lines = new LineStarts(text);
    for (const unit of units) {
      const tokens = tokensOfLines(lines, unit.language, unit.startLine, unit.endLine);
      if (tokens === undefined || exactKeyOf(tokens) !== unit.exact) continue;
      const read = unitTokens(tokens);
      found.set(unit, read);
      this.keep(unit, read);
    }
  }

  private keep(unit: CodeUnit, tokens: UnitTokens): void {
    this.kept.set(unit, tokens);
    this.keptTokens += tokens.blind.length;
    for (const [oldest, { blind }] of this.kept) {
      if (this.keptTokens <= MAX_KEPT_TOKENS) return;
      this.kept.delete(oldest);
      this.keptTokens -= blind.length;
    }
  }
}
