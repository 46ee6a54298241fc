/** Takes away what all lines of a text that are not blank begin with, so that a method compares well with a function. */
export function withoutIndent(text: string): string {
  const lines = text.split('\n');
  const indents = lines.filter((line) => line.trim() !== '').map((line) => /^[ \t]*/.exec(line)?.[0] ?? '');
  const [first = '', ...others] = indents;
  let shared = first.length;
  for (const indent of others) {
    shared = Math.min(shared, indent.length);
    while (!indent.startsWith(first.slice(0, shared))) shared--;
  }
  return lines.map((line) => (line.trim() === '' ? line.trimStart() : line.slice(shared))).join('\n');
}
