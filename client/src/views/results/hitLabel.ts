/** How a hit reads in the tree of results; text alone, so that it is tested without an editor. */
import type { SearchHit } from '../../../../protocol/searchMessages';
import { codeLineOf } from '../hitText';

/** A label with the parts that words of the question stand in. */
export interface HitLabel {
  label: string;
  /** Pairs of start and end in the label, in UTF-16 units. */
  highlights: [number, number][];
}

/** A line of code is cut here: a tree is narrow. */
const MAX_LABEL_CHARACTERS = 120;

/** The name that a hit defines, or the line of it that says most, with the words of the question marked. */
export function labelOf(hit: SearchHit): HitLabel {
  const lines = hit.preview.split('\n');
  const { symbol } = hit;
  if (symbol !== undefined) {
    const at = lines.findIndex((line) => indexOfWord(line, symbol) >= 0);
    const column = at < 0 ? 0 : indexOfWord(lines[at] ?? '', symbol);
    return { label: symbol, highlights: at < 0 ? [] : marksIn(hit, at, column, symbol.length) };
  }
  const marked = hit.matches[0];
  const firstMarked = marked === undefined ? -1 : marked.start.line - hit.range.start.line;
  const said = codeLineOf(hit.preview);
  const at = lines[firstMarked] !== undefined ? firstMarked : lines.findIndex((line) => line.trim() === said);
  const line = lines[at] ?? '';
  const label = line.trim().slice(0, MAX_LABEL_CHARACTERS);
  return { label, highlights: marksIn(hit, at, line.length - line.trimStart().length, label.length) };
}

/** Where the marks of one line lie in a part of it. */
function marksIn(hit: SearchHit, at: number, column: number, length: number): [number, number][] {
  const line = hit.range.start.line + at;
  return hit.matches
    .filter(({ start }) => start.line === line)
    .map(({ start, end }): [number, number] => [
      Math.max(0, start.character - column),
      Math.min(length, end.character - column),
    ])
    .filter(([start, end]) => start < end);
}

/** Where a name stands on its own, not as a part of a longer one. */
function indexOfWord(line: string, word: string): number {
  for (let at = line.indexOf(word); at >= 0; at = line.indexOf(word, at + 1)) {
    const before = line[at - 1] ?? ' ';
    const after = line[at + word.length] ?? ' ';
    if (!/[\p{L}\p{N}_$]/u.test(before) && !/[\p{L}\p{N}_$]/u.test(after)) return at;
  }
  return -1;
}
