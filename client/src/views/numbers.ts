import { t } from '../localise';

/** A whole number with thousands separators: `1,234`. */
export function formatCount(count: number): string {
  return Math.round(count)
    .toFixed(0)
    .replace(/\B(?=(\d{3})+$)/g, signs().thousands);
}

/** A number with one digit behind the point: `1.5`. */
export function formatDecimal(value: number): string {
  return value.toFixed(1).replace('.', signs().decimal);
}

/** How the language writes numbers, read from a sample that is translated as texts are: the tables of `Intl` take four milliseconds to load. */
function signs(): { thousands: string; decimal: string } {
  const sample = t('1,234.5');
  return { thousands: sample.slice(1, -5), decimal: sample.slice(-2, -1) };
}

/** Nouns that are counted, of one and of any other number; functions, since the language is known only later. */
const counted: Readonly<Partial<Record<string, (isOne: boolean) => string>>> = {
  file: (isOne) => (isOne ? t('{0} file') : t('{0} files')),
  chunk: (isOne) => (isOne ? t('{0} chunk') : t('{0} chunks')),
  result: (isOne) => (isOne ? t('{0} result') : t('{0} results')),
  line: (isOne) => (isOne ? t('{0} line') : t('{0} lines')),
  duplicate: (isOne) => (isOne ? t('{0} duplicate') : t('{0} duplicates')),
  token: (isOne) => (isOne ? t('{0} token') : t('{0} tokens')),
  copy: (isOne) => (isOne ? t('{0} copy') : t('{0} copies')),
};

/** A count with its noun: `1 file`, `1,234 files`. A noun that is not in the table is told in English. */
export function plural(count: number, noun: string, nouns = `${noun}s`): string {
  const isOne = count === 1;
  const text = counted[noun]?.(isOne) ?? `{0} ${isOne ? noun : nouns}`;
  return text.replace('{0}', formatCount(count));
}

/** Bytes as a person reads them, in units of 1,024: `0 B`, `3.4 MB`, `120 MB`. */
export function formatBytes(bytes: number): string {
  const units = ['B', 'KB', 'MB', 'GB', 'TB'];
  let value = Math.max(0, bytes);
  let unit = 0;
  while (value >= 1023.5 && unit < units.length - 1) {
    value /= 1024;
    unit++;
  }
  const isWhole = unit === 0 || value >= 99.95;
  return `${isWhole ? value.toFixed(0) : formatDecimal(value)} ${units[unit] ?? ''}`;
}

/** A time that is left, rounded as an estimate deserves: `5 s`, `2 min`, `1 h 10 min`. */
export function formatDuration(seconds: number): string {
  if (seconds < 59.5) return `${String(Math.max(1, Math.round(seconds)))} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${String(minutes)} min`;
  const rest = minutes % 60;
  const hours = `${String(Math.floor(minutes / 60))} h`;
  return rest === 0 ? hours : `${hours} ${String(rest)} min`;
}

/** Whole percent done, never 100 before all is done. */
export function percent(done: number, total: number): number {
  if (total <= 0) return 0;
  if (done >= total) return 100;
  return Math.min(99, Math.floor((100 * done) / total));
}
