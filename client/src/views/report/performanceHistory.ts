import type { PerformanceReport } from '../../../../protocol/messages';

/** What two charts show of one report. */
export interface PerformanceSample {
  /** Since the engine started. */
  seconds: number;
  /** Chunks indexed since then. */
  chunks: number;
  rssMb: number;
  limitMb: number;
}

/** Five minutes of a report every two seconds: as much as a chart of that width can show. */
const MAX_SAMPLES = 150;

/** The last reports, as far as the charts need them. */
export class PerformanceHistory {
  private kept: PerformanceSample[] = [];

  get samples(): readonly PerformanceSample[] {
    return this.kept;
  }

  /** Takes in a report; one of a server that was started since begins anew. */
  add({ seconds, counters, memory }: PerformanceReport): void {
    const last = this.kept.at(-1);
    if (last !== undefined && seconds < last.seconds) this.kept = [];
    const sample = { seconds, chunks: counters.chunks ?? 0, rssMb: memory.rssMb, limitMb: memory.limitMb };
    this.kept = [...this.kept, sample].slice(-MAX_SAMPLES);
  }
}

/** Chunks a second between each sample and the one before it; one value fewer than samples. */
export function chunkRates(samples: readonly PerformanceSample[]): number[] {
  return samples.slice(1).map(({ seconds, chunks }, index) => {
    const before = samples[index];
    const elapsed = before === undefined ? 0 : seconds - before.seconds;
    return before === undefined || elapsed <= 0 ? 0 : (chunks - before.chunks) / elapsed;
  });
}
