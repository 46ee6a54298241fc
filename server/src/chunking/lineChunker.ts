import type { Chunk, SourceText } from './chunk';
import { splitRows, type RowRange } from './lineSplitter';
import { SourceLines } from './sourceLines';

/** About a function's size, so that windows and definitions compete on equal terms in a search. */
const WINDOW_CHARS = 1_600;
/** As far as a window may grow to reach a good place to end. */
const MAX_WINDOW_CHARS = 2_400;

/** Headings of prose formats, sections of ini-like ones. */
const headings: Partial<Record<string, RegExp>> = {
  markdown: /^#{1,6}\s/,
  restructuredtext: /^\.\. _/,
  asciidoc: /^=+\s/,
  latex: /^\\(?:chapter|(?:sub)*section)\b/,
  toml: /^\[/,
  ini: /^\[/,
  dockerfile: /^FROM\s/i,
  sql: /^(?:create|alter|insert|select|update|delete|drop|with)\b/i,
  vue: /^<(?:template|script|style)\b/,
  svelte: /^<(?:script|style)\b/,
};

/** Windows of whole lines without overlap, for files that have no grammar. The text has no byte-order mark. */
export function chunkLines({ path, language, text }: SourceText): Chunk[] {
  const lines = new SourceLines(text);
  const heading = headings[language];
  const isHeading = heading && ((row: number) => heading.test(lines.slice(row, row)));
  const windows = splitRows(
    lines,
    { from: 0, to: lines.count - 1 },
    { softChars: WINDOW_CHARS, hardChars: MAX_WINDOW_CHARS, ...(isHeading && { isHeading }) },
  );
  return windows.flatMap((window) => {
    const range = trim(lines, window);
    if (range === undefined) return [];
    return {
      path,
      language,
      kind: 'lines' as const,
      enclosing: [],
      startLine: range.from + 1,
      endLine: range.to + 1,
      nameLine: range.from + 1,
      text: lines.slice(range.from, range.to),
    };
  });
}

function trim(lines: SourceLines, { from, to }: RowRange): RowRange | undefined {
  while (from <= to && lines.isBlank(from)) from++;
  while (from <= to && lines.isBlank(to)) to--;
  return from > to ? undefined : { from, to };
}
