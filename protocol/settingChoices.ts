/** What each value of the settings with a choice means, as the settings editor and docs/settings.md say it. */
import { settingDeclarations as settings } from './settings';

/** The values of one setting, or of several that take the same. */
export interface SettingChoices {
  /** Part of the keys in package.nls.json. */
  name: string;
  /** One description for each value. */
  texts: Readonly<Record<string, string>>;
}

const severity: SettingChoices = {
  name: 'severity',
  texts: {
    error: 'As an error in Problems.',
    warning: 'As a warning in Problems.',
    information: 'As an information in Problems.',
    hint: 'As a hint: three dots at the name, nothing in Problems.',
    off: 'In the Duplicates view alone.',
  },
};

/** By the key of the setting. */
export const settingChoices: Readonly<Record<string, SettingChoices>> = {
  [settings.performanceLevel.key]: {
    name: 'level',
    texts: {
      basic: 'Few threads, small batches and caches; rests the most.',
      moderate: 'Leaves room for other work; rests while you type or on battery.',
      aggressive: 'The most threads, large batches and caches; rests the least.',
    },
  },
  [settings.performanceScenario.key]: {
    name: 'scenario',
    texts: {
      auto: 'The level as it is.',
      'large-repository': 'Larger batches and more memory.',
      'real-time': 'Short batches, so that a saved file is found sooner.',
      batch: 'Never rests.',
    },
  },
  [settings.memoryStrategy.key]: {
    name: 'memory',
    texts: {
      auto: 'Chooses by how short memory is.',
      conservative: 'Makes room early.',
      balanced: 'Makes room in time.',
      aggressive: 'Makes room late.',
      streaming: 'Reads one file at a time, always.',
    },
  },
  [settings.cacheEmbeddings.key]: {
    name: 'cache',
    texts: {
      both: 'In memory and on disk.',
      memory: 'In memory, until the server ends.',
      disk: 'On disk alone.',
      off: 'Nowhere: what has changed back is embedded again.',
    },
  },
  [settings.cachePolicy.key]: {
    name: 'policy',
    texts: {
      lru: 'Those not used for longest make room.',
      lfu: 'Those used least often make room.',
    },
  },
  [settings.duplicatesKinds.key]: {
    name: 'kind',
    texts: {
      exact: 'The same but for white space and comments.',
      renamed: 'The same but for names and literals.',
      near: 'Copies with changes.',
      alike: 'Alike in meaning only.',
    },
  },
  [settings.duplicatesSeverityExact.key]: severity,
  [settings.duplicatesSeverityRenamed.key]: severity,
  [settings.duplicatesSeverityNear.key]: severity,
  [settings.duplicatesSeverityAlike.key]: severity,
  [settings.logLevel.key]: {
    name: 'log',
    texts: {
      error: 'What failed.',
      warn: 'And what is odd.',
      info: 'And what was done.',
      debug: 'And every detail, paths included.',
    },
  },
};
