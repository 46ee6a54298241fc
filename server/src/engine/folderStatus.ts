import { t } from '../base/texts';
import type { FileCatalogue } from '../indexing/fileCatalogue';
import type { IndexerProgress } from '../indexing/indexer';
import type { DegradedBy, EngineState, EngineStatus } from './engineTypes';

/** What is known of a folder's index at one moment. */
export interface FolderFacts {
  /** Why indexing has ended, if so. */
  failure: string | undefined;
  /** Undefined while the store is being opened. */
  opened: { notice?: string; degraded: boolean } | undefined;
  paused: boolean;
  /** The store was emptied and nothing has been indexed since. */
  cleared: boolean;
  /** Something is queued, under way or about to be looked at. */
  busy: boolean;
  /** The folder is being walked, or named changes are looked at. */
  looking: boolean;
  /** All is stored, and the search indexes are being brought up to date. */
  finishing: boolean;
  /** Undefined where another process indexes. */
  progress: IndexerProgress | undefined;
  catalogue: FileCatalogue | undefined;
  /** Paths passed over by the walk, by reason. */
  passedOver: ReadonlyMap<string, number>;
  storeBytes: number;
  /** How often what can be found has changed since the start. */
  updates: number;
  model: string;
  modelFailure: string | undefined;
}

/** Tells a person how a folder's index is. */
export function describeFolder(facts: FolderFacts): EngineStatus {
  const { progress, catalogue } = facts;
  const state = stateOf(facts);
  const status: EngineStatus = {
    state,
    filesDone: progress?.filesDone ?? catalogue?.size ?? 0,
    filesTotal: progress?.filesTotal ?? catalogue?.size ?? 0,
    chunks: catalogue?.chunkCount ?? 0,
    updates: facts.updates,
    stage: stageOf(state, facts),
    skipped: skippedOf(facts),
    storeBytes: facts.storeBytes,
    model: facts.model,
  };
  const degradedBy = causeOf(facts);
  if (degradedBy !== undefined) status.degradedBy = degradedBy;
  const message = messageFor(facts);
  if (message !== undefined) status.message = message;
  if (progress?.currentFile !== undefined) status.currentFile = progress.currentFile;
  if (state === 'indexing' && progress?.filesPerSecond !== undefined) {
    status.filesPerSecond = progress.filesPerSecond;
    const left = progress.filesTotal - progress.filesDone;
    if (progress.filesPerSecond > 0) status.secondsLeft = Math.ceil(left / progress.filesPerSecond);
  }
  return status;
}

/** The stage in which all is stored and the store is compacted. */
export const FINISHING = 'Finishing';

function stateOf(facts: FolderFacts): EngineState {
  if (facts.failure !== undefined) return 'error';
  if (facts.opened === undefined) return 'starting';
  if (facts.paused) return 'paused';
  if (facts.busy) return 'indexing';
  return causeOf(facts) === undefined ? 'ready' : 'degraded';
}

/** Without a model less is found, without a store it takes longer: the first is what a person should know of. */
function causeOf(facts: FolderFacts): DegradedBy | undefined {
  if (modelTrouble(facts) !== undefined) return 'model';
  return facts.opened?.degraded === true ? 'store' : undefined;
}

function stageOf(state: EngineState, { cleared, finishing, looking }: FolderFacts): string {
  switch (state) {
    case 'starting':
      return 'Starting';
    case 'error':
      return 'Stopped';
    case 'paused':
      return cleared ? 'Cleared' : 'Paused';
    case 'indexing':
      if (finishing) return FINISHING;
      return looking ? 'Finding files' : 'Indexing';
    case 'ready':
    case 'degraded':
      return 'Up to date';
  }
}

function messageFor(facts: FolderFacts): string | undefined {
  if (facts.failure !== undefined) return facts.failure;
  const parts = [facts.opened?.notice, modelTrouble(facts)].filter((part) => part !== undefined);
  return parts.length > 0 ? parts.join(' ') : undefined;
}

function modelTrouble({ modelFailure, progress }: FolderFacts): string | undefined {
  const why = modelFailure ?? progress?.modelFailure;
  return why === undefined ? undefined : t('Search works by keywords only. {0}', why);
}

function skippedOf({ catalogue, passedOver }: FolderFacts): Record<string, number> {
  const counts = new Map<string, number>(catalogue?.skipped ?? []);
  for (const [reason, count] of passedOver) counts.set(reason, (counts.get(reason) ?? 0) + count);
  return Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
}
