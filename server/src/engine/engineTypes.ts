/** What the engine takes and answers: plain values, free of any protocol. */
import type { SignalGroup } from '../search/signalGroups';
import type { WordSpan } from '../search/wordSpans';
import type { DuplicateOptions } from './duplicateService';

/** The settings that the engine acts upon. */
export interface EngineSettings {
  model: string;
  allowModelDownload: boolean;
  /** Globs relative to each folder. */
  exclude: readonly string[];
  maxFileBytes: number;
  /** 0 chooses from the number of processors. */
  workers: number;
  allowAnyFolder: boolean;
  /** The default when absent. */
  duplicates?: DuplicateOptions;
}

export type EngineState = 'starting' | 'indexing' | 'paused' | 'ready' | 'degraded' | 'error';

/** The state of one folder's index, or of all of them. */
export interface EngineStatus {
  state: EngineState;
  filesDone: number;
  filesTotal: number;
  chunks: number;
  stage: string;
  currentFile?: string;
  skipped: Record<string, number>;
  storeBytes: number;
  model: string;
  message?: string;
  filesPerSecond?: number;
  secondsLeft?: number;
}

/** What a run of the indexer did; see {@link import('../indexing/indexer').IndexerProgress}. */
export interface RunCounts {
  embedded: number;
  removed: number;
}

export interface HitFilter {
  languages?: readonly string[];
  include?: readonly string[];
  exclude?: readonly string[];
  kinds?: readonly string[];
}

/** A chunk that was found, ready to be shown. */
export interface Hit {
  /** Absolute path of the workspace folder. */
  folder: string;
  /** Relative to the folder, with `/`. */
  path: string;
  /** From 1, both inclusive. */
  startLine: number;
  endLine: number;
  /** UTF-16 length of the last line. */
  endLineLength: number;
  score: number;
  symbol: string;
  kind: string;
  container: string;
  language: string;
  preview: string;
  reasons: string[];
  /** Where words of the question stand in its lines; none where the question is code. */
  matches: WordSpan[];
}

/** What to look for. */
export interface EngineSearch {
  query: string;
  limit: number;
  /** Absolute path of the one folder to search. */
  folder?: string;
  filter?: HitFilter;
  /** Signals to leave out, to measure what they are worth. */
  without?: readonly SignalGroup[];
}

/** The place whose like is looked for. */
export interface EngineSimilar {
  /** Absolute path of the file. */
  file: string;
  /** From 1, both inclusive. */
  startLine: number;
  endLine: number;
  /** The selected text; empty for the function around the lines. */
  text: string;
  limit: number;
  filter?: HitFilter;
}

/** Hits, best first. */
export interface EngineAnswer {
  hits: Hit[];
  /** True while indexing is under way. */
  partial: boolean;
}
