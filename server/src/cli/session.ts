import { resolve } from 'node:path';
import envPaths from 'env-paths';
import { defaultSettings } from '../../../protocol/settings';
import { composeEngine } from '../compose';
import { LeveledLogger, type LogLevel } from '../base/logger';
import type { Engine } from '../engine/engine';
import type { FolderIndex } from '../engine/folderIndex';
import { ExitCodes } from './usageError';

/** Options that every command takes. */
export interface SessionOptions {
  /** Folder for indexes and downloaded models. */
  storage?: string;
  model?: string;
  allowDownload?: boolean;
  force?: boolean;
  verbose?: boolean;
}

/** An engine with one folder, for the length of a command. */
export interface Session {
  engine: Engine;
  folder: FolderIndex;
}

/**
 * Opens a folder, lets a command work on it and closes everything.
 * @param paused true to look at the index without bringing it up to date
 * @throws {import('../base/errors').AkinError} `folder-missing` or `folder-refused`
 */
export async function withSession<Result>(
  folderArgument: string,
  options: SessionOptions,
  paused: boolean,
  work: (session: Session) => Promise<Result>,
  onStatus: (engine: Engine) => void = () => undefined,
): Promise<Result> {
  const logger = new LeveledLogger(writeLog);
  logger.setLevel(options.verbose === true ? 'debug' : 'error');
  let engine: Engine | undefined = undefined as Engine | undefined;
  engine = composeEngine({
    storagePath: storagePathOf(options),
    settings: {
      ...defaultSettings(),
      model: options.model ?? '',
      allowModelDownload: options.allowDownload === true,
      allowAnyFolder: options.force === true,
    },
    howToInsist: 'add --force',
    attended: false,
    logger,
    onStatus: () => {
      if (engine !== undefined) onStatus(engine);
    },
    onNotice: (message) => writeLog('warn', message),
  });
  const session = engine;
  let interrupted: Promise<never> | undefined;
  const interrupt = (): void => {
    // Ending in the middle of an inference would abort the process; a second signal does so all the same.
    interrupted = session.dispose().then(() => process.exit(ExitCodes.interrupted));
  };
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt);
  try {
    if (paused) engine.pause();
    const folder = await engine.addFolder(resolve(folderArgument));
    return await work({ engine, folder });
  } finally {
    await engine.dispose();
    await interrupted;
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
  }
}

/** Absolute path of the folder for indexes and downloaded models. */
export function storagePathOf({ storage }: SessionOptions): string {
  return resolve(storage ?? process.env.AKIN_STORAGE ?? envPaths('akin', { suffix: '' }).cache);
}

function writeLog(level: LogLevel, message: string): void {
  process.stderr.write(`akin: ${level}: ${message}\n`);
}
