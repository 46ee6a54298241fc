import type { Delimiter } from './tokenSyntax';

/** Code inside of texts inside of code …: deeper is an accident. */
const MAX_DEPTH = 16;

/** The word that ends a text stands no further to the right. */
const MAX_INDENT = 200;

/** Where a comment or a text that opens at `start` ends: the index behind it. An unfinished one ends with the line or the text. */
export function delimiterEnd(text: string, start: number, delimiter: Delimiter, depth = 0): number {
  const { open, close, escape = '', multiline = false, nested = false, interpolation } = delimiter;
  const from = start + open.length;
  if (close === '\n') return lineEnd(text, from);
  if (escape === '' && !nested && multiline && interpolation === undefined) {
    const end = text.indexOf(close, from);
    return end < 0 ? text.length : end + close.length;
  }
  const closing = close.charCodeAt(0);
  let level = 1;
  for (let i = from; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (interpolation !== undefined && text.startsWith(interpolation[0], i)) {
      if (depth < MAX_DEPTH)
        i = codeEnd(text, i + interpolation[0].length, interpolation[1], delimiter, depth) - 1;
    } else if (escape !== '' && code === escape.charCodeAt(0)) i++;
    else if (!multiline && code === 10) return i;
    else if (code === closing && text.startsWith(close, i)) {
      if (--level === 0) return i + close.length;
      i += close.length - 1;
    } else if (nested && text.startsWith(open, i)) {
      level++;
      i += open.length - 1;
    }
  }
  return text.length;
}

/** The index behind code that stands inside a text and ends with a bracket. */
function codeEnd(text: string, start: number, close: string, around: Delimiter, depth: number): number {
  const opening = close === '}' ? '{' : '(';
  let level = 1;
  for (let i = start; i < text.length; i++) {
    const char = text[i];
    if (char === opening) level++;
    else if (char === close && --level === 0) return i + 1;
    else if (char === '\n' && around.multiline !== true) return i;
    else if (text.startsWith(around.open, i)) i = delimiterEnd(text, i, around, depth + 1) - 1;
    else if (char === '"' || char === "'") {
      const quoted: Delimiter = { kind: 'string', open: char, close: char, escape: '\\' };
      i = delimiterEnd(text, i, quoted, depth + 1) - 1;
    }
  }
  return text.length;
}

const REGEX = /\/(?![*/])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+\/[a-z]*/y;

/** The index behind a regular expression; undefined when it is a division after all. */
export function regexEnd(text: string, start: number): number | undefined {
  REGEX.lastIndex = start;
  return REGEX.test(text) ? REGEX.lastIndex : undefined;
}

/** The index behind the word that a line begins with, which ends the text. */
export function heredocEnd(text: string, start: number, word: string): number {
  for (let from = start; from < text.length; from = lineEnd(text, from) + 1) {
    const indent = /^[ \t]*/.exec(text.slice(from, from + MAX_INDENT))?.[0].length ?? 0;
    const end = from + indent + word.length;
    if (text.startsWith(word, from + indent) && !/\w/.test(text[end] ?? '')) return end;
  }
  return text.length;
}

const RAW_OPENING = /"([^()\\\s]{0,16})\(/y;

/** The index behind `"x(…)x"`; undefined when it is another text. */
export function rawStringEnd(text: string, start: number): number | undefined {
  RAW_OPENING.lastIndex = start;
  const opened = RAW_OPENING.exec(text);
  if (opened === null) return undefined;
  const close = `)${opened[1] ?? ''}"`;
  const end = text.indexOf(close, start + opened[0].length);
  return end < 0 ? text.length : end + close.length;
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}
