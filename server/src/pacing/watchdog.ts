import { messageOf } from '../base/errors';
import type { Logger } from '../base/logger';
import { t } from '../base/texts';
import { type Clock, steadyClock } from './steadyClock';

/** What is watched, as it is at one moment. */
export interface WatchedWork {
  /** True while something is queued and nothing holds it back on purpose (a pause, the pace, a store of another process). */
  isDue: boolean;
  /** Differs from the one before as soon as anything got on: what was done, not what is tried. */
  progress: string;
  /** For a person. */
  stage: string;
  currentFile: string | undefined;
}

/** Work that does not get on. */
export interface Stall {
  seconds: number;
  stage: string;
  currentFile: string | undefined;
  /** For a person: where it stands, and what was done about it. */
  message: string;
  /** True when the work was started again. */
  restarted: boolean;
}

export interface WatchdogOptions {
  look: () => WatchedWork;
  /** Starts the work anew. */
  restart?: () => void;
  /** Told once of each stall. */
  onStall: (stall: Stall) => void;
  /** Told when work that had stalled gets on. */
  onRecovered?: () => void;
  stallMs?: number;
  logger: Logger;
  clock?: Clock;
}

/**
 * A thread that hangs is given up after 120 s at most (embedding), and its task is tried a second time; only past both
 * is nobody left to end the wait.
 */
export const STALL_MS = 300_000;

/** Work that stalls after this many new starts within an hour stalls for a reason that a start does not mend. */
const MAX_RESTARTS = 3;
const RESTART_WINDOW_MS = 3_600_000;

/** Notices work that is due and does not get on. {@link check} is to be called every few seconds. */
export class Watchdog {
  private readonly now: Clock;
  private progress: string | undefined;
  private since = 0;
  private restartedAt: number[] = [];
  private stalled = false;

  constructor(private readonly options: WatchdogOptions) {
    this.now = steadyClock(options.clock);
  }

  /** Looks at the work. Never throws. */
  check(): void {
    try {
      this.look();
    } catch (error) {
      this.options.logger.warn(`The watch over indexing failed: ${messageOf(error)}`);
    }
  }

  private look(): void {
    const work = this.options.look();
    const now = this.now();
    if (!work.isDue || work.progress !== this.progress) {
      this.progress = work.progress;
      this.since = now;
      if (this.stalled) this.options.onRecovered?.();
      this.stalled = false;
      return;
    }
    const { stallMs = STALL_MS, restart, onStall } = this.options;
    if (now - this.since < stallMs || this.stalled) return;
    const seconds = Math.round((now - this.since) / 1000);
    this.restartedAt = this.restartedAt.filter((at) => now - at < RESTART_WINDOW_MS);
    const restarted = restart !== undefined && this.restartedAt.length < MAX_RESTARTS;
    // A new start has its own time to show that it helps; after the last one, one report stands until something moves.
    if (restarted) this.restartedAt.push(now);
    else this.stalled = true;
    this.since = now;
    onStall({ seconds, ...describe(work, seconds, restarted), restarted });
    if (restarted) restart();
  }
}

function describe(
  { stage, currentFile }: WatchedWork,
  seconds: number,
  restarted: boolean,
): Pick<Stall, 'stage' | 'currentFile' | 'message'> {
  const where = currentFile === undefined ? t(stage) : t('{0} at {1}', t(stage), currentFile);
  const then = restarted ? t('It is started again.') : t('Pause and resume it, or start the editor again.');
  const message = `${t('Indexing has not got on for {0} s ({1}).', seconds, where)} ${then}`;
  return { stage, currentFile, message };
}
