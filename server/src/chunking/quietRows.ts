import type { Captures, Span } from './captures';
import type { RowRange } from './lineSplitter';
import type { SourceLines } from './sourceLines';

/** Lines that do nothing but close what was opened elsewhere, or say who may see what follows. */
const CLOSERS_ONLY =
  /^[\s)\]}>;,]*(?:(?:end|fi|done|esac)\b[\s)\]};,]*|#\s*endif.*|}\s*(?:\/\/|\/\*).*|(?:public|protected|private)\s*:?\s*)?$/;

/** What a comment talks about that says nothing of the code below it. */
const NOTICE =
  /licen[cs]e|copyright|\(c\)|spdx|all rights reserved|eslint-disable|@ts-(?:no)?check|frozen_string_literal|-\*-/i;

/** Tells which rows of a file say nothing about what it does: imports, licence notices, closing brackets. */
export class QuietRows {
  private readonly isQuiet: Uint8Array;

  constructor(
    private readonly lines: SourceLines,
    captures: Captures,
  ) {
    this.isQuiet = new Uint8Array(lines.count);
    for (const { start, end } of [...captures.imports, ...notices(lines.text, captures)]) {
      this.isQuiet.fill(1, lines.rowAt(start), lines.rowAt(Math.max(start, end - 1)) + 1);
    }
  }

  /** True for rows that need not be found. */
  all({ from, to }: RowRange): boolean {
    for (let row = from; row <= to; row++) if (!this.has(row)) return false;
    return true;
  }

  has(row: number): boolean {
    return this.isQuiet[row] === 1 || this.closes(row);
  }

  /** True for a row of closing brackets and for a blank one. */
  closes(row: number): boolean {
    return CLOSERS_ONLY.test(this.lines.slice(row, row));
  }
}

/** Comments that are a notice, each with the lines that follow it directly. */
function notices(text: string, { decorations }: Captures): Span[] {
  const found: Span[] = [];
  for (const { isComment, start, end } of decorations) {
    if (!isComment) continue;
    const last = found.at(-1);
    const continues =
      last !== undefined && start - last.end < 400 && isOneLineEnd(text.slice(last.end, start));
    if (continues || NOTICE.test(text.slice(start, end))) found.push({ start, end });
  }
  return found;
}

function isOneLineEnd(text: string): boolean {
  return /^[^\S\r\n]*(?:\r\n|\n|\r)?[^\S\r\n]*$/.test(text);
}
