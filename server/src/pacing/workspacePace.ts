import { throwIfAborted } from '../base/errors';
import { waitFor } from '../base/gate';
import type { BatchOptimiser, MachineLoad } from './batchOptimiser';
import type { MemoryGuard } from './memoryGuard';
import type { BatchLimits, BatchSample, Pace } from './pace';
import type { ProcessorManners } from './processorManners';
import { type Clock, steadyClock } from './steadyClock';

export interface WorkspacePaceOptions {
  guard: MemoryGuard;
  optimiser: BatchOptimiser;
  /** Absent on a command line: nobody types there, and whoever started it waits for it. */
  manners?: ProcessorManners;
  /** Share of the processors that other programs use. */
  othersShare: () => number;
  /** Beyond this share half of the threads read and parse. */
  othersTarget: number;
  /** Chunks of a batch while memory is short. */
  minimumChunks: number;
  /** Threads that read and parse at a time, at most. */
  concurrency: number;
  /** Told of every batch. */
  onBatch?: (sample: BatchSample) => void;
  /** Calls back once after this many ms, unless the answered function is called first. */
  schedule?: (wake: () => void, ms: number) => () => void;
  clock?: Clock;
}

/** Files of the first batch, before it is known how many chunks a file has: something is found at once. */
const FIRST_FILES = 16;

/** Files that turn out unchanged bring no chunks; a batch of them is bounded all the same. */
const MAX_FILES = 1024;

/** Source that one batch holds: enough for the largest batch of long chunks, and little beside the index. */
const MIN_BYTES = 256_000;
const MAX_BYTES = 16_000_000;

/** Room over the mean, since files differ. */
const BYTES_SLACK = 2;

/** Weight of what was seen before in the means per file and chunk. */
const KEEP = 0.8;

/**
 * While memory is short one file is read and parsed at a time, and this many are committed together: a commit for each
 * would cost the store a version, which is memory and disk again.
 */
const STREAMING_FILES = 8;

/** What is left of a batch when memory is getting short. */
const REDUCED_SHARE = 0.25;

/** The pace of all folders of an engine: batches as measured, rests as manners ask, and nothing while memory is exhausted. */
export class WorkspacePace implements Pace {
  private readonly now: Clock;
  private readonly resting = new Set<() => void>();
  private restUntil = 0;
  /** When the last batch of all ended, and how long was rested since. */
  private finishedAt = -Infinity;
  private restedMs = 0;
  private load: MachineLoad = { others: 0, memory: 0 };
  private readonly seen = { files: 0, chunks: 0, bytes: 0 };

  constructor(private readonly options: WorkspacePaceOptions) {
    this.now = steadyClock(options.clock);
  }

  async ready(urgent: boolean, signal: AbortSignal): Promise<void> {
    throwIfAborted(signal);
    this.options.guard.check();
    await this.options.guard.pass(signal);
    if (!urgent) await this.rest(signal);
  }

  /** Memory that is exhausted still holds it back. */
  hurry(): void {
    this.restUntil = 0;
    for (const wake of [...this.resting]) wake();
  }

  limits(): BatchLimits {
    const { guard, optimiser, minimumChunks } = this.options;
    const { level } = guard.snapshot;
    const { chunks } = optimiser.recommendation();
    if (level === 'normal') return this.limitsFor(chunks, this.concurrency());
    if (level === 'reduced')
      return this.limitsFor(
        Math.max(minimumChunks, Math.floor(chunks * REDUCED_SHARE)),
        Math.ceil(this.concurrency() / 2),
      );
    const least = this.limitsFor(Math.min(chunks, minimumChunks), 1);
    return { ...least, files: Math.min(least.files, STREAMING_FILES), bytes: MIN_BYTES };
  }

  finished(sample: BatchSample): void {
    const { guard, optimiser, manners, othersShare, onBatch } = this.options;
    guard.check();
    if (sample.chunks > 0) guard.progressed();
    this.load = { others: othersShare(), memory: guard.share };
    const workedMs = this.workedMs(sample);
    optimiser.finished({ ...sample, workedMs }, this.load);
    for (const key of ['files', 'chunks', 'bytes'] as const)
      this.seen[key] = this.seen[key] * KEEP + sample[key];
    const restMs = manners?.restMs(workedMs) ?? 0;
    if (restMs > 0) this.restUntil = Math.max(this.restUntil, this.now() + restMs);
    onBatch?.(sample);
  }

  /**
   * What a batch took of the time. Batches overlap, one being read while the one before is stored, so that the way of one
   * through all stages is longer: what counts is the time since the one before ended, less rests, and no less than the
   * longest stage.
   */
  private workedMs({ wallMs, readMs, parseMs, embedMs, storeMs }: BatchSample): number {
    const now = this.now();
    const sinceMs = now - this.finishedAt - this.restedMs;
    this.finishedAt = now;
    this.restedMs = 0;
    return Math.min(wallMs, Math.max(sinceMs, readMs, parseMs, embedMs, storeMs));
  }

  private async rest(signal: AbortSignal): Promise<void> {
    for (;;) {
      const leftMs = this.restUntil - this.now();
      if (leftMs <= 0) return;
      const from = this.now();
      await this.restFor(leftMs, signal);
      this.restedMs += this.now() - from;
    }
  }

  private async restFor(ms: number, signal: AbortSignal): Promise<void> {
    const { schedule = scheduleTimeout } = this.options;
    let done: (() => void) | undefined;
    try {
      await waitFor((wake) => {
        const cancel = schedule(wake, ms);
        this.resting.add(wake);
        done = () => {
          cancel();
          this.resting.delete(wake);
        };
      }, signal);
    } finally {
      done?.();
    }
  }

  private concurrency(): number {
    const { concurrency, othersTarget } = this.options;
    return this.load.others > othersTarget ? Math.ceil(concurrency / 2) : concurrency;
  }

  private limitsFor(chunks: number, concurrency: number): BatchLimits {
    const { seen } = this;
    if (seen.files === 0) return { files: FIRST_FILES, chunks, bytes: MAX_BYTES, concurrency };
    const files = seen.chunks === 0 ? MAX_FILES : Math.ceil((chunks * seen.files) / seen.chunks);
    const bytes = seen.chunks === 0 ? MAX_BYTES : (chunks * seen.bytes * BYTES_SLACK) / seen.chunks;
    return {
      files: Math.max(1, Math.min(MAX_FILES, files)),
      chunks,
      bytes: Math.round(Math.max(MIN_BYTES, Math.min(MAX_BYTES, bytes))),
      concurrency,
    };
  }
}

/** The pace of a command: held back by memory alone. */
export function fullSpeedPace(options: Omit<WorkspacePaceOptions, 'manners'>): WorkspacePace {
  return new WorkspacePace(options);
}

function scheduleTimeout(wake: () => void, ms: number): () => void {
  const timer = setTimeout(wake, ms);
  return () => clearTimeout(timer);
}
