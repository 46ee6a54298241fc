import type { TextEdit } from 'vscode-languageserver';
import { IGNORE_FILE_MARK, IGNORE_MARK } from '../../chunking/tokens/fingerprintFile';
import { commentSyntax } from './commentSyntax';
import type { PlacedCopy } from './placeCopies';

/** What has to stay above everything else of a file. */
const STAYS_FIRST = /^(?:#!|<\?(?:php|xml)\b|<!doctype\b|# (?:-\*- )?(?:en)?coding\b)/i;

/** Lines of a document, and how they end. */
export interface DocumentLines {
  lines: readonly string[];
  lineEnd: string;
}

/** Inserts the comment above the line that names the copy; undefined where the language has no comments. */
export function ignoreFunctionEdit(
  { member, nameRange }: PlacedCopy,
  document: DocumentLines,
): TextEdit | undefined {
  return insertion(IGNORE_MARK, member.language, nameRange.start.line, document);
}

/** Inserts the comment at the top of the file, below what must come first. */
export function ignoreFileEdit(language: string, document: DocumentLines): TextEdit | undefined {
  let line = 0;
  while (STAYS_FIRST.test(document.lines[line] ?? '')) line++;
  return insertion(IGNORE_FILE_MARK, language, line, document);
}

function insertion(
  word: string,
  language: string,
  line: number,
  { lines, lineEnd }: DocumentLines,
): TextEdit | undefined {
  const syntax = commentSyntax(language);
  if (syntax === undefined) return undefined;
  const indent = /^\s*/.exec(lines[line] ?? '')?.[0] ?? '';
  const at = { line, character: 0 };
  return {
    range: { start: at, end: at },
    newText: `${indent}${syntax.open}${word}${syntax.close}${lineEnd}`,
  };
}
