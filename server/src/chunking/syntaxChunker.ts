import type { Parser, Query, Tree } from 'web-tree-sitter';
import { readCaptures, type Captures, type Span } from './captures';
import { MAX_CHUNK_CHARS, planPieces, type Piece } from './chunkPlan';
import type { Chunk, SourceText } from './chunk';
import { outlineOf } from './outline';
import { SourceLines } from './sourceLines';
import { splitRows, type SplitLimits } from './lineSplitter';

/** A parser set to a language and the query that finds its symbols. */
export interface Grammar {
  parser: Parser;
  query: Query;
}

/** Statements between definitions are found best in portions of about a function's size. */
const BLOCK_CHARS = 1_600;

/** No source that people write takes so long; generated files that do are better read as lines. */
const MAX_PARSE_MS = 5_000;

/** Chunks by a file's syntax; undefined when the grammar makes nothing of it. The text has no byte-order mark. */
export function chunkSyntax({ parser, query }: Grammar, source: SourceText): Chunk[] | undefined {
  const tree = parse(parser, source.text);
  if (tree === null) return undefined;
  try {
    const captures = readCaptures(query, tree);
    if (isMostlyErrors(tree, captures, source.text)) return undefined;
    const lines = new SourceLines(source.text);
    const pieces = planPieces(lines, outlineOf(lines, captures));
    return new ChunkWriter(source, lines, captures).write(pieces);
  } finally {
    tree.delete();
  }
}

function parse(parser: Parser, text: string): Tree | null {
  const deadline = Date.now() + MAX_PARSE_MS;
  const tree = parser.parse(text, null, { progressCallback: () => Date.now() > deadline });
  // A parser that was stopped would resume with the next text.
  if (tree === null) parser.reset();
  return tree;
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

/** Lines of nothing but closing brackets or words: their opening counterpart has been written elsewhere. */
const CLOSERS_ONLY = /^[\s)\]}>;,]*(?:(?:end|fi|done|esac)\b[\s)\]};,]*)?$/;

/** What a comment that is no documentation talks about. */
const LICENCE = /licen[cs]e|copyright|\(c\)|spdx|all rights reserved|eslint-disable|@ts-check/i;

/** Comments that are a licence notice, each with the lines that follow it directly. */
function licences(text: string, { decorations }: Captures): Span[] {
  const found: Span[] = [];
  for (const { isComment, start, end } of decorations) {
    if (!isComment) continue;
    const last = found.at(-1);
    const continues = last !== undefined && /^[^\S\n]*\n?[^\S\n]*$/.test(text.slice(last.end, start));
    if (continues || LICENCE.test(text.slice(start, end))) found.push({ start, end });
  }
  return found;
}

/** Turns pieces into chunks: joins and splits the rows between definitions, drops what says nothing. */
class ChunkWriter {
  private readonly rowIsWeak: Uint8Array;
  private readonly chunks: Chunk[] = [];
  private readonly weak: Chunk[] = [];

  constructor(
    private readonly source: SourceText,
    private readonly lines: SourceLines,
    captures: Captures,
  ) {
    this.rowIsWeak = new Uint8Array(lines.count);
    for (const { start, end } of [...captures.imports, ...licences(source.text, captures)]) {
      this.rowIsWeak.fill(1, lines.rowAt(start), lines.rowAt(Math.max(start, end - 1)) + 1);
    }
  }

  write(pieces: Piece[]): Chunk[] {
    let between: Piece | undefined;
    for (const piece of [...pieces, undefined]) {
      if (piece !== undefined && piece.symbol === undefined) {
        const trimmed = this.trim(piece);
        if (trimmed !== undefined) between = between ? { ...between, to: trimmed.to } : trimmed;
        continue;
      }
      if (between !== undefined)
        this.writeRows(between, { softChars: BLOCK_CHARS, hardChars: MAX_CHUNK_CHARS });
      between = undefined;
      const own = piece && this.trim(piece);
      if (own !== undefined) this.writeRows(own, { softChars: MAX_CHUNK_CHARS, hardChars: MAX_CHUNK_CHARS });
    }
    // A file of imports alone is still a file that can be found.
    return (this.chunks.length > 0 ? this.chunks : this.weak).sort((a, b) => a.startLine - b.startLine);
  }

  private writeRows(piece: Piece, limits: SplitLimits): void {
    for (const range of splitRows(this.lines, piece, limits)) {
      const part = this.trim({ ...piece, ...range });
      if (part === undefined) continue;
      const isWeak = piece.symbol === undefined && this.isWeak(part);
      (isWeak ? this.weak : this.chunks).push(this.chunkOf(part));
    }
  }

  /** Without the blank rows around, and without the closing brackets of what stands elsewhere. */
  private trim(piece: Piece): Piece | undefined {
    let { from, to } = piece;
    while (from <= to && this.isEmpty(from, piece.symbol === undefined || from > piece.symbol.fromRow))
      from++;
    while (from <= to && this.lines.isBlank(to)) to--;
    return from > to ? undefined : { ...piece, from, to };
  }

  private isEmpty(row: number, orClosed: boolean): boolean {
    return this.lines.isBlank(row) || (orClosed && CLOSERS_ONLY.test(this.lines.slice(row, row)));
  }

  private isWeak({ from, to }: Piece): boolean {
    for (let row = from; row <= to; row++) {
      if (this.rowIsWeak[row] === 0 && !this.isEmpty(row, true)) return false;
    }
    return true;
  }

  private chunkOf({ from, to, enclosing, symbol }: Piece): Chunk {
    const { path, language } = this.source;
    const name = symbol?.name;
    const chunk: Chunk = {
      path,
      language,
      kind: symbol?.kind ?? 'block',
      enclosing,
      startLine: from + 1,
      endLine: to + 1,
      nameLine: (symbol && name !== undefined ? symbol.nameRow : from) + 1,
      text: this.lines.slice(from, to),
    };
    if (name !== undefined) chunk.symbol = name;
    if (symbol?.signature !== undefined) chunk.signature = symbol.signature;
    if (symbol?.doc !== undefined) chunk.doc = symbol.doc;
    return chunk;
  }
}
