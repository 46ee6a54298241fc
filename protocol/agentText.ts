/** How code that was found reads for a language model, in the editor's own tools and in those of a Model Context Protocol server. */

/** Code that was found. */
export interface FoundCode {
  /** As a model can name its file. */
  path: string;
  /** From 1, both inclusive. */
  startLine: number;
  endLine: number;
  /** Enclosing names, outermost first, joined by a dot; empty or absent at top level. */
  container?: string | undefined;
  /** Empty or absent for lines that define no name. */
  symbol?: string | undefined;
  kind: string;
  /** Why it was found. */
  reasons: readonly string[];
  /** Its first lines. */
  preview: string;
}

/**
 * Its place, its name, why it was found and its first lines.
 * @param place among what was found, from 1
 * @param howToReadMore where there is a way to the lines beyond the first
 */
export function describeFoundCode(found: FoundCode, place: number, howToReadMore?: string): string {
  const { path, startLine, endLine, container = '', symbol = '', kind, reasons, preview } = found;
  const name = [container, symbol].filter((part) => part !== '').join('.');
  const more = endLine - startLine + 1 - preview.split('\n').length;
  const hint = howToReadMore === undefined ? '' : `: ${howToReadMore}`;
  return [
    `${place}. ${path}:${startLine}-${endLine}  ${name === '' ? kind : `${name} (${kind})`}`,
    `   Why: ${reasons.join('; ')}`,
    fenced(preview),
    ...(more > 0 ? [`   (${more} more lines${hint})`] : []),
  ].join('\n');
}

/**
 * What an answer says.
 * @param described what was found, each as {@link describeFoundCode} has it
 * @param partial the index is being made; the note says how far it is
 * @param note on the index that it was answered from
 */
export function answerText(described: readonly string[], partial: boolean, note: string | undefined): string {
  const nothing = partial
    ? 'Nothing was found yet.'
    : 'Nothing was found. Try other words, or fewer filters.';
  const text = described.length > 0 ? described.join('\n\n') : nothing;
  return note === undefined ? text : `${text}\n\nNote: ${note}`;
}

/** A text in a fence that no line of it can close. */
export function fenced(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`{3,}/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}\n${text}\n${fence}`;
}
