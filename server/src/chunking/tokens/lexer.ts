/**
 * Reads code as tokens, without a grammar: a hundred times as fast as parsing, and enough to compare. Comments and
 * documentation texts are no tokens; a text constant is one, whatever stands inside; every sign is one of its own.
 */
import { type Delimiter, type TokenSyntax, tokenSyntaxOf } from './tokenSyntax';
import { delimiterEnd, heredocEnd, rawStringEnd, regexEnd } from './textEnds';

/** What a token is. */
export const TokenKind = { keyword: 0, sign: 1, identifier: 2, number: 3, string: 4 } as const;

/** The tokens of a text, in its order. */
export interface TokenStream {
  count: number;
  /** Values of {@link TokenKind}. */
  kinds: Uint8Array;
  /** Hashes of the tokens' texts, 32 bits; of a sign its character code. */
  hashes: Uint32Array;
  /** 1 for identifiers that begin with a capital letter. */
  capitals: Uint8Array;
}

/** What a lexer does with a comment that it meets. */
export type OnComment = (start: number, end: number) => void;

/** FNV-1a, 32 bits: http://www.isthe.com/chongo/tech/comp/fnv/ */
const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

const CLASS = { space: 0, word: 1, digit: 2, sign: 3 } as const;
const ASCII = 128;
const asciiClass = Uint8Array.from({ length: ASCII }, (_, code) => {
  const char = String.fromCharCode(code);
  if (/[A-Za-z_$]/.test(char)) return CLASS.word;
  if (/[0-9]/.test(char)) return CLASS.digit;
  return code <= 32 || code === 127 ? CLASS.space : CLASS.sign;
});

const FIRST_ROOM = 1_024;

const NEW_LINE = 10;
const DOT = 46;
const SLASH = 47;
const LESS = 60;
const COLON = 58;
const QUOTE = 34;

/** Hash of a word as the lexer hashes it. */
export function wordHash(word: string): number {
  return hashOf(word, 0, word.length) >>> 0;
}

/** Room for the tokens of the text at hand. */
const room = {
  kinds: new Uint8Array(FIRST_ROOM),
  hashes: new Uint32Array(FIRST_ROOM),
  capitals: new Uint8Array(FIRST_ROOM),
};

/** Reads one language's tokens; keeps nothing between two texts. */
export class Lexer {
  /** Hashes as signed numbers: V8 keeps a larger one as an object of its own. */
  private readonly keywords: ReadonlySet<number>;
  private readonly delimitersByCode = new Map<number, Delimiter[]>();

  constructor(private readonly syntax: TokenSyntax) {
    this.keywords = new Set(syntax.keywords.map((word) => wordHash(word) | 0));
    for (const delimiter of syntax.delimiters) {
      const code = delimiter.open.charCodeAt(0);
      const known = this.delimitersByCode.get(code);
      if (known === undefined) this.delimitersByCode.set(code, [delimiter]);
      else known.push(delimiter);
    }
    for (const list of this.delimitersByCode.values()) list.sort((a, b) => b.open.length - a.open.length);
  }

  /** @param onComment is told of every comment, documentation texts among them */
  read(text: string, onComment?: OnComment): TokenStream {
    const { count, kinds, hashes, capitals } = this.peek(text, onComment);
    return { count, kinds: kinds.slice(), hashes: hashes.slice(), capitals: capitals.slice() };
  }

  /** As {@link read}; the tokens are valid until the next text is read, in any language. */
  peek(text: string, onComment?: OnComment): TokenStream {
    return new Reading(text, this.syntax, this.keywords, this.delimitersByCode, onComment).run();
  }
}

const lexers = new Map<string, Lexer | undefined>();

/** The lexer of a language; undefined for one that is not chunked by its syntax. */
export function lexerOf(language: string): Lexer | undefined {
  if (!lexers.has(language)) {
    const syntax = tokenSyntaxOf(language);
    lexers.set(language, syntax && new Lexer(syntax));
  }
  return lexers.get(language);
}

/** One text on its way into tokens. */
class Reading {
  private at = 0;
  private count = 0;
  /** True until a token stands on the line, outside of brackets: where a documentation text may be. */
  private startsStatement = true;
  private depth = 0;
  private heredocs: string[] = [];

  constructor(
    private readonly text: string,
    private readonly syntax: TokenSyntax,
    private readonly keywords: ReadonlySet<number>,
    private readonly delimitersByCode: ReadonlyMap<number, Delimiter[]>,
    private readonly onComment: OnComment | undefined,
  ) {}

  run(): TokenStream {
    const { text } = this;
    while (this.at < text.length) {
      const code = text.charCodeAt(this.at);
      const kind = code < ASCII ? asciiClass[code] : CLASS.word;
      if (kind === CLASS.word) this.word();
      else if (kind === CLASS.digit) this.number();
      else if (code === NEW_LINE) this.lineBreak();
      else if (kind === CLASS.space) this.at++;
      else if (!this.delimited(code) && !this.special(code)) this.sign(code);
    }
    const { count } = this;
    return {
      count,
      kinds: room.kinds.subarray(0, count),
      hashes: room.hashes.subarray(0, count),
      capitals: room.capitals.subarray(0, count),
    };
  }

  private lineBreak(): void {
    if (this.delimited(NEW_LINE)) return;
    this.at++;
    if (this.depth === 0) this.startsStatement = true;
    for (const word of this.heredocs) this.at = heredocEnd(this.text, this.at, word);
    if (this.heredocs.length > 0) this.heredocs = [];
  }

  private word(): void {
    const { text } = this;
    const start = this.at;
    let hash = FNV_OFFSET | 0;
    for (; this.at < text.length; this.at++) {
      const code = text.charCodeAt(this.at);
      if (code < ASCII && (asciiClass[code] === CLASS.space || asciiClass[code] === CLASS.sign)) break;
      hash = Math.imul(hash ^ code, FNV_PRIME);
    }
    if (this.isPrefix(start)) return;
    if (this.keywords.has(hash)) this.push(TokenKind.keyword, hash);
    else {
      const first = text.charCodeAt(start);
      this.push(TokenKind.identifier, hash, first >= 65 && first <= 90 ? 1 : 0);
    }
  }

  /** Whether the word just read belongs to the text constant behind it, which is then read. */
  private isPrefix(start: number): boolean {
    const { text, syntax } = this;
    const next = text.charCodeAt(this.at);
    if (next !== QUOTE && next !== 39 && next !== 35) return false;
    if (syntax.hasRawStrings === true && next === QUOTE && text.charCodeAt(this.at - 1) === 82) {
      const end = rawStringEnd(text, this.at);
      if (end !== undefined) {
        this.literal(start, end);
        return true;
      }
    }
    const raw = next === 35 ? this.delimitersByCode.get(text.charCodeAt(start)) : undefined;
    const rawText = raw?.find(({ open }) => text.startsWith(open, start));
    if (rawText !== undefined) {
      this.literal(start, delimiterEnd(text, start, rawText));
      return true;
    }
    if (this.at - start > 2 || syntax.prefixes?.test(text.slice(start, this.at)) !== true) return false;
    return this.delimited(next);
  }

  private number(): void {
    const { text } = this;
    const start = this.at;
    for (; this.at < text.length; this.at++) {
      const code = text.charCodeAt(this.at);
      // `1..10` is two numbers, `1.5` one.
      if (code === DOT && text.charCodeAt(this.at + 1) === DOT) break;
      if (
        code !== DOT &&
        code < ASCII &&
        (asciiClass[code] === CLASS.space || asciiClass[code] === CLASS.sign)
      )
        break;
    }
    this.push(TokenKind.number, hashOf(text, start, this.at));
  }

  private delimited(code: number): boolean {
    const list = this.delimitersByCode.get(code);
    if (list === undefined) return false;
    for (const delimiter of list) {
      if (!this.text.startsWith(delimiter.open, this.at)) continue;
      if (delimiter.guard !== undefined) {
        delimiter.guard.lastIndex = this.at;
        if (!delimiter.guard.test(this.text)) continue;
      }
      const end = delimiterEnd(this.text, this.at, delimiter);
      if (delimiter.kind === 'comment') this.comment(this.at, end);
      else if (this.isDocumentation(end)) this.comment(this.at, end);
      else this.literal(this.at, end);
      return true;
    }
    return false;
  }

  private isDocumentation(end: number): boolean {
    if (this.syntax.hasDocStrings !== true || this.depth > 0 || !this.startsStatement) return false;
    for (let i = end; i < this.text.length; i++) {
      const code = this.text.charCodeAt(i);
      if (code === NEW_LINE) return true;
      if (code > 32) return false;
    }
    return true;
  }

  /** Regular expressions and texts that end at a word of their own. */
  private special(code: number): boolean {
    const { text, syntax } = this;
    if (code === SLASH && syntax.hasRegex === true && this.mayOpenRegex()) {
      const end = regexEnd(text, this.at);
      if (end === undefined) return false;
      this.literal(this.at, end);
      return true;
    }
    if (code !== LESS || syntax.heredoc === undefined) return false;
    syntax.heredoc.lastIndex = this.at;
    const opened = syntax.heredoc.exec(text);
    if (opened === null) return false;
    this.heredocs.push(opened[2] ?? '');
    this.literal(this.at, this.at + opened[0].length);
    return true;
  }

  private mayOpenRegex(): boolean {
    if (this.count === 0) return true;
    const kind = room.kinds[this.count - 1];
    if (kind === TokenKind.keyword) return true;
    return kind === TokenKind.sign && !')]}'.includes(String.fromCharCode(room.hashes[this.count - 1] ?? 0));
  }

  private sign(code: number): void {
    if (code === 40 || code === 91 || code === 123) this.depth++;
    else if (code === 41 || code === 93 || code === 125) this.depth = Math.max(0, this.depth - 1);
    this.push(TokenKind.sign, code);
    // `def f(): """documentation"""` on one line.
    if (code === COLON && this.depth === 0) this.startsStatement = true;
    this.at++;
  }

  private comment(start: number, end: number): void {
    this.onComment?.(start, end);
    this.at = Math.max(end, start + 1);
    // The line break that ends a comment is read as one.
    if (this.text.charCodeAt(this.at - 1) === NEW_LINE) this.at--;
    if (this.at <= start) this.at = start + 1;
  }

  private literal(start: number, end: number): void {
    this.push(TokenKind.string, hashOf(this.text, start, end));
    this.at = Math.max(end, start + 1);
  }

  private push(kind: number, hash: number, capital = 0): void {
    if (this.count === room.kinds.length) grow();
    room.kinds[this.count] = kind;
    room.hashes[this.count] = hash;
    room.capitals[this.count] = capital;
    this.count++;
    this.startsStatement = false;
  }
}

function grow(): void {
  const { kinds, hashes, capitals } = room;
  const length = 2 * kinds.length;
  room.kinds = new Uint8Array(length);
  room.kinds.set(kinds);
  room.hashes = new Uint32Array(length);
  room.hashes.set(hashes);
  room.capitals = new Uint8Array(length);
  room.capitals.set(capitals);
}

/** Line breaks count as one whatever they are made of, so that a text is the same in a file of another system. */
function hashOf(text: string, start: number, end: number): number {
  let hash = FNV_OFFSET | 0;
  for (let i = start; i < end; i++) {
    const code = text.charCodeAt(i);
    if (code !== 13) hash = Math.imul(hash ^ code, FNV_PRIME);
  }
  return hash;
}
