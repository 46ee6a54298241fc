/** How hits read for a language model; text alone, so that it is tested without an editor. */
import type { IndexStatus, SearchHit } from '../../../protocol/messages';

/** A hit with its file as a model can name it. */
export interface NamedHit {
  /** Relative to its workspace folder, which stands before it where there are several. */
  path: string;
  hit: SearchHit;
}

/** The hits of an answer, best first, each with its place, its name, why it was found and its first lines. */
export function describeHits(hits: readonly NamedHit[], status: IndexStatus | undefined): string {
  const listed = hits.map(({ path, hit }, index) => describeHit(path, hit, index + 1));
  const text =
    listed.length > 0 ? listed.join('\n\n') : 'Nothing was found. Try other words, or fewer filters.';
  const note = noteOn(status);
  return note === undefined ? text : `${text}\n\nNote: ${note}`;
}

/** What a model should know of the index that it was answered from; undefined when all is well. */
export function noteOn(status: IndexStatus | undefined): string | undefined {
  if (status === undefined) return undefined;
  const { state, filesDone, filesTotal, message } = status;
  const isPartial = state === 'starting' || state === 'indexing' || state === 'paused';
  const progress = `Indexing is not complete (${filesDone} of ${filesTotal} files), so that more may be found later.`;
  return (
    [isPartial ? progress : undefined, message].filter((part) => part !== undefined).join(' ') || undefined
  );
}

function describeHit(path: string, hit: SearchHit, place: number): string {
  const { range, symbol, kind = 'lines', container, reasons, preview } = hit;
  const first = range.start.line + 1;
  const last = range.end.line + 1;
  const name = [container, symbol].filter((part) => part !== undefined).join('.');
  const more = last - first + 1 - preview.split('\n').length;
  return [
    `${place}. ${path}:${first}-${last}  ${name === '' ? kind : `${name} (${kind})`}`,
    `   Why: ${reasons.join('; ')}`,
    fenced(preview),
    ...(more > 0 ? [`   (${more} more lines)`] : []),
  ].join('\n');
}

/** A text in a fence that no line of it can close. */
export function fenced(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`{3,}/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}\n${text}\n${fence}`;
}
