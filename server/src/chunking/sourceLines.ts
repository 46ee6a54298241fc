/** A text with its lines indexed: rows count from 0, ends of lines are `\n`, `\r\n` and a lone `\r`, as in the editor. */
export class SourceLines {
  private readonly starts: number[] = [0];

  constructor(readonly text: string) {
    for (const match of text.matchAll(/\r\n|\n|\r/g)) this.starts.push(match.index + match[0].length);
    // What follows the last end of line is a line only when there is something on it.
    if (this.starts.length > 1 && this.starts.at(-1) === text.length) this.starts.pop();
  }

  get count(): number {
    return this.starts.length;
  }

  /** The row that holds an index of the text; an index past the end belongs to the last row. */
  rowAt(index: number): number {
    let low = 0;
    let high = this.starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.startOf(middle) <= index) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** Index of a row's first character. */
  startOf(row: number): number {
    return this.starts[row] ?? this.text.length;
  }

  /** Rows `from` to `to`, both inclusive, without the last end of line. */
  slice(from: number, to: number): string {
    return this.text.slice(this.startOf(from), this.startOf(to + 1)).replace(/(?:\r\n|\n|\r)$/, '');
  }

  /** Characters from the first of row `from` to the last of row `to`, ends of lines included. */
  size(from: number, to: number): number {
    return this.startOf(to + 1) - this.startOf(from);
  }

  isBlank(row: number): boolean {
    return this.slice(row, row).trim() === '';
  }

  /** Columns of white space before the first character, a tab counted as four. */
  indentOf(row: number): number {
    const space = /^[ \t]*/.exec(this.slice(row, row))?.[0] ?? '';
    return space.length + 3 * (space.split('\t').length - 1);
  }

  /** True when nothing but white space stands before the index on its row. */
  isFirstOnRow(index: number): boolean {
    return this.text.slice(this.startOf(this.rowAt(index)), index).trim() === '';
  }
}
