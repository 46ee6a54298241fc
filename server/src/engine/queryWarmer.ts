import { setTimeout as delay } from 'node:timers/promises';
import { isAborted, messageOf } from '../base/errors';
import type { Logger } from '../base/logger';
import type { AskedQuery } from './queryFrequencies';

/** A folder as the warmer sees it. */
export interface WarmedFolder {
  /** What its answers depend on, while it is at rest; undefined while it is not, or cannot be known. */
  restingVersion: () => string | undefined;
  frequent: (atMost: number) => Promise<AskedQuery[]>;
  /** Answers a query and keeps the answer. */
  answer: (asked: AskedQuery, signal: AbortSignal) => Promise<void>;
}

export interface QueryWarmerOptions {
  logger: Logger;
  /** How long a folder has to be at rest. */
  restMs?: number;
  /** The pause before each query, for everyone else. */
  pauseMs?: number;
}

/** Queries that are answered ahead: what a person asks again and again, at some 20 ms each. */
const PREPARED_QUERIES = 8;

const REST_MS = 2_000;
const PAUSE_MS = 50;

/** Answers the frequent queries of a folder again, once its index has come to rest after a change. */
export class QueryWarmer {
  private timer: NodeJS.Timeout | undefined;
  private readonly waiting = new Map<string, WarmedFolder>();
  /** By folder: the version that its frequent queries were answered of. */
  private readonly warmed = new Map<string, string>();
  private readonly stop = new AbortController();
  private work: Promise<void> = Promise.resolve();

  constructor(private readonly options: QueryWarmerOptions) {}

  /** Tells that a folder may have changed; may come many times a second. */
  changed(root: string, folder: WarmedFolder): void {
    if (this.stop.signal.aborted) return;
    this.waiting.set(root, folder);
    if (this.timer !== undefined) return;
    this.timer = setTimeout(() => {
      this.timer = undefined;
      const waiting = [...this.waiting];
      this.waiting.clear();
      this.work = this.work.then(() => this.warmAll(waiting));
    }, this.options.restMs ?? REST_MS).unref();
  }

  /** Forgets a folder that was closed. */
  closed(root: string): void {
    this.waiting.delete(root);
    this.warmed.delete(root);
  }

  async dispose(): Promise<void> {
    clearTimeout(this.timer);
    this.stop.abort();
    await this.work;
  }

  private async warmAll(folders: [string, WarmedFolder][]): Promise<void> {
    for (const [root, folder] of folders)
      try {
        await this.warm(root, folder);
      } catch (error) {
        if (!isAborted(error))
          this.options.logger.debug(`A frequent query was not prepared: ${messageOf(error)}`);
      }
  }

  private async warm(root: string, folder: WarmedFolder): Promise<void> {
    const { signal } = this.stop;
    const version = folder.restingVersion();
    if (version === undefined || this.warmed.get(root) === version) return;
    this.warmed.set(root, version);
    for (const asked of await folder.frequent(PREPARED_QUERIES)) {
      await delay(this.options.pauseMs ?? PAUSE_MS, undefined, { signal });
      // What has changed meanwhile will be told, and begun anew.
      if (folder.restingVersion() !== version) return;
      await folder.answer(asked, signal);
    }
  }
}
