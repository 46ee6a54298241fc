import type { Captures, CapturedDefinition, Decoration, Role, Span } from './captures';
import type { ChunkKind } from './chunk';
import { Decorations, lastIndexOf } from './decorations';
import { cleanComments, cleanDocstring } from './docComment';
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
    toRow: lines.rowAt(lastIndexOf(lines.text, definition)),
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
  const declaration = decorations.without({
    start: from,
    end: Math.min(body ?? end, from + DECLARATION_CHARS),
  });
  // Without a body the first line has to do: a constant's value is no part of its signature.
  const isWhole = body !== undefined || role === 'clause';
  return foldSignature(isWhole ? declaration : (declaration.split(/\r\n|\n|\r/)[0] ?? ''));
}

function docOf(definition: CapturedDefinition, above: Decoration[], textOf: (span: Span) => string): string {
  const explicit = definition.doc ?? above.findLast(({ doc }) => doc !== undefined)?.doc;
  if (explicit !== undefined) return cleanDocstring(textOf(explicit));
  return cleanComments(above.filter(({ isComment }) => isComment).map(textOf));
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
