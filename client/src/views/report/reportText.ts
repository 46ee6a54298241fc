/** How the performance report names and prints its figures; text alone, so that it is tested without an editor. */
import { t } from '../../localise';
import { formatCount, formatDecimal } from '../numbers';

/** What each measured time is called, in the order in which it is shown; functions, since the language is known only later. */
const stages: Readonly<Partial<Record<string, () => string>>> = {
  query: () => t('Search'),
  similar: () => t('Search for similar code'),
  firstSearchable: () => t('From opening a folder to the first results'),
  saveToSearchable: () => t('From saving a file to finding it'),
  batch: () => t('A batch as a whole'),
  read: () => t('Reading a batch'),
  parse: () => t('Parsing a batch'),
  embed: () => t('Embedding a batch'),
  store: () => t('Storing a batch'),
};

/** What is measured in something else than milliseconds. */
const OTHER_UNITS: readonly string[] = ['chunksPerSecond'];

/** The names of the times of a report in the order in which they are shown; what is not known here comes last. */
export function orderedStages(names: readonly string[]): string[] {
  const known = Object.keys(stages).filter((name) => names.includes(name));
  return [...known, ...names.filter((name) => !(name in stages) && !OTHER_UNITS.includes(name))];
}

/** What a measured time is called; its own name where it has no other. */
export function stageLabel(name: string): string {
  return stages[name]?.() ?? name;
}

/** What a metric of a warning is called. */
export function metricLabel(name: string): string {
  switch (name) {
    case 'chunksPerSecond':
      return t('Chunks a second');
    case 'memoryShare':
      return t('Share of the memory budget');
    case 'memoryPauses':
      return t('Waits for memory');
    case 'stalls':
      return t('Standstills');
    case 'cacheHitRatio':
      return t('Cache hits');
    default:
      return stageLabel(name);
  }
}

/** Milliseconds as a person reads them: `0.4 ms`, `12 ms`, `3.2 s`. */
export function formatMs(ms: number): string {
  if (ms >= 9_950) return `${formatCount(ms / 1000)} s`;
  if (ms >= 995) return `${formatDecimal(ms / 1000)} s`;
  return `${ms < 9.95 ? formatDecimal(ms) : formatCount(ms)} ms`;
}

/** Units of 1,000,000 bytes as they come: `420 MB`. */
export function formatMegabytes(mb: number): string {
  return `${formatCount(mb)} MB`;
}

/** A share from 0 to 1: `97 %`. */
export function formatShare(share: number): string {
  return `${formatCount(share * 100)} %`;
}

/** A value of a metric in the unit that it is measured in. */
export function formatMetric(name: string, value: number): string {
  if (name === 'memoryShare' || name === 'cacheHitRatio') return formatShare(value);
  if (OTHER_UNITS.includes(name) || name === 'memoryPauses' || name === 'stalls') return formatCount(value);
  return formatMs(value);
}
