import type { Chunk, SourceText } from './chunk';
import { MAX_CHUNK_CHARS, type Piece } from './chunkPlan';
import { splitRows, type SplitLimits } from './lineSplitter';
import type { QuietRows } from './quietRows';
import type { SourceLines } from './sourceLines';

/** Statements between definitions are found best in portions of about a function's size. */
const BLOCK_CHARS = 1_600;

/** Turns pieces into chunks: joins and splits the rows between definitions, drops what says nothing. */
export class ChunkWriter {
  private readonly chunks: Chunk[] = [];
  /** Imports and notices: chunks only where a file has no others. */
  private readonly quiet: Chunk[] = [];
  /** Rows between definitions that are not written yet. */
  private between: Piece | undefined;

  constructor(
    private readonly source: SourceText,
    private readonly lines: SourceLines,
    private readonly quietRows: QuietRows,
  ) {}

  /** The chunks of a file whose pieces come in the order of its text. */
  write(pieces: Piece[]): Chunk[] {
    for (const piece of pieces) {
      const trimmed = this.trim(piece);
      if (trimmed === undefined) continue;
      if (trimmed.symbol === undefined) {
        this.join(trimmed);
      } else if (this.between?.isOpening === true) {
        // The line that opens an `impl` or a namespace tells more above its first member than on its own.
        this.writeRows({ ...trimmed, from: this.between.from }, MAX_CHUNK_CHARS);
        this.between = undefined;
      } else {
        this.flush();
        this.writeRows(trimmed, MAX_CHUNK_CHARS);
      }
    }
    this.flush();
    const chunks = this.chunks.length > 0 ? this.chunks : this.quiet;
    return chunks.sort((a, b) => a.startLine - b.startLine);
  }

  private join(piece: Piece): void {
    const { between } = this;
    if (between === undefined) {
      this.between = piece;
      return;
    }
    this.between = { from: between.from, to: piece.to, enclosing: between.enclosing };
    if (between.isOpening && piece.isOpening) this.between.isOpening = true;
  }

  private flush(): void {
    if (this.between !== undefined) this.writeRows(this.between, BLOCK_CHARS);
    this.between = undefined;
  }

  private writeRows(piece: Piece, softChars: number): void {
    const limits: SplitLimits = { softChars, hardChars: MAX_CHUNK_CHARS };
    for (const range of splitRows(this.lines, piece, limits)) {
      const part = this.trim({ ...piece, ...range });
      if (part === undefined) continue;
      const isQuiet = piece.symbol === undefined && this.quietRows.all(part);
      (isQuiet ? this.quiet : this.chunks).push(this.chunkOf(part));
    }
  }

  /** Without the blank rows around, and without the closing brackets of what stands elsewhere. */
  private trim(piece: Piece): Piece | undefined {
    let { from, to } = piece;
    const continues = piece.symbol === undefined || from > piece.symbol.fromRow;
    const isEmpty = (row: number): boolean =>
      this.lines.isBlank(row) || (continues && this.quietRows.closes(row));
    while (from <= to && isEmpty(from)) from++;
    while (from <= to && this.lines.isBlank(to)) to--;
    return from > to ? undefined : { ...piece, from, to };
  }

  private chunkOf({ from, to, enclosing, symbol }: Piece): Chunk {
    const { path, language } = this.source;
    const chunk: Chunk = {
      path,
      language,
      kind: symbol?.kind ?? 'block',
      enclosing,
      startLine: from + 1,
      endLine: to + 1,
      nameLine: (symbol?.name === undefined ? from : symbol.nameRow) + 1,
      text: this.lines.slice(from, to),
    };
    if (symbol?.name !== undefined) chunk.symbol = symbol.name;
    if (symbol?.signature !== undefined) chunk.signature = symbol.signature;
    if (symbol?.doc !== undefined) chunk.doc = symbol.doc;
    return chunk;
  }
}
