import type { Node, Query, QueryCapture, Tree } from 'web-tree-sitter';
import { chunkKinds, type ChunkKind } from './chunk';

/** Indices into the text, `end` exclusive. */
export interface Span {
  start: number;
  end: number;
}

/**
 * What a captured node is to the chunker (`syntaxes/README.md`): something with a name and a chunk, one of
 * several neighbouring pieces of such a thing, a scope whose own lines say little, or glue that only keeps its
 * content together.
 */
export type Role = 'definition' | 'clause' | 'scope' | 'statement';

export interface CapturedDefinition extends Span {
  role: Role;
  kind: ChunkKind;
  name?: Span;
  container?: Span;
  /** A qualified name instead of a name and a container, as `Map::insert`. */
  path?: Span;
  /** Index where the body begins, so where the signature ends. */
  body?: number;
  /** A docstring, or whatever else documents the definition from within. */
  doc?: Span;
}

/** A comment, decorator, attribute or annotation. */
export interface Decoration extends Span {
  isComment: boolean;
  /** The part of an attribute that documents what follows, as in Elixir. */
  doc?: Span;
}

/** What a symbol query found in a tree, each list in the order of the text. */
export interface Captures {
  definitions: CapturedDefinition[];
  decorations: Decoration[];
  imports: Span[];
}

interface Found extends CapturedDefinition {
  id: number;
  pattern: number;
}

/** Runs a symbol query over a whole tree, in one pass. The tree may be deleted afterwards. */
export function readCaptures(query: Query, tree: Tree): Captures {
  const found = new Map<number, Found>();
  const decorations = new Map<number, Decoration>();
  const wrappers = new Map<number, Node>();
  const imports: Span[] = [];

  for (const { captures, patternIndex } of query.matches(tree.rootNode)) {
    const main = captures.find(({ name }) => MAIN.test(name));
    const name = main?.name ?? '';
    if (main === undefined) {
      const wrapper = nodeOf(captures, 'wrapper');
      const wrapped = nodeOf(captures, 'wrapped');
      if (wrapper && wrapped) wrappers.set(wrapped.id, wrapper);
    } else if (name === 'comment' || name === 'attribute') {
      const doc = nodeOf(captures, 'doc');
      const known = decorations.get(main.node.id);
      if (known && !doc) continue;
      decorations.set(main.node.id, {
        ...spanOf(main.node),
        isComment: name === 'comment',
        ...(doc && { doc: spanOf(doc) }),
      });
    } else if (name === 'import') {
      imports.push(spanOf(main.node));
    } else {
      add(found, main, patternIndex, captures);
    }
  }
  const definitions = [...found.values()].map((definition) => wrapped(definition, wrappers));
  return {
    definitions: definitions.sort((a, b) => a.start - b.start || b.end - a.end),
    decorations: [...decorations.values()].sort((a, b) => a.start - b.start),
    imports: imports.sort((a, b) => a.start - b.start),
  };
}

const MAIN = /^(?:definition\.|clause\.|scope\.|statement$|comment$|attribute$|import$)/;

/** Several patterns may catch one node: the first of the file decides what it is, the others add what it lacks. */
function add(found: Map<number, Found>, main: QueryCapture, pattern: number, captures: QueryCapture[]): void {
  const { id } = main.node;
  const [role, kind] = main.name.split('.');
  const parts = {
    ...part('name', captures),
    ...part('container', captures),
    ...part('path', captures),
    ...part('doc', captures),
    ...bodyPart(captures),
  };
  const known = found.get(id);
  if (known === undefined || pattern < known.pattern) {
    const closedKind = chunkKinds.find((candidate) => candidate === kind) ?? 'block';
    const span = known ?? spanOf(main.node);
    found.set(id, { ...span, ...known, ...parts, id, pattern, role: role as Role, kind: closedKind });
  } else {
    found.set(id, { ...parts, ...known });
  }
}

function part(
  name: 'name' | 'container' | 'path' | 'doc',
  captures: QueryCapture[],
): Partial<CapturedDefinition> {
  const node = nodeOf(captures, name);
  return node === undefined ? {} : { [name]: spanOf(node) };
}

function bodyPart(captures: QueryCapture[]): Partial<CapturedDefinition> {
  const node = nodeOf(captures, 'body');
  return node === undefined ? {} : { body: node.startIndex };
}

/** Takes in the nodes around a definition that belong to it, such as `export` or a list of decorators. */
function wrapped(definition: Found, wrappers: Map<number, Node>): CapturedDefinition {
  const span = { start: definition.start, end: definition.end };
  for (let node = wrappers.get(definition.id); node !== undefined; node = wrappers.get(node.id)) {
    span.start = Math.min(span.start, node.startIndex);
    span.end = Math.max(span.end, node.endIndex);
  }
  return { ...definition, ...span };
}

function nodeOf(captures: QueryCapture[], name: string): Node | undefined {
  return captures.find((capture) => capture.name === name)?.node;
}

function spanOf(node: Node): Span {
  return { start: node.startIndex, end: node.endIndex };
}
