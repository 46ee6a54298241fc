import type { Captures, CapturedDefinition, Decoration, Role, Span } from './captures';
import type { ChunkKind } from './chunk';
import { cleanComment, cleanDocstring } from './docComment';
import { foldSignature } from './signature';
import type { SourceLines } from './sourceLines';
import { plainName, qualifiedName, typePath } from './symbolName';

/** A definition of a file with what belongs to it and what it holds. Rows count from 0 and are inclusive. */
export interface CodeSymbol {
  role: Role;
  kind: ChunkKind;
  name?: string;
  /** Names that the definition gives to its surroundings itself, as the receiver of a Go method. */
  container: string[];
  signature?: string;
  doc?: string;
  /** First row, with the comments and decorations above. */
  fromRow: number;
  toRow: number;
  nameRow: number;
  children: CodeSymbol[];
}

/** Kinds whose members are methods. */
const typeKinds: ReadonlySet<ChunkKind> = new Set([
  'class',
  'interface',
  'struct',
  'enum',
  'trait',
  'type',
  'constant',
]);

/** Nests the definitions of a file by their ranges and gives each the comments and decorations above it. */
export function outlineOf(lines: SourceLines, captures: Captures): CodeSymbol[] {
  const decorations = new Decorations(lines, captures.decorations);
  const roots: CodeSymbol[] = [];
  const open: { symbol: CodeSymbol; end: number }[] = [];
  for (const definition of captures.definitions) {
    while (open.length > 0 && (open.at(-1)?.end ?? 0) <= definition.start) open.pop();
    const parent = open.at(-1)?.symbol;
    const symbol = symbolOf(lines, definition, decorations);
    symbol.kind = kindWithin(parent, symbol);
    (parent?.children ?? roots).push(symbol);
    open.push({ symbol, end: definition.end });
  }
  return mergeClauses(roots);
}

function symbolOf(lines: SourceLines, definition: CapturedDefinition, decorations: Decorations): CodeSymbol {
  const above = decorations.above(definition.start);
  const textOf = (span: Span): string => lines.text.slice(span.start, span.end);
  const { name, container, at } = nameOf(definition, textOf);
  const fromRow = lines.rowAt(above[0]?.start ?? definition.start);
  const symbol: CodeSymbol = {
    role: definition.role,
    kind: isConstructor(name, definition.path && container.at(-1)) ? 'constructor' : definition.kind,
    container,
    fromRow,
    toRow: lines.rowAt(endOf(lines.text, definition)),
    nameRow: at === undefined ? fromRow : lines.rowAt(at),
    children: [],
  };
  const doc = docOf(definition, above, textOf);
  if (doc !== '') symbol.doc = doc;
  if (name === undefined || symbol.kind === 'block') return symbol;
  symbol.name = name;
  const signature = signatureOf(definition, decorations);
  if (signature !== '') symbol.signature = signature;
  return symbol;
}

/** As much of a declaration as its signature can be made of, whatever comments and layout it holds. */
const DECLARATION_CHARS = 2_000;

/** C++ names a constructor after its type, which a query cannot compare with the parts of a qualified name. */
function isConstructor(name: string | undefined, type: string | undefined): boolean {
  return type !== undefined && name === type;
}

function nameOf(
  { name, container, path }: CapturedDefinition,
  textOf: (span: Span) => string,
): { name?: string; container: string[]; at?: number } {
  if (path !== undefined) return { ...qualifiedName(textOf(path)), at: path.start };
  const around = container ? typePath(textOf(container)) : [];
  return name ? { name: plainName(textOf(name)), container: around, at: name.start } : { container: around };
}

function signatureOf({ role, start, end, body }: CapturedDefinition, decorations: Decorations): string {
  const from = decorations.skip(start);
  const declaration = decorations.without({ start: from, end: Math.min(body ?? end, from + DECLARATION_CHARS) });
  // Without a body the first line has to do: a constant's value is no part of its signature.
  const isWhole = body !== undefined || role === 'clause';
  return foldSignature(isWhole ? declaration : (declaration.split(/\r\n|\n|\r/)[0] ?? ''));
}

/** Some grammars count the end of line to the node. */
function endOf(text: string, { start, end }: Span): number {
  let last = end - 1;
  while (last > start && /\s/.test(text.charAt(last))) last--;
  return last;
}

function docOf(definition: CapturedDefinition, above: Decoration[], textOf: (span: Span) => string): string {
  const explicit = definition.doc ?? above.findLast(({ doc }) => doc !== undefined)?.doc;
  if (explicit !== undefined) return cleanDocstring(textOf(explicit));
  const comments = above.filter(({ isComment }) => isComment).map(textOf);
  return comments
    .map(cleanComment)
    .filter((text) => text !== '')
    .join('\n');
}

function kindWithin(parent: CodeSymbol | undefined, symbol: CodeSymbol): ChunkKind {
  if (symbol.kind !== 'function') return symbol.kind;
  return parent && typeKinds.has(parent.kind) ? 'method' : symbol.kind;
}

/** Makes one symbol of neighbouring clauses with the same name, such as overloads or equations. */
function mergeClauses(symbols: CodeSymbol[]): CodeSymbol[] {
  const merged: CodeSymbol[] = [];
  for (const symbol of symbols) {
    const last = merged.at(-1);
    if (last?.role === 'clause' && last.name === symbol.name && last.kind === symbol.kind) {
      last.toRow = symbol.toRow;
      last.children.push(...symbol.children);
      last.role = symbol.role;
      if (last.doc === undefined && symbol.doc !== undefined) last.doc = symbol.doc;
    } else {
      merged.push(symbol);
    }
  }
  for (const symbol of merged) symbol.children = mergeClauses(symbol.children);
  return merged;
}

/** The comments and decorators of a file, found by where they stand. */
class Decorations {
  private readonly byStart: Map<number, Decoration>;

  constructor(
    private readonly lines: SourceLines,
    private readonly all: Decoration[],
  ) {
    this.byStart = new Map(all.map((decoration) => [decoration.start, decoration]));
  }

  /** Those that stand directly above an index, no blank line and nothing else between, in the order of the text. */
  above(index: number): Decoration[] {
    const found: Decoration[] = [];
    let next = index;
    // A comment behind other code on its line belongs to that code; what was found after it still counts.
    let kept = 0;
    for (let at = this.firstNotBefore(index) - 1; at >= 0; at--) {
      const decoration = this.all[at];
      if (decoration === undefined || !this.touches(decoration.end, next)) break;
      found.push(decoration);
      next = decoration.start;
      if (this.lines.isFirstOnRow(next)) kept = found.length;
    }
    return found.slice(0, kept).reverse();
  }

  /** The first index of the declaration proper, past the decorations at its head. */
  skip(index: number): number {
    let at = index;
    for (let known = this.byStart.get(at); known !== undefined; known = this.byStart.get(at)) {
      at = known.end;
      while (at < this.lines.text.length && /\s/.test(this.lines.text.charAt(at))) at++;
    }
    return at;
  }

  /** The text of a span with its comments taken out. */
  without({ start, end }: Span): string {
    let text = '';
    let from = start;
    for (let at = this.firstNotBefore(start); at < this.all.length; at++) {
      const decoration = this.all[at];
      if (decoration === undefined || decoration.start >= end) break;
      if (!decoration.isComment || decoration.start < from) continue;
      text += this.lines.text.slice(from, decoration.start);
      from = decoration.end;
    }
    return text + this.lines.text.slice(from, Math.max(from, end));
  }

  private touches(end: number, next: number): boolean {
    // A run of white space that is longer than this is no mere indentation; it bounds the slice as well.
    if (next < end || next - end > 400) return false;
    const between = this.lines.text.slice(end, next);
    const ends = /[\r\n]$/.test(this.lines.text.slice(end - 1, end)) ? 1 : 0;
    return between.trim() === '' && (between.match(/\r\n|\n|\r/g)?.length ?? 0) + ends <= 1;
  }

  private firstNotBefore(index: number): number {
    let low = 0;
    let high = this.all.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.all[middle]?.start ?? Infinity) < index) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
