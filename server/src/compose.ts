import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Settings } from '../../protocol/settings';
import type { Logger } from './base/logger';
import { locateAssets } from './engine/assets';
import { Engine } from './engine/engine';
import type { EngineSettings } from './engine/engineTypes';

/** Every bundle stands in `dist/`, one folder below the package's root. */
const PACKAGE_ROOT = join(__dirname, '..');

export interface ComposeOptions {
  storagePath: string;
  settings: Settings;
  howToInsist: string;
  logger: Logger;
  onStatus: () => void;
}

/** Makes the engine with everything it needs. */
export function composeEngine({ settings, ...options }: ComposeOptions): Engine {
  return Engine.start({
    ...options,
    assets: locateAssets(PACKAGE_ROOT),
    settings: engineSettings(settings),
    nativeVersions: packageVersion(),
  });
}

/** The part of the settings that the engine acts upon, in its own units. */
export function engineSettings(settings: Settings): EngineSettings {
  return {
    model: settings.model.trim(),
    allowModelDownload: settings.allowModelDownload,
    exclude: settings.exclude,
    maxFileBytes: settings.maxFileSizeKiB * 1024,
    workers: Math.trunc(settings.workers),
    allowAnyFolder: settings.allowAnyFolder,
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
