import type { SourceLines } from './sourceLines';

/** Rows from `from` to `to`, both inclusive and counted from 0. */
export interface RowRange {
  from: number;
  to: number;
}

export interface SplitLimits {
  /** Characters after which the next good place is taken. */
  softChars: number;
  /** Characters after which the best place so far is taken, good or not. */
  hardChars: number;
  /** Places that beat every other, for example headings; absent when layout alone decides. */
  isHeading?: (row: number) => boolean;
}

/** Lines that end something and so stay with what is above them. */
const CLOSER = /^\s*(?:[)\]}>;,]+|end\b|else\b|elif\b|except\b|finally\b|catch\b|fi\b|done\b|esac\b)/;

/**
 * Cuts a run of rows into pieces of at most `hardChars`, at the least indented rows, preferably after a blank one.
 * A single longer row stays whole, since a chunk is made of whole lines. Linear in the number of rows.
 */
export function splitRows(lines: SourceLines, range: RowRange, limits: SplitLimits): RowRange[] {
  if (lines.size(range.from, range.to) <= limits.softChars) return [range];
  const costs = breakCosts(lines, range, limits.isHeading);
  const pieces: RowRange[] = [];
  let from = range.from;
  while (from <= range.to) {
    const next = nextBreak(
      lines,
      { from, to: range.to },
      limits,
      (row) => costs[row - range.from] ?? Infinity,
    );
    pieces.push({ from, to: next - 1 });
    from = next;
  }
  return pieces;
}

/** The first row of the piece that follows the one that starts at `range.from`. */
function nextBreak(
  lines: SourceLines,
  range: RowRange,
  { softChars, hardChars }: SplitLimits,
  costOf: (row: number) => number,
): number {
  if (lines.size(range.from, range.to) <= softChars) return range.to + 1;
  let best = range.from + 1;
  let bestCost = Infinity;
  for (let row = range.from + 1; row <= range.to; row++) {
    const size = lines.size(range.from, row - 1);
    if (size > hardChars) return best;
    // Past the soft limit any place at the outermost level will do, but none within a statement.
    if (size > softChars && bestCost <= GOOD) return best;
    const cost = costOf(row) + (size < softChars / 3 ? STUB : 0);
    if (cost <= bestCost) [best, bestCost] = [row, cost];
  }
  return bestCost <= GOOD || lines.size(range.from, range.to) > hardChars ? best : range.to + 1;
}

/** A piece of less than a third of the limit is worth it only when every other place lies deep. */
const STUB = 50;
/** The cost of a break at the outermost level, after a line that is not blank. */
const GOOD = 1;

/** What it costs to start a piece at each row: 0 for the best. */
function breakCosts(
  lines: SourceLines,
  { from, to }: RowRange,
  isHeading?: (row: number) => boolean,
): number[] {
  const indents: number[] = [];
  for (let row = from; row <= to; row++) indents.push(lines.isBlank(row) ? Infinity : lines.indentOf(row));
  const outermost = indents.reduce((least, indent) => Math.min(least, indent), Infinity);
  return indents.map((indent, index) => {
    const row = from + index;
    if (indent === Infinity || CLOSER.test(lines.slice(row, row))) return 1_000 + Math.min(indent, 1_000);
    if (isHeading?.(row) === true) return 0;
    const afterBlank = index > 0 && indents[index - 1] === Infinity;
    return (indent - outermost) * 2 + (afterBlank ? 0 : 1) + (isHeading === undefined ? 0 : 1);
  });
}
