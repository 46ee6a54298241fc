import type { DuplicateGroup, DuplicateKind } from '../duplicates/duplicateGroup';

/** What is reported as a duplicate, and what is left out. */
export interface DuplicateOptions {
  /** False to look for nothing. */
  enabled: boolean;
  /** Shorter pieces of code are never reported. */
  minTokens: number;
  /** 0..1, of `near` findings. */
  minSimilarity: number;
  kinds: readonly DuplicateKind[];
  includeTests: boolean;
  /** Globs relative to each folder. */
  exclude: readonly string[];
  /** Relative to each folder, of findings that are accepted. */
  baseline: string;
}

/** `waiting` for the index, `looking` for duplicates, `ready`, or `off` by the settings. */
export interface DuplicateState {
  stage: 'waiting' | 'looking' | 'ready' | 'off';
  done: number;
  total: number;
}

/** The duplicates of all open folders, kept up to date with their indexes. */
export interface DuplicateService {
  /** Dearest first. */
  groups(): readonly DuplicateGroup[];
  /** Those with a member in this file, in the order of {@link groups}. */
  groupsIn(folder: string, path: string): readonly DuplicateGroup[];
  state(): DuplicateState;
  /** @returns ends the subscription */
  onChange(listener: () => void): () => void;
  /** Looks through everything anew, the baselines among it. */
  refresh(): void;
}

/** The options with nothing configured. `alike` is a hint of the model alone and off. */
export const defaultDuplicateOptions: DuplicateOptions = {
  enabled: true,
  minTokens: 50,
  minSimilarity: 0.82,
  kinds: ['exact', 'renamed', 'near'],
  includeTests: false,
  exclude: [],
  baseline: '.akin/duplicates-baseline.json',
};
