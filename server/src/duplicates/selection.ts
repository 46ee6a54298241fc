import picomatch from 'picomatch';
import type { CodeUnit } from './codeUnit';
import { roleOf } from './quietPaths';

/** Which code takes part. */
export interface Selection {
  minTokens: number;
  includeTests: boolean;
  /** Globs against whole relative paths. */
  exclude: readonly string[];
}

/** A copy with statements taken out may be so much shorter than what is asked for; its twin may not. */
const SHORTER = 0.8;

/** Tells which units may be reported. */
export function selectUnits({ minTokens, includeTests, exclude }: Selection): (unit: CodeUnit) => boolean {
  const isExcluded = exclude.length > 0 ? picomatch([...exclude], { dot: true }) : () => false;
  const byPath = new Map<string, boolean>();
  const acceptsPath = (path: string): boolean => {
    let accepted = byPath.get(path);
    if (accepted === undefined) {
      const role = roleOf(path);
      accepted = role !== 'foreign' && (includeTests || role === 'source') && !isExcluded(path);
      byPath.set(path, accepted);
    }
    return accepted;
  };
  return (unit) =>
    unit.tokens >= minTokens * SHORTER && (includeTests || !isInTestModule(unit)) && acceptsPath(unit.path);
}

/** Rust keeps tests beside what they test. */
function isInTestModule({ language, container, symbol }: CodeUnit): boolean {
  return language === 'rust' && [...container.split('.'), symbol].some((name) => /^tests?$/.test(name));
}
