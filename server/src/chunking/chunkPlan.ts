import type { ChunkKind } from './chunk';
import type { CodeSymbol } from './outline';
import type { QuietRows } from './quietRows';
import type { SourceLines } from './sourceLines';

/**
 * The model reads about 1,000 tokens of a text and code has about four characters to a token: what is longer
 * would be cut off unseen, so it is split.
 */
export const MAX_CHUNK_CHARS = 4_000;

/** A class this short fits on a third of a screen and is understood at once; its members alone say less than the whole. */
export const SMALL_TYPE_ROWS = 12;

/** Constants and type aliases below this say too little to be found on their own and go into a block. */
const MIN_CONSTANT_ROWS = 3;

/** Functions inside an oversized function that are shorter stay with the lines around them, as do its variables. */
const MIN_NESTED_ROWS = 5;

/** Rows that become one chunk, or several when they are too many. Rows count from 0 and are inclusive. */
export interface Piece {
  from: number;
  to: number;
  /** Names around the piece, outermost first. */
  enclosing: string[];
  /** What the piece is a part of; absent for rows between definitions. */
  symbol?: CodeSymbol;
  /** True for rows that do no more than open a scope. */
  isOpening?: boolean;
}

const callableKinds: ReadonlySet<ChunkKind> = new Set(['function', 'method', 'constructor', 'block']);
const valueKinds: ReadonlySet<ChunkKind> = new Set(['constant', 'type']);

/** Divides the rows of a file, each row into at least one piece, in the order of the text. */
export function planPieces(lines: SourceLines, quietRows: QuietRows, symbols: CodeSymbol[]): Piece[] {
  const planner = new Planner(lines, quietRows);
  return planner.divide(symbols, { from: 0, to: lines.count - 1, enclosing: [] });
}

class Planner {
  constructor(
    private readonly lines: SourceLines,
    private readonly quietRows: QuietRows,
  ) {}

  /** Pieces for the symbols within some rows and for the rows between them. */
  divide(symbols: CodeSymbol[], within: Piece): Piece[] {
    const pieces: Piece[] = [];
    let row = within.from;
    for (const symbol of symbols) {
      const own = this.piecesOf(symbol, within);
      const [first] = own;
      if (first === undefined) continue;
      if (first.from > row) pieces.push({ ...within, from: row, to: first.from - 1 });
      pieces.push(...own);
      row = Math.max(row, (own.at(-1)?.to ?? row) + 1);
    }
    if (row <= within.to) pieces.push({ ...within, from: row, to: within.to });
    return pieces;
  }

  /** The pieces of one symbol; none when it stays with the rows around it. */
  private piecesOf(symbol: CodeSymbol, within: Piece): Piece[] {
    const rows = symbol.toRow - symbol.fromRow + 1;
    const range = { from: symbol.fromRow, to: symbol.toRow };
    const enclosing = [...within.enclosing, ...symbol.container];
    const whole: Piece = { ...range, enclosing, symbol };
    const fits = this.lines.size(range.from, range.to) <= MAX_CHUNK_CHARS;
    const insideCallable = within.symbol !== undefined && callableKinds.has(within.symbol.kind);
    if (insideCallable && (rows < MIN_NESTED_ROWS || valueKinds.has(symbol.kind))) return [];
    if (symbol.role === 'statement') return fits ? [] : this.divide(symbol.children, { ...within, ...range });
    if (callableKinds.has(symbol.kind)) return fits ? [whole] : this.divideCallable(symbol, whole);
    if (symbol.role === 'scope') return this.divideScope(symbol, whole, within);
    const holdsCallables = hasCallable(symbol);
    if (valueKinds.has(symbol.kind) && rows < MIN_CONSTANT_ROWS) return [];
    if (holdsCallables ? rows <= SMALL_TYPE_ROWS : fits) return [whole];
    return this.divideType(symbol, whole);
  }

  /** A callable larger than the window: its larger inner functions apart, all else as parts of itself. */
  private divideCallable(symbol: CodeSymbol, whole: Piece): Piece[] {
    const inner = this.divide(symbol.children, { ...whole, enclosing: withName(whole.enclosing, symbol) });
    return inner.map((piece) => (piece.symbol === symbol ? { ...piece, enclosing: whole.enclosing } : piece));
  }

  /** The head of a type, which ends before its first member with a chunk of its own, then the members. */
  private divideType(symbol: CodeSymbol, whole: Piece): Piece[] {
    const { from, to } = whole;
    const [first, ...rest] = this.divide(symbol.children, {
      from,
      to,
      enclosing: withName(whole.enclosing, symbol),
    });
    if (first === undefined) return [whole];
    if (first.symbol === undefined) return [{ ...whole, to: first.to }, ...rest];
    return [{ ...whole, to: from }, first, ...rest];
  }

  /** A scope's opening line goes to the rows before it; with a doc or statements of its own it has a head. */
  private divideScope(symbol: CodeSymbol, whole: Piece, within: Piece): Piece[] {
    const pieces = this.divideType(symbol, whole);
    const [head, ...rest] = pieces;
    if (head === undefined || !this.isBare(symbol, head)) return pieces;
    const [first] = rest;
    if (first !== undefined && first.from <= head.to) return rest;
    const opening: Piece = { from: head.from, to: head.to, enclosing: within.enclosing };
    return first === undefined ? [opening] : [{ ...opening, isOpening: true }, ...rest];
  }

  private isBare(symbol: CodeSymbol, head: Piece): boolean {
    if (symbol.doc !== undefined) return false;
    const folded = (text: string): string => text.replace(/[\s{}]+|\bdo\b/g, '');
    let text = '';
    for (let row = symbol.nameRow; row <= head.to; row++) {
      if (!this.quietRows.has(row)) text += this.lines.slice(row, row);
    }
    return folded(text).length <= folded(symbol.signature ?? '').length;
  }
}

function withName(enclosing: string[], symbol: CodeSymbol): string[] {
  return symbol.name === undefined ? enclosing : [...enclosing, symbol.name];
}

function hasCallable(symbol: CodeSymbol): boolean {
  return symbol.children.some((child) => callableKinds.has(child.kind) || hasCallable(child));
}
