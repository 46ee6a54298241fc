import { t } from '../base/texts';
import type { Power } from './powerSource';
import { type Clock, steadyClock } from './steadyClock';

/** Shares of the time in which batches may be worked on, from just above 0 to 1. */
export interface DutyCycle {
  /** While nobody types and the machine is plugged in. */
  rest: number;
  typing: number;
  battery: number;
}

export interface ProcessorMannersOptions {
  duty: DutyCycle;
  power: () => Power;
  clock?: Clock;
}

/** A person who thinks between two words types on: within this after a key, he counts as typing. */
const TYPING_MS = 2_000;

/** No rest is longer, however long the batch was: progress must be seen, and what holds it back may be over. */
const MAX_REST_MS = 2_000;

/** How much of the processor indexing takes, so that a person at the machine does not notice it. */
export class ProcessorManners {
  private readonly now: Clock;
  private typedAt = -Infinity;

  constructor(private readonly options: ProcessorMannersOptions) {
    this.now = steadyClock(options.clock);
  }

  /** A key was pressed in a document. Cheap: it comes with every one. */
  noteTyping(): void {
    this.typedAt = this.now();
  }

  get isTyping(): boolean {
    return this.now() - this.typedAt < TYPING_MS;
  }

  /** The share of the time that may be worked now, and why, for a person. */
  share(): { share: number; reason: string } {
    const { duty, power } = this.options;
    const shares = [
      { share: duty.rest, reason: t('nobody types') },
      ...(this.isTyping ? [{ share: duty.typing, reason: t('someone types') }] : []),
      ...(power() === 'battery' ? [{ share: duty.battery, reason: t('the machine is on battery') }] : []),
    ];
    return shares.reduce((least, next) => (next.share < least.share ? next : least));
  }

  /** How long to rest after working this long. */
  restMs(workedMs: number): number {
    const { share } = this.share();
    if (share >= 1 || workedMs <= 0) return 0;
    return Math.min(MAX_REST_MS, workedMs * (1 / share - 1));
  }
}
