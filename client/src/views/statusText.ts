/** What the status bar, its tooltip and the status menu say; text alone, so that it is tested without an editor. */
import type { DegradedBy, IndexStatus } from '../../../protocol/indexMessages';
import { t } from '../localise';
import type { OffReason } from '../runDecision';
import type { ServerState } from '../serverState';
import { formatBytes, formatCount, formatDecimal, formatDuration, percent, plural } from './numbers';

/** A line of the tooltip and of the status menu. */
export interface Fact {
  name: string;
  value: string;
}

/** One state, told in each place. */
export interface StatusText {
  /** Status bar, with icons as `$(name)`. */
  bar: string;
  /** The state in a few words without icons, also what a screen reader says. */
  summary: string;
  severity: 'normal' | 'warning' | 'error';
  facts: Fact[];
  /** What is wrong and what to do. */
  problem?: string;
}

type BarAndSummary = Pick<StatusText, 'bar' | 'summary'>;

function offTexts(): Record<OffReason, BarAndSummary> {
  return {
    noFolder: { bar: '$(circle-slash) Akin', summary: t('no folder is open') },
    virtual: {
      bar: `$(circle-slash) ${t('Akin unavailable')}`,
      summary: t('only folders on disk can be indexed'),
    },
    disabled: {
      bar: `$(circle-slash) ${t('Akin off')}`,
      summary: t('turned off by the setting {0}', 'akin.enable'),
    },
  };
}

/** Describes what the client knows of its server. */
export function describeState(state: ServerState): StatusText {
  switch (state.kind) {
    case 'off':
      return { ...offTexts()[state.reason], severity: 'normal', facts: [] };
    case 'starting':
      return {
        bar: `$(loading~spin) ${t('Akin starting')}`,
        summary: state.restarts === 0 ? t('starting') : t('restarting after a crash'),
        severity: 'normal',
        facts: [],
      };
    case 'failed':
      return {
        bar: `$(error) ${t('Akin stopped')}`,
        summary: t('the server is not running'),
        severity: 'error',
        facts: [],
        problem: state.message,
      };
    case 'running':
      return describeIndex(state.status);
  }
}

function describeIndex(status: IndexStatus): StatusText {
  return {
    ...barAndSummary(status),
    severity: status.state === 'error' ? 'error' : status.state === 'degraded' ? 'warning' : 'normal',
    facts: factsOf(status),
    ...(status.message !== undefined && { problem: status.message }),
  };
}

function barAndSummary(status: IndexStatus): BarAndSummary {
  const { filesDone, filesTotal, chunks } = status;
  const progress = `${percent(filesDone, filesTotal)}%`;
  const ofTotal = `${formatCount(filesDone)}/${formatCount(filesTotal)}`;
  const counts = `${plural(filesDone, 'file')}, ${plural(chunks, 'chunk')}`;
  const unfinished = filesDone < filesTotal;
  switch (status.state) {
    case 'starting':
      return { bar: `$(loading~spin) ${t('Akin starting')}`, summary: t('starting') };
    case 'indexing':
      if (filesTotal === 0)
        return { bar: `$(sync~spin) ${t('Akin finding files')}`, summary: t('finding files') };
      return {
        bar: `$(sync~spin) Akin ${progress} ${ofTotal}`,
        summary: t('indexing, {0}, {1} files', progress, ofTotal),
      };
    case 'paused':
      return {
        bar: `$(debug-pause) ${t('Akin paused')}${unfinished ? ` ${progress}` : ''}`,
        summary: unfinished ? t('paused at {0}, {1} files', progress, ofTotal) : t('paused, {0}', counts),
      };
    case 'ready':
      return { bar: `$(search) Akin ${counts}`, summary: t('up to date, {0}', counts) };
    case 'degraded':
      return degradedTexts(counts, progress, ofTotal)[status.degradedBy ?? 'model'];
    case 'error':
      return { bar: `$(error) ${t('Akin error')}`, summary: t('indexing has stopped') };
  }
}

/** @param counts of all files and chunks, as a person reads them */
function degradedTexts(counts: string, progress: string, ofTotal: string): Record<DegradedBy, BarAndSummary> {
  return {
    model: {
      bar: `$(warning) ${t('Akin keywords only')}`,
      summary: t('search by keywords only, {0}', counts),
    },
    memory: {
      bar: `$(warning) ${t('Akin short of memory')} ${progress}`,
      summary: t('stopped to save memory at {0}, {1} files', progress, ofTotal),
    },
    store: {
      bar: `$(warning) ${t('Akin in memory only')}`,
      summary: t('up to date in memory only, {0}', counts),
    },
  };
}

function factsOf(status: IndexStatus): Fact[] {
  const { state, stage, currentFile, filesPerSecond, secondsLeft, skipped, storeBytes, model } = status;
  const facts: Fact[] = [];
  const add = (name: string, value: string): void => void facts.push({ name, value });
  if (stage !== '' && state !== 'ready') add(t('Stage'), t(stage));
  if (currentFile !== undefined) add(t('File'), currentFile);
  if (filesPerSecond !== undefined) add(t('Rate'), t('{0} files/s', formatRate(filesPerSecond)));
  if (secondsLeft !== undefined) add(t('Time left'), t('about {0}', formatDuration(secondsLeft)));
  if (status.chunks > 0 && state !== 'ready') add(t('Searchable'), plural(status.chunks, 'chunk'));
  const left = describeSkipped(skipped);
  if (left !== undefined) add(t('Skipped'), left);
  add(t('On Disk'), formatBytes(storeBytes));
  add(t('Model'), model === '' ? t('none') : withoutRevision(model));
  return facts;
}

/** A small rate needs its decimal, a large one does not. */
function formatRate(perSecond: number): string {
  return perSecond < 10 ? formatDecimal(perSecond) : formatCount(perSecond);
}

/** A model's id without the revision behind the `@`. */
function withoutRevision(model: string): string {
  return model.replace(/(?<=.)@[^@/\\]*$/, '');
}

/** The skipped files by reason, most frequent first; undefined when there are none. */
export function describeSkipped(skipped: Record<string, number>): string | undefined {
  const reasons = Object.entries(skipped)
    .filter(([, count]) => count > 0)
    .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  if (reasons.length === 0) return undefined;
  const total = reasons.reduce((sum, [, count]) => sum + count, 0);
  const parts = reasons.map(([reason, count]) => `${formatCount(count)} ${t(reason)}`);
  return `${plural(total, 'file')}: ${parts.join(', ')}`;
}

/** What the title of a search says about the completeness of its results; empty when all is indexed. */
export function describeCompleteness(state: ServerState): string {
  if (state.kind === 'starting') return t('starting');
  if (state.kind !== 'running') return '';
  const { state: index, degradedBy, filesDone, filesTotal } = state.status;
  const progress = `${percent(filesDone, filesTotal)}%`;
  switch (index) {
    case 'starting':
      return t('starting');
    case 'indexing':
      return t('indexing {0}, results may be incomplete', progress);
    case 'paused':
      return filesDone < filesTotal ? t('paused at {0}, results may be incomplete', progress) : '';
    case 'degraded':
      if (degradedBy === 'store') return '';
      return degradedBy === 'memory'
        ? t('stopped at {0}, results may be incomplete', progress)
        : t('keywords only');
    default:
      return '';
  }
}
