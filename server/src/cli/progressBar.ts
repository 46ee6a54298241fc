import { Presets, SingleBar } from 'cli-progress';
import type { EngineStatus } from '../engine/engineTypes';

/** Shows how far indexing is, on the standard error stream and on a terminal alone. */
export class ProgressBar {
  private readonly bar: SingleBar | undefined;
  private started = false;

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

  update({ filesDone, filesTotal, stage }: EngineStatus): void {
    if (this.bar === undefined) return;
    if (!this.started) this.bar.start(filesTotal, filesDone, { stage });
    this.started = true;
    this.bar.setTotal(filesTotal);
    this.bar.update(filesDone, { stage });
  }

  stop(): void {
    if (this.started) this.bar?.stop();
  }
}
