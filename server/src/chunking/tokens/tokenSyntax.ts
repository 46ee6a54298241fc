import { keywordsByLanguage } from './keywords';

/** How a comment or a text constant begins and ends. */
export interface Delimiter {
  kind: 'comment' | 'string';
  open: string;
  /** A line break for comments that end with their line. */
  close: string;
  /** Character that takes the meaning of the next one away. */
  escape?: string;
  /** False when a line break ends it unfinished, as in most text constants. */
  multiline?: boolean;
  /** Comments of this kind stand within each other. */
  nested?: boolean;
  /** What opens code inside the text, with the bracket that ends it. */
  interpolation?: readonly [open: string, close: string];
  /** Only a text that matches here is one; tells a Rust lifetime from a character. */
  guard?: RegExp;
}

/** What the lexer has to know of a language. */
export interface TokenSyntax {
  delimiters: readonly Delimiter[];
  keywords: readonly string[];
  /** Letters that may stand before an opening quote and belong to the text, as in `rb"…"`. */
  prefixes?: RegExp;
  /** A slash after an operator or a keyword opens a regular expression. */
  hasRegex?: boolean;
  /** A text that is a statement of its own is documentation. */
  hasDocStrings?: boolean;
  /** `<<WORD` opens a text that ends at a line with that word. */
  heredoc?: RegExp;
  /** `R"x(…)x"`. */
  hasRawStrings?: boolean;
}

const line = (open: string): Delimiter => ({ kind: 'comment', open, close: '\n' });
const block = (open: string, close: string, nested = false): Delimiter => ({
  kind: 'comment',
  open,
  close,
  multiline: true,
  nested,
});
const text = (quote: string, extra: Partial<Delimiter> = {}): Delimiter => ({
  kind: 'string',
  open: quote,
  close: quote,
  escape: '\\',
  ...extra,
});
const long = (quote: string, extra: Partial<Delimiter> = {}): Delimiter =>
  text(quote, { multiline: true, ...extra });

/** A character between quotes, and no lifetime, prime or symbol. */
const CHARACTER = /'(?:\\[^\n]{1,10}?|[^\\'\n]{1,2})'/y;

const SLASHES = [line('//'), block('/*', '*/')];
const NESTED_SLASHES = [line('//'), block('/*', '*/', true)];
const BRACES = ['${', '}'] as const;

const javascript = {
  delimiters: [...SLASHES, text('"'), text("'"), long('`', { interpolation: BRACES })],
  hasRegex: true,
};

const syntaxes: Readonly<Record<string, Omit<TokenSyntax, 'keywords'>>> = {
  python: {
    delimiters: [line('#'), long('"""'), long("'''"), text('"'), text("'")],
    prefixes: /^(?:[rbfut]|[rbf]{2})$/i,
    hasDocStrings: true,
  },
  javascript,
  javascriptreact: javascript,
  typescript: javascript,
  typescriptreact: javascript,
  go: {
    delimiters: [
      ...SLASHES,
      text('"'),
      { kind: 'string', open: '`', close: '`', multiline: true },
      text("'"),
    ],
  },
  rust: {
    delimiters: [
      ...NESTED_SLASHES,
      ...['###', '##', '#'].map((mark): Delimiter => ({
        kind: 'string',
        open: `r${mark}"`,
        close: `"${mark}`,
        multiline: true,
      })),
      long('"'),
      text("'", { guard: CHARACTER }),
    ],
    prefixes: /^(?:b|br|r|c)$/,
  },
  java: { delimiters: [...SLASHES, long('"""'), text('"'), text("'")] },
  c: { delimiters: [...SLASHES, text('"'), text("'")], prefixes: /^(?:L|u8?|U)$/ },
  cpp: {
    delimiters: [...SLASHES, text('"'), text("'", { guard: CHARACTER })],
    prefixes: /^(?:L|u8?|U)$/,
    hasRawStrings: true,
  },
  csharp: {
    delimiters: [
      ...SLASHES,
      long('"""', { escape: '' }),
      { kind: 'string', open: '@"', close: '"', multiline: true },
      { kind: 'string', open: '$@"', close: '"', multiline: true },
      text('"'),
      text("'", { guard: CHARACTER }),
    ],
    prefixes: /^\$+$/,
  },
  php: {
    delimiters: [...SLASHES, { ...line('#'), guard: /#(?!\[)/y }, long('"'), long("'")],
    heredoc: /<<<[ \t]*(["']?)([A-Za-z_]\w*)\1/y,
  },
  ruby: {
    delimiters: [
      line('#'),
      block('\n=begin', '\n=end'),
      long('"', { interpolation: ['#{', '}'] }),
      long("'"),
      long('`', { interpolation: ['#{', '}'] }),
    ],
    hasRegex: true,
    heredoc: /<<[-~](["'`]?)([A-Za-z_]\w*)\1/y,
  },
  kotlin: {
    delimiters: [
      ...NESTED_SLASHES,
      long('"""', { escape: '', interpolation: BRACES }),
      text('"', { interpolation: BRACES }),
      text("'", { guard: CHARACTER }),
    ],
  },
  swift: {
    delimiters: [
      ...NESTED_SLASHES,
      long('"""', { interpolation: ['\\(', ')'] }),
      { kind: 'string', open: '#"', close: '"#', multiline: true },
      text('"', { interpolation: ['\\(', ')'] }),
    ],
  },
  scala: {
    delimiters: [
      ...NESTED_SLASHES,
      long('"""', { escape: '', interpolation: BRACES }),
      text('"', { interpolation: BRACES }),
      text("'", { guard: CHARACTER }),
    ],
  },
  lua: {
    delimiters: [
      block('--[==[', ']==]'),
      block('--[=[', ']=]'),
      block('--[[', ']]'),
      line('--'),
      { kind: 'string', open: '[==[', close: ']==]', multiline: true },
      { kind: 'string', open: '[=[', close: ']=]', multiline: true },
      { kind: 'string', open: '[[', close: ']]', multiline: true },
      text('"'),
      text("'"),
    ],
  },
  shellscript: {
    delimiters: [
      { ...line('#'), guard: /(?<=^|[\s;(])#/my },
      long('"', { interpolation: ['$(', ')'] }),
      { kind: 'string', open: "'", close: "'", multiline: true },
    ],
    heredoc: /<<-?[ \t]*(["']?)([A-Za-z_]\w*)\1/y,
  },
  elixir: {
    delimiters: [
      line('#'),
      long('"""', { interpolation: ['#{', '}'] }),
      long("'''"),
      long('"', { interpolation: ['#{', '}'] }),
      text("'"),
    ],
    hasDocStrings: true,
  },
  haskell: {
    delimiters: [
      { ...line('--'), guard: /--+(?![!#$%&*+./<=>?@\\^|~])/y },
      block('{-', '-}', true),
      text('"'),
      text("'", { guard: CHARACTER }),
    ],
  },
  zig: {
    delimiters: [
      line('//'),
      { kind: 'string', open: '\\\\', close: '\n' },
      text('"'),
      text("'", { guard: CHARACTER }),
    ],
  },
};

/** What the lexer knows of a language; undefined for one that is not chunked by its syntax. */
export function tokenSyntaxOf(language: string): TokenSyntax | undefined {
  if (!Object.hasOwn(syntaxes, language)) return undefined;
  const syntax = syntaxes[language];
  return syntax && { ...syntax, keywords: keywordsByLanguage[language] ?? [] };
}
