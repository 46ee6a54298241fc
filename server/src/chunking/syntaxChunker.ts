import type { Parser, Query, Tree } from 'web-tree-sitter';
import { readCaptures, type Captures, type Span } from './captures';
import type { Chunk, SourceText } from './chunk';
import { planPieces } from './chunkPlan';
import { ChunkWriter } from './chunkWriter';
import { outlineOf } from './outline';
import { QuietRows } from './quietRows';
import { SourceLines } from './sourceLines';

/** A parser set to a language and the query that finds its symbols. */
export interface Grammar {
  parser: Parser;
  query: Query;
}

/** No source that people write takes so long; generated files that do are better read as lines. Twice so long for each file of a task is less than a task may take. */
const MAX_PARSE_MS = 3_500;

/** The clock goes on while a thread has no processor, on a machine that stands still for a moment too: time that is up once says little. */
const PARSE_ATTEMPTS = 2;

/** Chunks by a file's syntax; undefined when the grammar makes nothing of it. The text has no byte-order mark. */
export function chunkSyntax({ parser, query }: Grammar, source: SourceText): Chunk[] | undefined {
  const tree = parse(parser, source.text);
  if (tree === null) return undefined;
  try {
    const captures = readCaptures(query, tree);
    if (isMostlyErrors(tree, captures, source.text)) return undefined;
    const lines = new SourceLines(source.text);
    const quietRows = new QuietRows(lines, captures);
    const pieces = planPieces(lines, quietRows, outlineOf(lines, captures));
    return new ChunkWriter(source, lines, quietRows).write(pieces);
  } finally {
    tree.delete();
  }
}

function parse(parser: Parser, text: string): Tree | null {
  for (let attempt = 0; attempt < PARSE_ATTEMPTS; attempt++) {
    const deadline = performance.now() + MAX_PARSE_MS;
    const tree = parser.parse(text, null, { progressCallback: () => performance.now() > deadline });
    if (tree !== null) return tree;
    // A parser that was stopped would resume with the next text.
    parser.reset();
  }
  return null;
}

/** True when more than half of the text is neither understood nor part of a definition that was. */
function isMostlyErrors(tree: Tree, { definitions }: Captures, text: string): boolean {
  const root = tree.rootNode;
  if (!root.hasError) return false;
  const errors: Span[] = root.isError ? [{ start: root.startIndex, end: root.endIndex }] : [];
  const cursor = tree.walk();
  for (let more = !root.isError && cursor.gotoFirstChild(); more; more = cursor.gotoNextSibling()) {
    if (cursor.nodeType === 'ERROR') errors.push({ start: cursor.startIndex, end: cursor.endIndex });
  }
  cursor.delete();
  const lost = coveredBy(errors) - coveredBy(overlaps(errors, definitions));
  return lost > text.trim().length / 2;
}

function overlaps(errors: Span[], definitions: Span[]): Span[] {
  let at = 0;
  return definitions.flatMap(({ start, end }) => {
    while ((errors[at]?.end ?? Infinity) <= start) at++;
    const error = errors[at];
    return error === undefined || error.start >= end
      ? []
      : [{ start: Math.max(start, error.start), end: Math.min(end, error.end) }];
  });
}

/** Characters in the union of spans that are sorted by their starts. */
function coveredBy(spans: Span[]): number {
  let covered = 0;
  let reached = 0;
  for (const { start, end } of spans) {
    covered += Math.max(0, end - Math.max(start, reached));
    reached = Math.max(reached, end);
  }
  return covered;
}
