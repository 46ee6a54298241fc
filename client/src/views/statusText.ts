/** What the status bar says, as plain functions of the status: no editor is needed to try them. */
import type { IndexStatus } from '../../../protocol/messages';

/** `1,234`. */
export function formatNumber(value: number): string {
  return value.toLocaleString('en-US');
}

/** `1 file`, `1,234 files`. */
export function formatCount(count: number, noun: string): string {
  return `${formatNumber(count)} ${noun}${count === 1 ? '' : 's'}`;
}

/** `512 B`, `3.4 MB`: decimal units, as file managers give them. */
export function formatBytes(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${unit === 0 ? String(value) : value.toFixed(1)} ${units[unit] ?? ''}`;
}

/** `40 s`, `3 min`, `2 h 5 min`: as precise as an estimate deserves. */
export function formatDuration(seconds: number): string {
  if (seconds < 60) return `${Math.max(1, Math.round(seconds))} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const rest = minutes % 60;
  return rest === 0 ? `${minutes / 60} h` : `${Math.floor(minutes / 60)} h ${rest} min`;
}

/** Whole percent of files done; 0 while nothing has been found. */
export function percentDone({ filesDone, filesTotal }: IndexStatus): number {
  return filesTotal === 0 ? 0 : Math.floor((100 * filesDone) / filesTotal);
}

/** The text of the status bar item, with its icon. */
export function statusBarText(status: IndexStatus): string {
  switch (status.state) {
    case 'starting':
      return '$(sync~spin) Akin';
    case 'indexing':
      return `$(sync~spin) Akin ${percentDone(status)}% ${formatNumber(status.filesDone)}/${formatNumber(status.filesTotal)}`;
    case 'paused':
      return '$(debug-pause) Akin paused';
    case 'ready':
      return `$(search) Akin ${formatCount(status.filesDone, 'file')}`;
    case 'degraded':
      return '$(warning) Akin keywords only';
    case 'error':
      return '$(error) Akin stopped';
  }
}

/** One sentence on the state, for the status menu and for screen readers. */
export function statusSentence(status: IndexStatus): string {
  const indexed = `${formatCount(status.filesDone, 'file')}, ${formatCount(status.chunks, 'chunk')}`;
  switch (status.state) {
    case 'starting':
      return 'Akin is starting';
    case 'indexing':
      return `${status.stage}: ${percentDone(status)}%, ${formatNumber(status.filesDone)} of ${formatCount(status.filesTotal, 'file')}`;
    case 'paused':
      return status.filesTotal === 0 ? 'Indexing is paused' : `Indexing is paused: ${indexed}`;
    case 'ready':
      return `Up to date: ${indexed}`;
    case 'degraded':
      return `Search works by keywords only: ${indexed}`;
    case 'error':
      return 'Akin has stopped';
  }
}

/** The tooltip as Markdown: what is known, a line each, the problem first. */
export function statusTooltip(status: IndexStatus): string {
  const rows: [string, string][] = [];
  if (status.currentFile !== undefined) rows.push(['Current file', code(status.currentFile)]);
  if (status.filesPerSecond !== undefined)
    rows.push(['Rate', `${formatNumber(Math.round(status.filesPerSecond))} files/s`]);
  if (status.secondsLeft !== undefined)
    rows.push(['Time left', `about ${formatDuration(status.secondsLeft)}`]);
  if (status.chunks > 0) rows.push(['Chunks', formatNumber(status.chunks)]);
  if (status.storeBytes > 0) rows.push(['Index on disk', formatBytes(status.storeBytes)]);
  if (status.model !== '') rows.push(['Model', code(modelName(status.model))]);
  for (const [reason, count] of Object.entries(status.skipped))
    rows.push([`Skipped, ${reason}`, formatNumber(count)]);
  const parts = [`**Akin** — ${statusSentence(status)}`];
  if (status.message !== undefined) parts.push(escapeMarkdown(status.message));
  if (rows.length > 0)
    parts.push(['| | |', '|:--|:--|', ...rows.map(([name, value]) => `| ${name} | ${value} |`)].join('\n'));
  parts.push('Click for actions');
  return parts.join('\n\n');
}

/** A model's id without the revision behind the `@`. */
function modelName(model: string): string {
  return model.replace(/@.*$/, '');
}

function code(text: string): string {
  return `\`${text.replaceAll('`', "'").replaceAll('|', '\\|')}\``;
}

function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_{}[\]()#+!|<>~]/g, '\\$&');
}
