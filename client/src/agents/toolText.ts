/** How hits read for a language model; text alone, so that it is tested without an editor. */
import { answerText, describeFoundCode } from '../../../protocol/agentText';
import type { IndexStatus } from '../../../protocol/indexMessages';
import type { SearchHit, SearchResult } from '../../../protocol/searchMessages';

/** A hit with its file as a model can name it. */
export interface NamedHit {
  /** Relative to its workspace folder, which stands before it where there are several. */
  path: string;
  hit: SearchHit;
}

/**
 * An answer: its hits, best first, each with its place, its name, why it was found and its first lines; or why there are none.
 * @param hits those of the answer that a model can name
 * @param status of the index that it was answered from, where that is known
 */
export function describeAnswer(
  { partial, problems = [] }: Pick<SearchResult, 'partial' | 'problems'>,
  hits: readonly NamedHit[],
  status: IndexStatus | undefined,
): string {
  if (problems.length > 0)
    return problems
      .map(({ filter, message }) => `The filter ${filter} is wrong, and nothing was searched: ${message}`)
      .join('\n');
  const described = hits.map(({ path, hit }, index) => describeHit(path, hit, index + 1));
  return answerText(described, partial, noteOn(status) ?? (partial ? UNDER_WAY : undefined));
}

/** Where the index has not told yet how far it is. */
const UNDER_WAY = 'Indexing has just begun; ask again in a moment.';

/** What a model should know of the index that it was answered from; undefined when all is well. */
export function noteOn(status: IndexStatus | undefined): string | undefined {
  if (status === undefined) return undefined;
  const { state, degradedBy, filesDone, filesTotal, message } = status;
  const isHeld = state === 'degraded' && degradedBy === 'memory';
  const isPartial = isHeld || state === 'starting' || state === 'indexing' || state === 'paused';
  const progress = `Indexing is not complete (${filesDone} of ${filesTotal} files), so that more may be found later.`;
  return (
    [isPartial ? progress : undefined, message].filter((part) => part !== undefined).join(' ') || undefined
  );
}

function describeHit(path: string, hit: SearchHit, place: number): string {
  const { range, kind = 'lines' } = hit;
  const lines = { startLine: range.start.line + 1, endLine: range.end.line + 1 };
  return describeFoundCode({ ...hit, ...lines, path, kind }, place);
}
