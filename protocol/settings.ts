/**
 * Every setting, declared once: key, type, default, bounds. package.json's `contributes.configuration` and
 * docs/settings.md are tested against this table both ways.
 */

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
  | { readonly type: 'string[]'; readonly default: readonly string[] }
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
      'The embedding model: empty for the one that comes with Akin, the absolute path of a folder with config.json, tokenizer.json and onnx/model.onnx, or the id of a feature-extraction model such as `Xenova/all-MiniLM-L6-v2` (needs `akin.allowModelDownload`).',
  },
  allowModelDownload: {
    key: 'akin.allowModelDownload',
    type: 'boolean',
    default: false,
    scope: 'machine',
    description:
      'Allow the model named in `akin.model` to be downloaded once from the Hugging Face hub. Only the model is fetched; no code leaves this machine.',
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
    description: 'Files larger than this many KiB are skipped and counted.',
  },
  workers: {
    key: 'akin.index.workers',
    type: 'number',
    default: 0,
    minimum: 0,
    maximum: 16,
    scope: 'machine',
    description: 'Threads that embed code; 0 chooses from the number of processors.',
  },
  allowAnyFolder: {
    key: 'akin.index.allowAnyFolder',
    type: 'boolean',
    default: false,
    scope: 'machine',
    description: 'Index a home directory or the root of a drive too, which is refused otherwise.',
  },
  searchLimit: {
    key: 'akin.search.limit',
    type: 'number',
    default: 20,
    minimum: 1,
    maximum: 200,
    scope: 'window',
    description: 'The most results a search shows.',
  },
  searchDebounceMs: {
    key: 'akin.search.debounceMs',
    type: 'number',
    default: 120,
    minimum: 0,
    maximum: 2000,
    scope: 'window',
    description: 'Milliseconds to wait after a keystroke before searching.',
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
 * @returns every setting with a valid value, and one problem for each value that was replaced by the default.
 */
export function readSettings(section: unknown): { settings: Settings; problems: SettingProblem[] } {
  const problems: SettingProblem[] = [];
  const values: Record<string, unknown> = {};
  for (const [name, declaration] of Object.entries<SettingDeclaration>(settingDeclarations)) {
    const given = lookUp(section, declaration.key.slice('akin.'.length));
    if (given === undefined || given === null) {
      values[name] = declaration.default;
      continue;
    }
    const expected = mismatch(given, declaration);
    if (expected !== undefined)
      problems.push({ key: declaration.key, message: `${declaration.key} must be ${expected}.` });
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

/** What a value should have been, or undefined when it fits. */
function mismatch(value: unknown, declaration: SettingDeclaration): string | undefined {
  switch (declaration.type) {
    case 'boolean':
      return typeof value === 'boolean' ? undefined : 'true or false';
    case 'number': {
      const { minimum, maximum } = declaration;
      const fits =
        typeof value === 'number' && Number.isFinite(value) && value >= minimum && value <= maximum;
      return fits ? undefined : `a number from ${String(minimum)} to ${String(maximum)}`;
    }
    case 'string': {
      if (typeof value !== 'string') return 'a text';
      const choices = declaration.enum;
      return choices === undefined || choices.includes(value) ? undefined : `one of ${choices.join(', ')}`;
    }
    case 'string[]':
      return Array.isArray(value) && value.every((item) => typeof item === 'string')
        ? undefined
        : 'a list of texts';
  }
}
