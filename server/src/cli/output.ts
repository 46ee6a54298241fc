/** Prints one JSON value on a line of its own. */
export function writeJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}

/** Prints a text and ends the line. */
export function writeLine(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** `1 file`, `1,234 files`. */
export function formatCount(count: number, noun: string, plural = `${noun}s`): string {
  return `${count.toLocaleString('en-US')} ${count === 1 ? noun : plural}`;
}

/** `512 B`, `3.4 MB`: decimal units, as disk sizes are commonly given. */
export function formatBytes(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${unit === 0 ? value : value.toFixed(1)} ${units[unit] ?? ''}`;
}

/** Prints a text as it is. */
export function writeText(text: string): void {
  process.stdout.write(text);
}
