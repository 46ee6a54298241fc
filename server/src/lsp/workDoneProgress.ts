import type {
  WorkDoneProgressBegin,
  WorkDoneProgressEnd,
  WorkDoneProgressReport,
} from 'vscode-languageserver';
import type { IndexStatus } from '../../../protocol/indexMessages';
import { INDEXING_PROGRESS_TOKEN } from '../../../protocol/progress';
import { formatCount, t } from '../base/texts';

/** A step of a work-done progress, as `$/progress` carries it. */
export type ProgressStep = WorkDoneProgressBegin | WorkDoneProgressReport | WorkDoneProgressEnd;

/** The editor's side of work-done progress. */
export interface ProgressPort {
  /** Asks for a progress to be shown; rejects when the editor does not want to. */
  createProgress(token: string): Promise<void>;
  sendProgress(token: string, step: ProgressStep): void;
}

export interface ProgressTimes {
  /** Indexing that is over before this is not worth a word: one saved file would flash at every save. */
  beginAfterMs: number;
  /** A person reads no faster. */
  everyMs: number;
}

const TIMES: ProgressTimes = { beginAfterMs: 300, everyMs: 350 };

/**
 * Shows indexing as the editor's own work-done progress: one from its beginning until it is ready, paused, failed or
 * disposed. The percentage never falls, though files are found while others are read.
 */
export class WorkDoneProgress {
  private timer: NodeJS.Timeout | undefined;
  private latest: IndexStatus | undefined;
  /** The progress that the editor shows, or is asked to show. */
  private shown: { token: string; begun: boolean; percentage: number; sentAtMs: number } | undefined;
  private count = 0;
  private isOver = false;

  constructor(
    private readonly port: ProgressPort,
    private readonly times: ProgressTimes = TIMES,
  ) {}

  /** Takes the state of the index, however often it changes. */
  update(status: IndexStatus): void {
    if (this.isOver) return;
    this.latest = status;
    if (status.state !== 'indexing') this.end(status);
    else if (this.shown === undefined) this.later(this.times.beginAfterMs, () => void this.begin());
    else if (this.shown.begun) this.reportInTime(this.shown.sentAtMs);
  }

  /** Whether a progress that the user cancelled is this one. */
  owns(token: unknown): boolean {
    return this.shown !== undefined && token === this.shown.token;
  }

  /** Ends what is shown, and shows nothing any more. */
  dispose(): void {
    this.end(undefined);
    this.isOver = true;
  }

  private async begin(): Promise<void> {
    const token = `${INDEXING_PROGRESS_TOKEN}${++this.count}`;
    const shown = { token, begun: false, percentage: 0, sentAtMs: 0 };
    this.shown = shown;
    try {
      await this.port.createProgress(token);
    } catch {
      // An editor that refuses once is not asked again and again.
      this.isOver = true;
      return;
    }
    // Once the editor has made it, it waits for an end, even when all was over before.
    shown.begun = true;
    this.send({ kind: 'begin', title: t('Akin: indexing'), cancellable: true, ...this.describe() }, shown);
    if (this.shown !== shown) this.port.sendProgress(token, { kind: 'end' });
  }

  private reportInTime(sentAtMs: number): void {
    this.later(Math.max(0, this.times.everyMs - (performance.now() - sentAtMs)), () => {
      if (this.shown?.begun === true) this.send({ kind: 'report', ...this.describe() }, this.shown);
    });
  }

  private end(status: IndexStatus | undefined): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    const { shown } = this;
    this.shown = undefined;
    if (shown?.begun !== true) return;
    const message = status?.message ?? (status === undefined ? undefined : t(status.stage));
    this.port.sendProgress(shown.token, { kind: 'end', ...(message !== undefined && { message }) });
  }

  private send(step: ProgressStep, shown: { token: string; sentAtMs: number }): void {
    shown.sentAtMs = performance.now();
    this.port.sendProgress(shown.token, step);
  }

  private describe(): { percentage: number; message: string } {
    const { shown, latest } = this;
    const reached = latest === undefined ? 0 : percentageOf(latest);
    const percentage = Math.max(shown?.percentage ?? 0, reached);
    if (shown !== undefined) shown.percentage = percentage;
    return { percentage, message: latest === undefined ? '' : progressText(latest) };
  }

  /** Runs the one step that waits, at its time; one that waits already is left to wait. */
  private later(delayMs: number, step: () => void): void {
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      step();
    }, delayMs);
  }
}

/** 100 is kept for the end. */
function percentageOf({ filesDone, filesTotal }: IndexStatus): number {
  return filesTotal === 0 ? 0 : Math.min(99, Math.floor((100 * filesDone) / filesTotal));
}

/** `Indexing: 120 of 4,000 files, 85 a second, 46 s left`. */
export function progressText(status: IndexStatus): string {
  const { stage, filesDone, filesTotal, filesPerSecond, secondsLeft } = status;
  if (filesTotal === 0) return t(stage);
  const parts = [t('{0} of {1} files', formatCount(filesDone), formatCount(filesTotal))];
  if (filesPerSecond !== undefined) parts.push(t('{0} a second', formatCount(filesPerSecond)));
  if (secondsLeft !== undefined) parts.push(t('{0} left', timeText(secondsLeft)));
  return `${t(stage)}: ${parts.join(', ')}`;
}

function timeText(seconds: number): string {
  const whole = Math.max(1, Math.round(seconds));
  return whole < 120 ? `${whole} s` : `${Math.round(whole / 60)} min`;
}
