import type { Chunk, ChunkKind, SourceText } from '../chunk';
import { writeFingerprint } from './fingerprint';
import { type Lexer, lexerOf, type TokenStream } from './lexer';

/** In a comment of a function, or right above it: the function is no duplicate of anything. */
export const IGNORE_MARK = 'akin-ignore-duplicate';

/** In any comment of a file: nothing in it is. */
export const IGNORE_FILE_MARK = 'akin-ignore-duplicates-file';

/** Functions that are longer than a chunk are stored in parts, which are compared as one. */
const callable: ReadonlySet<ChunkKind> = new Set(['function', 'method', 'constructor']);

/**
 * Fingerprints of the chunks of one file, in their order: undefined for what is too short to be compared, marked to be ignored, of
 * a language without a lexer, or a further part of a function that is compared as one.
 * @param source what was chunked
 */
export function fingerprintsOf(source: SourceText, chunks: readonly Chunk[]): (Uint8Array | undefined)[] {
  const none = chunks.map(() => undefined);
  const lexer = lexerOf(source.language);
  if (lexer === undefined || hasMark(lexer, source.text, IGNORE_FILE_MARK)) return none;
  const lines = new LineStarts(source.text);
  const lastLines = lastLinesOf(chunks);
  return chunks.map((chunk, index) => {
    const last = lastLines[index];
    if (last === undefined || chunk.kind === 'lines') return undefined;
    const above = lines.slice(chunk.startLine - 1, last);
    if (hasMark(lexer, above, IGNORE_MARK)) return undefined;
    const tokens = lexer.peek(codeOfLines(lines, chunk.startLine, last));
    return writeFingerprint(tokens, last - chunk.startLine + 1);
  });
}

/** The tokens of some lines, from 1, both inclusive; undefined in a language without a lexer. */
export function tokensOfLines(
  lines: LineStarts,
  language: string,
  from: number,
  to: number,
): TokenStream | undefined {
  return lexerOf(language)?.read(codeOfLines(lines, from, to));
}

/** Some lines, without the end of a comment that they begin in: the head of a type may be cut in its documentation. */
function codeOfLines(lines: LineStarts, from: number, to: number): string {
  const text = lines.slice(from, to);
  if (!/^\s*\*(?:\s|\/)/.test(text)) return text;
  const end = text.indexOf('*/');
  return end < 0 ? text : text.slice(end + 2);
}

/** A text with the places of its lines. */
export class LineStarts {
  private readonly starts: number[] = [0];

  constructor(readonly text: string) {
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) this.starts.push(at + 1);
  }

  get count(): number {
    return this.starts.length;
  }

  /** Lines from 1, both inclusive; those that are not there are empty. */
  slice(from: number, to: number): string {
    const start = this.starts[Math.max(1, from) - 1] ?? this.text.length;
    return this.text.slice(start, this.starts[to] ?? this.text.length);
  }
}

function hasMark(lexer: Lexer, text: string, mark: string): boolean {
  if (!text.includes(mark)) return false;
  let found = false;
  lexer.peek(text, (start, end) => {
    // The mark of a file begins like that of a function.
    const at = text.slice(start, end).search(new RegExp(`${mark}(?![-\\w])`));
    if (at >= 0) found = true;
  });
  return found;
}

/** By chunk: the last line of its unit, undefined for a part that belongs to an earlier chunk. */
function lastLinesOf(chunks: readonly Chunk[]): (number | undefined)[] {
  const firstOf = new Map<string, number>();
  const last: (number | undefined)[] = chunks.map(({ endLine }) => endLine);
  chunks.forEach(({ kind, symbol, nameLine, enclosing, endLine }, index) => {
    if (!callable.has(kind)) return;
    const key = JSON.stringify([kind, symbol, nameLine, enclosing]);
    const first = firstOf.get(key);
    if (first === undefined) firstOf.set(key, index);
    else {
      last[first] = Math.max(last[first] ?? 0, endLine);
      last[index] = undefined;
    }
  });
  return last;
}
