import type { Decoration, Span } from './captures';
import type { SourceLines } from './sourceLines';

/** The comments and decorators of a file, found by where they stand. */
export class Decorations {
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
    const start = lastIndexOf(this.lines.text, { start: 0, end }) + 1;
    const between = this.lines.text.slice(start, next);
    return between.trim() === '' && (between.match(/\r\n|\n|\r/g)?.length ?? 0) <= 1;
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

/** Index of a span's last character that is no white space; some grammars count the end of line to the node. */
export function lastIndexOf(text: string, { start, end }: Span): number {
  let last = end - 1;
  while (last > start && /\s/.test(text.charAt(last))) last--;
  return last;
}
