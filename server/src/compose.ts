import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { Settings } from '../../protocol/settings';
import type { Logger } from './base/logger';
import type { CachePlace } from './caching/byteCache';
import type { EvictionPolicy } from './caching/cacheStore';
import { locateAssets } from './engine/assets';
import { duplicateKinds } from './duplicates/duplicateGroup';
import { defaultDuplicateOptions, type DuplicateOptions } from './engine/duplicateService';
import { Engine } from './engine/engine';
import type { EngineSettings } from './engine/engineTypes';
import { type PerformancePlan, type PerformanceRequest, planPerformance } from './pacing/performancePlan';

/** Every bundle stands in `dist/`, one folder below the package's root. */
const PACKAGE_ROOT = join(__dirname, '..');

const BYTES_OF_MB = 1_000_000;
const MS_OF_DAY = 24 * 60 * 60 * 1_000;

export interface ComposeOptions {
  storagePath: string;
  settings: Settings;
  howToInsist: string;
  /** False on a command line, where whoever started it waits for it: indexing never rests then. */
  attended: boolean;
  logger: Logger;
  /** What an editor holds of a file; absent without an editor. */
  openText?: (file: string) => string | undefined;
  /** Told when the status may have changed, and whether a folder has nothing left to do. */
  onStatus: (isAtRest?: boolean) => void;
  /** Shows the user something, once. */
  onNotice: (message: string) => void;
}

/** Makes the engine with everything it needs. */
export function composeEngine({ settings, attended, ...options }: ComposeOptions): Engine {
  // At the level that a command line shows: a variable that means nothing was set for a purpose.
  for (const problem of performance(settings, attended).problems) options.logger.error(problem);
  return Engine.start({
    ...options,
    assets: locateAssets(PACKAGE_ROOT),
    settings: { ...engineSettings(settings, attended), duplicates: duplicateOptions(settings) },
    nativeVersions: packageVersion(),
  });
}

/** The part of the settings that the engine acts upon, in its own units. */
export function engineSettings(settings: Settings, attended = true): EngineSettings {
  return {
    model: settings.model.trim(),
    allowModelDownload: settings.allowModelDownload,
    exclude: settings.exclude,
    maxFileBytes: settings.maxFileSizeKiB * 1024,
    allowAnyFolder: settings.allowAnyFolder,
    cache: {
      // Both are held to their choices when settings are read.
      embeddings: settings.cacheEmbeddings as CachePlace,
      policy: settings.cachePolicy as EvictionPolicy,
      maxBytes: settings.cacheMaxMb * BYTES_OF_MB,
      maxAgeMs: settings.cacheMaxAgeDays * MS_OF_DAY,
      queries: settings.searchCache,
    },
    performance: performance(settings, attended).plan,
    maxDiskBytes: settings.maxDiskMb * 1024 * 1024,
  };
}

/** What holds of settings, environment and profile, and what the environment says in vain. */
function performance(settings: Settings, attended: boolean): { plan: PerformancePlan; problems: string[] } {
  const request = {
    level: settings.performanceLevel,
    scenario: settings.performanceScenario,
    workers: Math.trunc(settings.workers),
    batchChunks: Math.trunc(settings.batchChunks),
    memoryLimitMb: settings.memoryLimitMb,
    memoryStrategy: settings.memoryStrategy,
  } as PerformanceRequest; // The choices of the settings are those of the plan; a test holds them equal.
  return planPerformance(request, {
    processors: availableParallelism(),
    attended,
    environment: process.env,
  });
}

/** What the settings say of duplicates; a change of these needs no new engine. */
export function duplicateOptions(settings: Settings): DuplicateOptions {
  const kinds = duplicateKinds.filter((kind) => settings.duplicatesKinds.includes(kind));
  return {
    ...defaultDuplicateOptions,
    enabled: settings.duplicatesEnable,
    minTokens: Math.trunc(settings.duplicatesMinTokens),
    minSimilarity: settings.duplicatesMinSimilarity,
    kinds,
    includeTests: settings.duplicatesIncludeTests,
    exclude: settings.duplicatesExclude,
  };
}

/** The absolute path of a file of this package. */
export function packageFile(path: string): string {
  return join(PACKAGE_ROOT, path);
}

/** The version of this package, which fixes those of its native modules. */
export function packageVersion(): string {
  const { version } = JSON.parse(readFileSync(join(PACKAGE_ROOT, 'package.json'), 'utf8')) as {
    version: string;
  };
  return version;
}
