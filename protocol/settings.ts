/**
 * Every setting, declared once: key, type, default, bounds. package.json's `contributes.configuration` and
 * docs/settings.md are tested against this table both ways.
 */
import { settingMismatch } from './settingMismatch';
import { inEnglish, type Translator } from './translator';

/** One setting. `scope` is VS Code's: `machine` settings cannot be set by a workspace. */
export type SettingDeclaration = {
  /** Full key, for example `akin.search.limit`. */
  readonly key: string;
  readonly description: string;
  readonly scope: 'machine' | 'window' | 'resource';
} & (
  | { readonly type: 'boolean'; readonly default: boolean }
  | { readonly type: 'number'; readonly default: number; readonly minimum: number; readonly maximum: number }
  | { readonly type: 'string'; readonly default: string; readonly enum?: readonly string[] }
  | { readonly type: 'string[]'; readonly default: readonly string[]; readonly enum?: readonly string[] }
);

/** The settings, by the name that code uses. */
export const settingDeclarations = {
  enable: {
    key: 'akin.enable',
    type: 'boolean',
    default: true,
    scope: 'resource',
    description:
      'Index this folder and search it. When off, no file is watched or read and no model is loaded.',
  },
  model: {
    key: 'akin.model',
    type: 'string',
    default: '',
    scope: 'machine',
    description:
      'The embedding model: empty for the one that comes with Akin, the absolute path of a folder with config.json, tokenizer.json and onnx/model.onnx, or the id of a feature-extraction model, which needs `akin.allowModelDownload`. Example: `"Xenova/all-MiniLM-L6-v2"`.',
  },
  allowModelDownload: {
    key: 'akin.allowModelDownload',
    type: 'boolean',
    default: false,
    scope: 'machine',
    description:
      'Allow the model named in `akin.model` to be downloaded once from the Hugging Face hub, or from the one that HF_ENDPOINT names. Turned on when you agree to the question about a model. Only the model is fetched; no code leaves this machine.',
  },
  exclude: {
    key: 'akin.index.exclude',
    type: 'string[]',
    default: [],
    scope: 'resource',
    description:
      'Globs of files and folders to leave out, besides `files.exclude`, the git-ignore rules and `.akinignore`. Example: `["**/fixtures/**"]`.',
  },
  maxFileSizeKiB: {
    key: 'akin.index.maxFileSizeKiB',
    type: 'number',
    default: 1024,
    minimum: 1,
    maximum: 65536,
    scope: 'resource',
    description:
      'Files larger than this many KiB are skipped and counted. Example: `4096` takes in files of up to 4 MiB.',
  },
  workers: {
    key: 'akin.index.workers',
    type: 'number',
    default: 0,
    minimum: 0,
    maximum: 16,
    scope: 'machine',
    description:
      'Threads that embed code; 0 chooses by `akin.performance.level` and the number of processors (or AKIN_WORKERS). Example: `2` on a machine that others work on too.',
  },
  batchChunks: {
    key: 'akin.index.batchChunks',
    type: 'number',
    default: 0,
    minimum: 0,
    maximum: 8192,
    scope: 'machine',
    description:
      'Chunks of code that are embedded and stored at a time; 0 finds the best number by measuring (or AKIN_BATCH_CHUNKS). Example: `256` leaves the measuring out.',
  },
  maxDiskMb: {
    key: 'akin.index.maxDiskMb',
    type: 'number',
    default: 4096,
    minimum: 0,
    maximum: 1048576,
    scope: 'machine',
    description:
      'The most MB (of 1024 KiB) that the indexes of all folders take together; 0 for any number. Over it, the indexes that were of no use for longest are removed after a notice; those of open folders stay. Example: `1024` on a small disk.',
  },
  allowAnyFolder: {
    key: 'akin.index.allowAnyFolder',
    type: 'boolean',
    default: false,
    scope: 'machine',
    description: 'Index a home directory or the root of a drive too, which is refused otherwise.',
  },
  performanceLevel: {
    key: 'akin.performance.level',
    type: 'string',
    default: 'moderate',
    enum: ['basic', 'moderate', 'aggressive'],
    scope: 'window',
    description:
      'How much of the machine indexing takes: threads, batches, caches, memory, and how much it rests, more while you type or on battery. The default leaves the choice to AKIN_PERFORMANCE_LEVEL where that is set.',
  },
  performanceScenario: {
    key: 'akin.performance.scenario',
    type: 'string',
    default: 'auto',
    enum: ['auto', 'large-repository', 'real-time', 'batch'],
    scope: 'window',
    description:
      'What matters most: `large-repository` takes larger batches and more memory, `real-time` keeps batches short so that a saved file is found sooner, `batch` never rests. `auto` is the level as it is, and `batch` on the command line (or AKIN_PERFORMANCE_SCENARIO).',
  },
  memoryLimitMb: {
    key: 'akin.memory.limitMb',
    type: 'number',
    default: 0,
    minimum: 0,
    maximum: 65536,
    scope: 'machine',
    description:
      'Megabytes that the language server may hold while indexing, with all of its threads. Near it, indexing slows down, then pauses; search goes on. 0 chooses from the container’s limit and the memory that is free (or AKIN_MEMORY_LIMIT_MB). Example: `800` where memory is short.',
  },
  memoryStrategy: {
    key: 'akin.memory.strategy',
    type: 'string',
    default: 'auto',
    enum: ['auto', 'conservative', 'balanced', 'aggressive', 'streaming'],
    scope: 'machine',
    description:
      'How early indexing makes room when memory gets short: `conservative` early, `aggressive` late, `streaming` reads one file at a time always. `auto` chooses by how short it is.',
  },
  searchLimit: {
    key: 'akin.search.limit',
    type: 'number',
    default: 20,
    minimum: 1,
    maximum: 200,
    scope: 'window',
    description: 'The most results a search shows. Example: `50` for long lists in the Search view.',
  },
  searchDebounceMs: {
    key: 'akin.search.debounceMs',
    type: 'number',
    default: 120,
    minimum: 0,
    maximum: 2000,
    scope: 'window',
    description: 'Milliseconds to wait after a keystroke before searching. Example: `300` on a slow machine.',
  },
  codeLens: {
    key: 'akin.codeLens.enable',
    type: 'boolean',
    default: false,
    scope: 'resource',
    description: 'Show “Find similar code” above each function.',
  },
  searchCache: {
    key: 'akin.search.cache',
    type: 'boolean',
    default: true,
    scope: 'machine',
    description:
      'Keep answers until the index changes, and remember the most frequent queries of a folder on this machine, to answer them faster.',
  },
  cacheEmbeddings: {
    key: 'akin.cache.embeddings',
    type: 'string',
    default: 'both',
    enum: ['both', 'memory', 'disk', 'off'],
    scope: 'machine',
    description:
      'Where the vectors of code are kept by content, so that a branch, a worktree or a clone with the same code is not embedded again.',
  },
  cacheMaxMb: {
    key: 'akin.cache.maxMb',
    type: 'number',
    default: 256,
    minimum: 16,
    maximum: 16384,
    scope: 'machine',
    description:
      'The most MB that cached vectors take on disk, for all folders together. Example: `1024` where many branches of a large repository are worked on.',
  },
  cachePolicy: {
    key: 'akin.cache.policy',
    type: 'string',
    default: 'lru',
    enum: ['lru', 'lfu'],
    scope: 'machine',
    description:
      'Which cached vectors make room when there are too many: those not used for longest (`lru`) or those used least often (`lfu`).',
  },
  cacheMaxAgeDays: {
    key: 'akin.cache.maxAgeDays',
    type: 'number',
    default: 90,
    minimum: 1,
    maximum: 3650,
    scope: 'machine',
    description: 'Days after which a cached vector is made anew. Example: `365` keeps it for a year.',
  },
  duplicatesEnable: {
    key: 'akin.duplicates.enable',
    type: 'boolean',
    default: true,
    scope: 'resource',
    description: 'Look for code that repeats itself once a folder is indexed.',
  },
  duplicatesMinTokens: {
    key: 'akin.duplicates.minTokens',
    type: 'number',
    default: 50,
    minimum: 30,
    maximum: 10_000,
    scope: 'resource',
    description:
      'Code of fewer tokens (words and signs, comments aside) is not reported. A function of 50 tokens has some 6 lines. Example: `100` tells of longer code alone.',
  },
  duplicatesMinSimilarity: {
    key: 'akin.duplicates.minSimilarity',
    type: 'number',
    default: 0.82,
    minimum: 0,
    maximum: 1,
    scope: 'resource',
    description:
      'The share of tokens that near copies have in common at least, from 0 to 1. Short code needs up to 0.14 more; below 0.7 nothing is reported. Example: `0.95` for copies with hardly a change.',
  },
  duplicatesKinds: {
    key: 'akin.duplicates.kinds',
    type: 'string[]',
    default: ['exact', 'renamed', 'near'],
    enum: ['exact', 'renamed', 'near', 'alike'],
    scope: 'resource',
    description:
      'What is reported: `exact` copies, copies that are `renamed`, `near` copies with changes, and code that is only `alike` in meaning. Example: `["exact", "renamed"]` leaves copies with changes out.',
  },
  duplicatesIncludeTests: {
    key: 'akin.duplicates.includeTests',
    type: 'boolean',
    default: false,
    scope: 'resource',
    description: 'Report duplicates in tests, examples and documentation too.',
  },
  duplicatesExclude: {
    key: 'akin.duplicates.exclude',
    type: 'string[]',
    default: [],
    scope: 'resource',
    description:
      'Globs of files that are searched but not reported as duplicates. Example: `["**/migrations/**"]`.',
  },
  duplicatesSeverityExact: {
    key: 'akin.duplicates.severity.exact',
    type: 'string',
    default: 'warning',
    enum: ['error', 'warning', 'information', 'hint', 'off'],
    scope: 'window',
    description:
      'How code is reported that is the same but for white space and comments. `off` leaves it to the Duplicates view.',
  },
  duplicatesSeverityRenamed: {
    key: 'akin.duplicates.severity.renamed',
    type: 'string',
    default: 'warning',
    enum: ['error', 'warning', 'information', 'hint', 'off'],
    scope: 'window',
    description: 'How code is reported that is the same but for names and literals.',
  },
  duplicatesSeverityNear: {
    key: 'akin.duplicates.severity.near',
    type: 'string',
    default: 'information',
    enum: ['error', 'warning', 'information', 'hint', 'off'],
    scope: 'window',
    description:
      'How code is reported that is nearly the same: a few statements added, removed, changed or moved.',
  },
  duplicatesSeverityAlike: {
    key: 'akin.duplicates.severity.alike',
    type: 'string',
    default: 'off',
    enum: ['error', 'warning', 'information', 'hint', 'off'],
    scope: 'window',
    description:
      'How code is reported that means the same with little text in common. Expect some that is of no use.',
  },
  duplicatesCodeLens: {
    key: 'akin.duplicates.codeLens',
    type: 'boolean',
    default: false,
    scope: 'window',
    description: 'Show above a function how many others are similar.',
  },
  logLevel: {
    key: 'akin.log.level',
    type: 'string',
    default: 'info',
    enum: ['error', 'warn', 'info', 'debug'],
    scope: 'window',
    description: 'How much the Akin output channel tells.',
  },
} as const satisfies Record<string, SettingDeclaration>;

/** The groups that the editor shows settings in, in this order; a setting belongs to the first whose keys it begins with. */
export const settingSections = [
  { title: 'Akin', prefixes: ['akin.enable', 'akin.codeLens.', 'akin.log.'] },
  { title: 'Search', prefixes: ['akin.search.'] },
  { title: 'Index', prefixes: ['akin.index.'] },
  { title: 'Duplicates', prefixes: ['akin.duplicates.'] },
  { title: 'Model', prefixes: ['akin.model', 'akin.allowModelDownload'] },
  { title: 'More', prefixes: ['akin.'] },
] as const;

type Widen<T> = T extends boolean
  ? boolean
  : T extends number
    ? number
    : T extends string
      ? string
      : readonly string[];

/** The values of all settings, by the name that code uses. */
export type Settings = {
  -readonly [K in keyof typeof settingDeclarations]: Widen<(typeof settingDeclarations)[K]['default']>;
};

/** A value that was given for a setting and does not fit it; the default is used instead. */
export interface SettingProblem {
  key: string;
  message: string;
}

/**
 * Reads the `akin` section of an editor's settings.
 * @param section nested (`{index: {exclude: []}}`) or flat (`{'index.exclude': []}`); anything else counts as empty.
 * @param t the language of the problems; English when absent
 * @returns every setting with a valid value, and one problem for each value that was replaced by the default.
 */
export function readSettings(
  section: unknown,
  t: Translator = inEnglish,
): { settings: Settings; problems: SettingProblem[] } {
  const problems: SettingProblem[] = [];
  const values: Record<string, unknown> = {};
  for (const [name, declaration] of Object.entries<SettingDeclaration>(settingDeclarations)) {
    const given = lookUp(section, declaration.key.slice('akin.'.length));
    if (given === undefined || given === null) {
      values[name] = declaration.default;
      continue;
    }
    const expected = settingMismatch(given, declaration, t);
    if (expected !== undefined)
      problems.push({ key: declaration.key, message: t('{0} must be {1}.', declaration.key, expected) });
    values[name] = expected === undefined ? given : declaration.default;
  }
  return { settings: values as Settings, problems };
}

/** The settings with nothing configured. */
export function defaultSettings(): Settings {
  return readSettings({}).settings;
}

function lookUp(section: unknown, dottedKey: string): unknown {
  if (typeof section !== 'object' || section === null) return undefined;
  if (dottedKey in section) return (section as Record<string, unknown>)[dottedKey];
  let value: unknown = section;
  for (const part of dottedKey.split('.')) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Record<string, unknown>)[part];
  }
  return value;
}
