import { isAborted, messageOf } from '../base/errors';
import type { Logger } from '../base/logger';
import { formatCount, t } from '../base/texts';
import { locateStore } from '../store/storeLocation';
import { listIndexes, markForRemoval, noteIndexUse, type StoredIndex } from './indexList';
import { isIndexHeld, removeIndex } from './removeIndex';

/** Between the notice and the removal: long enough to read it and to open a folder whose index is to stay. */
export const GRACE_MS = 10 * 60 * 1000;

/** Sizes change slowly, and to measure them is to look at every file of every index. */
const CHECK_EVERY_MS = 10 * 60 * 1000;

/** After the start there is more urgent work for the disk. */
const FIRST_CHECK_AFTER_MS = 60 * 1000;

const BYTES_PER_MB = 1024 * 1024;

export interface DiskBudgetOptions {
  storagePath: string;
  /** Most bytes of all indexes together; 0 for any number. */
  maxBytes: number;
  /** Shows the user something, once. */
  onNotice: (message: string) => void;
  logger: Logger;
  /** For tests. */
  now?: () => number;
  /** For tests. */
  firstCheckAfterMs?: number;
}

/** An index in a list of all. */
export interface ListedIndex extends StoredIndex {
  /** Whether its folder is open in this process. */
  open: boolean;
}

/**
 * Keeps the indexes of all workspaces together below a size: over it, those that were of no use for longest are
 * announced and, {@link GRACE_MS} later or at the first check after another start, removed. Those of workspace folders
 * that are gone come first. An index that is open here or that another live process writes is never touched, and
 * to open a folder takes its index from the list.
 */
export class DiskBudget {
  /** Where the index of each open folder lies, by the folder. */
  private readonly open = new Map<string, string>();
  private readonly stop = new AbortController();
  private timer: NodeJS.Timeout | undefined;
  private work: Promise<void> = Promise.resolve();
  private saidTooLarge = false;

  constructor(private readonly options: DiskBudgetOptions) {}

  /** Notes that a folder's index is in use from now on. */
  opened(folder: string): Promise<void> {
    return this.inTurn(async () => {
      const identity = { chunkerVersion: 0, modelId: '', dimensions: 0 };
      const { base } = await locateStore(this.options.storagePath, folder, identity);
      // There is none where the index is kept in memory alone.
      if (!(await noteIndexUse(base, folder, this.now()))) return;
      this.open.set(folder, base);
      if (this.options.maxBytes > 0) this.schedule(this.options.firstCheckAfterMs ?? FIRST_CHECK_AFTER_MS);
    });
  }

  /** Notes that a folder was closed, which is when its index was last of use. */
  closed(folder: string): Promise<void> {
    return this.inTurn(async () => {
      const base = this.open.get(folder);
      this.open.delete(folder);
      if (base !== undefined) await noteIndexUse(base, folder, this.now());
    });
  }

  /**
   * All indexes with their sizes.
   * @throws {import('../base/errors').AkinError} `aborted` on the signal
   */
  async list(signal: AbortSignal): Promise<ListedIndex[]> {
    const open = new Set(this.open.values());
    return (await listIndexes(this.options.storagePath, signal)).map((index) => ({
      ...index,
      open: open.has(index.base),
    }));
  }

  /** Looks at all indexes, announces what is too much and removes what was announced long enough ago. */
  check(): Promise<void> {
    return this.inTurn(() => this.enforce());
  }

  /** Ends it; resolves when nothing is under way. */
  async dispose(): Promise<void> {
    clearTimeout(this.timer);
    this.stop.abort();
    await this.work;
  }

  private async enforce(): Promise<void> {
    const { maxBytes } = this.options;
    if (maxBytes === 0) return;
    for (const [folder, base] of this.open) await noteIndexUse(base, folder, this.now());
    const indexes = await this.list(this.stop.signal);
    let excess = totalBytes(indexes) - maxBytes;
    const announced: StoredIndex[] = [];
    for (const index of inOrderOfRemoval(indexes)) {
      if (this.stop.signal.aborted) return;
      // To look whether it is held changes the time of its folder, which is all that tells of its use.
      if (index.folder === undefined) await markForRemoval(index, index.removeAfterMs);
      if (excess <= 0 || (await isIndexHeld(index))) {
        // There is room again, or somebody uses it.
        if (index.removeAfterMs !== undefined) await markForRemoval(index, undefined);
        continue;
      }
      excess -= index.bytes;
      if (await this.announceOrRemove(index)) announced.push(index);
    }
    if (announced.length > 0) this.options.onNotice(noticeOf(announced, totalBytes(indexes), maxBytes));
    if (excess > 0) this.sayTooLarge(excess + maxBytes, maxBytes);
  }

  /** @returns whether it is announced with this */
  private async announceOrRemove(index: StoredIndex): Promise<boolean> {
    const now = this.now();
    const { removeAfterMs, label } = index;
    if (removeAfterMs === undefined || removeAfterMs > now + GRACE_MS) {
      await markForRemoval(index, now + GRACE_MS);
      // A time that far ahead was announced before the clock was set back.
      return removeAfterMs === undefined;
    }
    if (removeAfterMs > now) return false;
    if (await removeIndex(index)) this.options.logger.info(`The index of ${label} was removed to make room.`);
    return false;
  }

  private sayTooLarge(bytes: number, maxBytes: number): void {
    if (this.saidTooLarge) return;
    this.saidTooLarge = true;
    this.options.onNotice(
      t(
        'The indexes in use take {0}, more than the {1} that akin.index.maxDiskMb allows. They stay; raise the setting or leave out files with akin.index.exclude.',
        sizeText(bytes),
        sizeText(maxBytes),
      ),
    );
  }

  private schedule(afterMs: number): void {
    if (this.timer !== undefined || this.stop.signal.aborted) return;
    this.timer = setTimeout(() => {
      this.timer = undefined;
      void this.check().then(() => this.schedule(CHECK_EVERY_MS));
    }, afterMs);
    this.timer.unref();
  }

  /** One after another; what fails is logged, for nothing depends on it. */
  private inTurn(act: () => Promise<void>): Promise<void> {
    this.work = this.work.then(async () => {
      if (this.stop.signal.aborted) return;
      try {
        await act();
      } catch (error) {
        if (!isAborted(error))
          this.options.logger.warn(`The indexes on disk cannot be looked after: ${messageOf(error)}`);
      }
    });
    return this.work;
  }

  private now(): number {
    return (this.options.now ?? Date.now)();
  }
}

/** Size of all indexes together. */
export function totalBytes(indexes: readonly StoredIndex[]): number {
  return indexes.reduce((sum, { bytes }) => sum + bytes, 0);
}

/** Those that are not open: of folders that are gone first, then those that were of no use for longest. */
function inOrderOfRemoval(indexes: readonly ListedIndex[]): ListedIndex[] {
  return indexes
    .filter(({ open }) => !open)
    .sort((a, b) => Number(a.folderExists) - Number(b.folderExists) || a.lastUsedMs - b.lastUsedMs);
}

/** More than this are counted. */
const NAMED = 3;

function noticeOf(announced: readonly StoredIndex[], bytes: number, maxBytes: number): string {
  const names = announced.slice(0, NAMED).map((index) => `${index.label} (${sizeText(index.bytes)})`);
  const more = announced.length - names.length;
  if (more > 0) names.push(t('{0} more', more));
  const which = names.join(', ');
  const minutes = GRACE_MS / 60_000;
  return [
    t(
      "Akin's indexes take {0}, more than the {1} that akin.index.maxDiskMb allows.",
      sizeText(bytes),
      sizeText(maxBytes),
    ),
    names.length === 1
      ? t(
          'The index of {0}, which nobody has used for longest, will be removed after {1} minutes.',
          which,
          minutes,
        )
      : t(
          'The indexes of {0}, which nobody has used for longest, will be removed after {1} minutes.',
          which,
          minutes,
        ),
    t('Open a folder before to keep its index; opened later, it gets a new one.'),
  ].join(' ');
}

/** `12 MB`, in the setting's unit. */
function sizeText(bytes: number): string {
  return `${formatCount(Math.max(1, bytes / BYTES_PER_MB))} MB`;
}
