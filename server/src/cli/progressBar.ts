import { Presets, SingleBar } from 'cli-progress';
import type { EngineStatus } from '../engine/engineTypes';

/** A bar that is drawn more often cannot be read any better. */
const INTERVAL_MS = 100;

/** Shows how far indexing is, on the standard error stream and on a terminal alone. */
export class ProgressBar {
  private readonly bar: SingleBar | undefined;
  private started = false;
  private drawnMs = -INTERVAL_MS;

  constructor(enabled: boolean) {
    if (enabled && process.stderr.isTTY)
      this.bar = new SingleBar(
        {
          format: '{stage} {bar} {percentage}% {value}/{total} files',
          hideCursor: true,
          clearOnComplete: true,
          stream: process.stderr,
        },
        Presets.shades_classic,
      );
  }

  /** @param read asked only when the bar is drawn: a status is counted up over all that waits */
  update(read: () => EngineStatus): void {
    if (this.bar === undefined || performance.now() - this.drawnMs < INTERVAL_MS) return;
    const { filesDone, filesTotal, stage } = read();
    // A bar without files would be full.
    if (filesTotal === 0) return;
    this.drawnMs = performance.now();
    if (!this.started) this.bar.start(filesTotal, filesDone, { stage });
    this.started = true;
    this.bar.setTotal(filesTotal);
    this.bar.update(filesDone, { stage });
  }

  stop(): void {
    if (this.started) this.bar?.stop();
  }
}
