/**
 * Where the lines of a saved file stand in its open document. Lines before and after all changes are known by their
 * place; a line between the first and the last change is known by its text, if that occurs as often as before.
 */
export class LineMap {
  private readonly before: number;
  private readonly after: number;

  /** @param saved the lines that the index knows; @param current those of the open document */
  constructor(
    private readonly saved: readonly string[],
    private readonly current: readonly string[],
  ) {
    const shorter = Math.min(saved.length, current.length);
    let before = 0;
    while (before < shorter && saved[before] === current[before]) before++;
    let after = 0;
    while (after < shorter - before && saved.at(-1 - after) === current.at(-1 - after)) after++;
    this.before = before;
    this.after = after;
  }

  /** The line of the document, from 0; undefined when it is gone or cannot be told. */
  toCurrent(line: number): number | undefined {
    const { saved, current, before, after } = this;
    if (line < 0 || line >= saved.length) return undefined;
    if (line < before) return line;
    if (line >= saved.length - after) return line + current.length - saved.length;
    const text = saved[line];
    const was = linesWith(saved, before, saved.length - after, text);
    const is = linesWith(current, before, current.length - after, text);
    return was.length === is.length ? is[was.indexOf(line)] : undefined;
  }
}

function linesWith(lines: readonly string[], from: number, to: number, text: string | undefined): number[] {
  const found: number[] = [];
  for (let line = from; line < to; line++) if (lines[line] === text) found.push(line);
  return found;
}
