import { AkinError, throwIfAborted } from '../base/errors';
import type { Logger } from '../base/logger';
import type { Engine } from '../engine/engine';
import type { FolderIndex } from '../engine/folderIndex';

/** A folder that is served, from the moment it is named. */
export interface ServedFolder {
  /** Absolute path. */
  root: string;
  /** Fails when the folder cannot be indexed. */
  opened: Promise<FolderIndex>;
}

/** What the tools work with. */
export interface ToolContext {
  engine: Engine;
  /** At least one. */
  folders: readonly ServedFolder[];
  logger: Logger;
}

/**
 * Longest wait for an index that is being built before a tool answers with what is there: most folders are done
 * by then, and clients give a call up after a minute.
 */
const SETTLE_MS = 10_000;

/**
 * Waits until every folder is open and its index up to date, but not for ever: an answer over half an index says so.
 * @throws {AkinError} `aborted` on the signal, or why a folder cannot be opened
 */
export async function settled({ folders }: ToolContext, signal: AbortSignal): Promise<void> {
  const indexes = await orAborted(Promise.all(folders.map(({ opened }) => opened)), signal);
  await within(Promise.all(indexes.map((index) => index.whenIdle())), signal);
}

/**
 * Waits for something, but no longer than a caller does.
 * @throws {AkinError} `aborted` on the signal, or as what is waited for
 */
export async function within(result: Promise<unknown>, signal: AbortSignal): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const enough = new Promise<void>((resolve) => (timer = setTimeout(resolve, SETTLE_MS)));
  try {
    await orAborted(Promise.race([result, enough]), signal);
  } finally {
    clearTimeout(timer);
  }
}

/** @throws {AkinError} `aborted` when the signal comes before the result */
export async function orAborted<T>(result: Promise<T>, signal: AbortSignal): Promise<T> {
  throwIfAborted(signal);
  let onAbort: (() => void) | undefined;
  const aborted = new Promise<never>((_, reject) => {
    onAbort = () => reject(new AkinError('aborted', 'The work was cancelled.'));
    signal.addEventListener('abort', onAbort, { once: true });
  });
  try {
    return await Promise.race([result, aborted]);
  } finally {
    if (onAbort !== undefined) signal.removeEventListener('abort', onAbort);
  }
}
