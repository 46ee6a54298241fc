import { constants } from 'node:fs';
import { access, mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { defaultSettings, type Settings } from '../../../protocol/settings';
import { composeEngine } from '../compose';
import { messageOf } from '../base/errors';
import { LeveledLogger, type Logger, type LogLevel } from '../base/logger';
import type { Engine } from '../engine/engine';
import type { FolderIndex } from '../engine/folderIndex';
import { defaultStoragePath } from '../defaultStorage';
import { onReaderGone } from './pipeEnd';
import { ExitCodes, UsageError } from './usageError';

/** How to have a refused folder indexed all the same. */
export const HOW_TO_INSIST = 'add --force';

/** Options that every command takes. */
export interface SessionOptions {
  /** Folder for indexes and downloaded models. */
  storage?: string;
  model?: string;
  allowDownload?: boolean;
  force?: boolean;
  verbose?: boolean;
}

/** An engine for the length of a command. */
export interface EngineSession {
  engine: Engine;
  logger: Logger;
  /** Comes when the command is interrupted. */
  signal: AbortSignal;
}

/** An engine with one folder, for the length of a command. */
export interface Session extends EngineSession {
  folder: FolderIndex;
}

/**
 * Opens a folder, lets a command work on it and closes everything.
 * @param paused true to look at the index without bringing it up to date
 * @throws {import('../base/errors').AkinError} `folder-missing` or `folder-refused`
 */
export function withSession<Result>(
  folderArgument: string,
  options: SessionOptions,
  paused: boolean,
  work: (session: Session) => Promise<Result>,
  onStatus: (engine: Engine) => void = () => undefined,
): Promise<Result> {
  return withEngine(
    options,
    settingsOf(options),
    async (session) => {
      if (paused) session.engine.pause();
      const folder = await session.engine.addFolder(resolve(folderArgument));
      return work({ ...session, folder });
    },
    onStatus,
  );
}

/** The settings that the options of a command stand for. */
export function settingsOf(options: SessionOptions, settings: Settings = defaultSettings()): Settings {
  return {
    ...settings,
    model: options.model ?? settings.model,
    allowModelDownload: options.allowDownload === true || settings.allowModelDownload,
    allowAnyFolder: options.force === true || settings.allowAnyFolder,
  };
}

/**
 * Makes an engine, lets a command work with it and closes it, whatever ends the command: its work, a signal, or the
 * end of who reads its answer.
 */
export async function withEngine<Result>(
  options: SessionOptions,
  settings: Settings,
  work: (session: EngineSession) => Promise<Result>,
  onStatus: (engine: Engine) => void = () => undefined,
): Promise<Result> {
  const logger = new LeveledLogger(writeLog);
  logger.setLevel(options.verbose === true ? 'debug' : 'error');
  let engine: Engine | undefined = undefined as Engine | undefined;
  engine = composeEngine({
    storagePath: await writableStorage(options),
    settings,
    howToInsist: HOW_TO_INSIST,
    attended: false,
    logger,
    onStatus: () => {
      if (engine !== undefined) onStatus(engine);
    },
    onNotice: (message) => writeLog('warn', message),
  });
  const session = engine;
  const stop = new AbortController();
  let interrupted: Promise<never> | undefined;
  const end = (exitCode: number): void => {
    stop.abort();
    // Ending in the middle of an inference would abort the process; a second signal does so all the same.
    interrupted ??= session.dispose().then(() => process.exit(exitCode));
  };
  const interrupt = (): void => end(ExitCodes.interrupted);
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt);
  const takeBack = onReaderGone(() => end(ExitCodes.found));
  try {
    return await work({ engine, logger, signal: stop.signal });
  } finally {
    await engine.dispose();
    await interrupted;
    takeBack();
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
  }
}

/** Absolute path of the folder for indexes and downloaded models. */
export function storagePathOf({ storage }: Pick<SessionOptions, 'storage'>): string {
  return storage === undefined ? defaultStoragePath() : resolve(storage);
}

/** @throws {UsageError} where nothing can be written */
async function writableStorage(options: SessionOptions): Promise<string> {
  const folder = storagePathOf(options);
  try {
    await mkdir(folder, { recursive: true });
    await access(folder, constants.W_OK | constants.X_OK);
    return folder;
  } catch (error) {
    throw new UsageError(
      `The index cannot be kept in ${folder}: ${messageOf(error)}. Name another folder with --storage.`,
    );
  }
}

function writeLog(level: LogLevel, message: string): void {
  process.stderr.write(`akin: ${level}: ${message}\n`);
}
