import { t } from '../base/texts';

/** What else the machine does, as shares from 0 to 1. */
export interface MachineLoad {
  /** Of the processors' time, used by other programs. */
  others: number;
  /** Of the memory budget, held by this process. */
  memory: number;
}

export interface BatchOptimiserOptions {
  /** Chunks in a batch, both inclusive. */
  minimumChunks: number;
  maximumChunks: number;
  /** A batch that takes longer is too large: what the user does next waits for it. */
  latencyMs: number;
  /** Loads beyond which batches shrink. */
  targets: MachineLoad;
  /** From 0 (a larger batch must clearly pay) to 1 (any gain is taken). */
  aggressiveness: number;
}

/** A batch as it counts here. */
export interface MeasuredBatch {
  chunks: number;
  /** From its begin to its end: what something urgent may have to wait for. */
  wallMs: number;
  /** The time that it took of all: batches overlap, so that this is less. */
  workedMs: number;
}

/** Chunks of the next batch, and why, for a person. */
export interface BatchRecommendation {
  chunks: number;
  reason: string;
}

/** One size that was measured. */
interface Rung {
  chunks: number;
  /** Chunks per second and ms of the last batches of this size. */
  rates: number[];
  walls: number[];
  /** It was better than the size below, and is not asked again until the next look around: noise would tell it to go sooner or later. */
  kept: boolean;
}

/** Batches of one size that are remembered; their median is the size's figure. */
const REMEMBERED = 9;

/** Batches of one size before it is judged: the median of five passes over two that something else held up. */
const ENOUGH = 5;

/** In the first climb, where each size was seen once: less than this is what files alone differ by. */
const CLEAR_LOSS = 0.25;

/** What the first climb begins with: most machines are fastest with some 1,000, and one that is not is soon measured. */
const FIRST_CHUNKS = 1024;

/** Sizes are tried anew after this many batches, since code and machine change; it takes some three times {@link ENOUGH}. */
const EXPLORE_EVERY = 200;

/** Batches without pressure before a larger size is tried again. */
const CALM_BATCHES = 10;

/** What twice the size must gain at least, for aggressiveness 0 and 1. */
const GAIN_ASKED = { patient: 0.15, eager: 0.03 } as const;

/** Batches much smaller than asked for, as at the end of a queue, say nothing of the size that was asked for. */
const FULL_SHARE = 0.25;

/**
 * Finds how many chunks a batch should have by climbing sizes that double. Every batch has a fixed cost (a commit), so
 * that throughput rises with the size, by less at every step, and falls where memory or caches run out: a larger size
 * is kept only when it pays. It settles: between two looks around a size that beat the one below is not asked again,
 * and one that did not bounds the rest, so that each pair of neighbours is judged once. The first climb leaps, one batch
 * a size.
 */
export class BatchOptimiser {
  private readonly rungs: Rung[];
  private at = 0;
  /** The highest rung that may be entered until the next look around. */
  private ceiling: number;
  /** Nothing is known yet: each batch may be twice the one before. */
  private starting = true;
  private sinceMove = 0;
  private sinceExploring = 0;
  private calm = CALM_BATCHES;
  private reason = t('what is right on most machines, until this one is measured');

  constructor(private readonly options: BatchOptimiserOptions) {
    this.rungs = rungsFor(options.minimumChunks, options.maximumChunks);
    this.ceiling = this.rungs.length - 1;
    while (this.at < this.ceiling && this.current.chunks < FIRST_CHUNKS) this.at++;
    if (this.rungs.length === 1) this.reason = this.reasonAtTop();
  }

  recommendation(): BatchRecommendation {
    return { chunks: this.current.chunks, reason: this.reason };
  }

  /** Learns from a batch. Samples that say nothing, such as an empty batch, change nothing. */
  finished(batch: MeasuredBatch, load: MachineLoad): void {
    if (this.yieldTo(load)) return;
    const { chunks, wallMs, workedMs } = batch;
    if (!(wallMs > 0 && workedMs > 0) || chunks < this.current.chunks * FULL_SHARE) return;
    remember(this.current.rates, (chunks / workedMs) * 1000);
    remember(this.current.walls, wallMs);
    this.sinceMove++;
    if (++this.sinceExploring >= EXPLORE_EVERY) this.lookAround();
    if (this.starting) this.leap();
    else if (this.sinceMove >= ENOUGH) this.judge();
  }

  private get current(): Rung {
    return this.rungs[this.at] as Rung;
  }

  /** Makes room for others at once. */
  private yieldTo({ others, memory }: MachineLoad): boolean {
    const { targets } = this.options;
    const isMemory = memory > targets.memory;
    if (!isMemory && others <= targets.others) {
      this.calm++;
      return false;
    }
    this.calm = 0;
    const why = isMemory
      ? t('{0} of the memory budget is held, more than {1}', percent(memory), percent(targets.memory))
      : t(
          'other programs use {0} of the processors, more than {1}',
          percent(others),
          percent(targets.others),
        );
    if (this.at > 0) this.move(this.at - 1, why);
    else if (this.rungs.length > 1) this.reason = t('the smallest batch: {0}', why);
    return true;
  }

  /** One batch of each size, until one clearly does not pay; from there on sizes are compared with care. */
  private leap(): void {
    const { at, current } = this;
    const below = this.rungs[at - 1];
    const wallMs = median(current.walls);
    const isLong = at > 0 && wallMs > this.options.latencyMs;
    const isWorse = below !== undefined && below.rates.length > 0 && gainOf(current, below) < -CLEAR_LOSS;
    if (!isLong && !isWorse) this.tryNext(wallMs);
    if (this.at > at) return;
    this.starting = false;
    if (isLong) this.settleForLatency(wallMs);
    else if (isWorse) this.move(at - 1, t('{0} chunks were slower', current.chunks));
  }

  /** Compares the size with its neighbours, the larger first; what has no figures yet is gone to and measured. */
  private judge(): void {
    const { current } = this;
    const wallMs = median(current.walls);
    if (this.at > 0 && wallMs > this.options.latencyMs) this.settleForLatency(wallMs);
    else if (!this.returnsToNext() && this.isBetterThanBelow()) this.tryNext(wallMs);
  }

  /** Goes back to the next size where that was left to measure this one, and is the better. */
  private returnsToNext(): boolean {
    const { current } = this;
    const next = this.at < this.ceiling ? this.rungs[this.at + 1] : undefined;
    if (next === undefined || next.rates.length < ENOUGH || !this.isCalm) return false;
    if (compare(next, current, this.gainAsked) === 'worse') {
      this.ceiling = this.at;
      this.reason = describe(next, current, this.gainAsked);
      return false;
    }
    next.kept = true;
    this.move(this.at + 1, describe(next, current, this.gainAsked));
    return true;
  }

  /** False when the size was left, or is to be looked at for longer. */
  private isBetterThanBelow(): boolean {
    const { current } = this;
    const below = this.rungs[this.at - 1];
    if (below === undefined || current.kept) return true;
    if (below.rates.length < ENOUGH) {
      this.move(this.at - 1, t('smaller than {0}, to see whether that is as fast', current.chunks));
      return false;
    }
    const verdict = compare(current, below, this.gainAsked);
    if (verdict === 'worse') {
      this.settleBelow(describe(current, below, this.gainAsked));
      return false;
    }
    if (verdict === 'in doubt' && current.rates.length < REMEMBERED) return false;
    current.kept = true;
    this.reason = describe(current, below, this.gainAsked);
    return true;
  }

  private tryNext(wallMs: number): void {
    const next = this.rungs[this.at + 1];
    if (next === undefined) this.reason = this.reasonAtTop();
    if (next === undefined || this.at >= this.ceiling || !this.isCalm) return;
    if (this.wallMsOfNext(wallMs) <= this.options.latencyMs)
      this.move(this.at + 1, t('larger than {0}, to see whether that is faster', this.current.chunks));
    else {
      this.ceiling = this.at;
      this.reason = t('{0} chunks would take longer than {1}', next.chunks, ms(this.options.latencyMs));
    }
  }

  private get isCalm(): boolean {
    return this.calm >= CALM_BATCHES;
  }

  /** How long twice the size will take, on the line through this size and its half; without that one, it is seen. */
  private wallMsOfNext(wallMs: number): number {
    const below = this.rungs[this.at - 1];
    if (below === undefined || below.walls.length === 0) return wallMs;
    return wallMs + 2 * Math.max(0, wallMs - median(below.walls));
  }

  private reasonAtTop(): string {
    return this.rungs.length === 1 ? t('a fixed size is set') : t('the largest batch allowed is the fastest');
  }

  private get gainAsked(): number {
    const { patient, eager } = GAIN_ASKED;
    return patient + (eager - patient) * this.options.aggressiveness;
  }

  private settleForLatency(wallMs: number): void {
    this.settleBelow(
      t('{0} chunks took {1}, longer than {2}', this.current.chunks, ms(wallMs), ms(this.options.latencyMs)),
    );
  }

  private settleBelow(why: string): void {
    this.ceiling = this.at - 1;
    this.move(this.at - 1, why);
  }

  private move(to: number, reason: string): void {
    this.at = to;
    this.sinceMove = 0;
    this.reason = reason;
  }

  /** Compares anew, with figures of now. */
  private lookAround(): void {
    this.sinceExploring = 0;
    this.ceiling = this.rungs.length - 1;
    for (const rung of this.rungs) {
      rung.rates.length = rung.walls.length = 0;
      rung.kept = false;
    }
    this.sinceMove = 0;
  }
}

function rungsFor(minimum: number, maximum: number): Rung[] {
  const sizes: number[] = [];
  for (let size = minimum; size < maximum; size *= 2) sizes.push(size);
  return [...sizes, maximum].map((chunks) => ({ chunks, rates: [], walls: [], kept: false }));
}

/**
 * Judges a size by the one below. What noise leaves in doubt counts for the larger in the end: that it saves commits is
 * known, and the bounds of time and memory hold for it.
 */
function compare(larger: Rung, smaller: Rung, gainAsked: number): 'better' | 'worse' | 'in doubt' {
  const gain = gainOf(larger, smaller);
  const doubt = Math.hypot(uncertainty(larger.rates), uncertainty(smaller.rates));
  if (gain + doubt < gainAsked) return 'worse';
  return gain - doubt < gainAsked ? 'in doubt' : 'better';
}

function describe(larger: Rung, smaller: Rung, gainAsked: number): string {
  const gain = gainOf(larger, smaller);
  if (gain < 0) return t('chunks in batches of {0} took {1} longer', larger.chunks, percent(-gain));
  return gain < gainAsked
    ? t('batches of {0} were {1} faster, and must be {2}', larger.chunks, percent(gain), percent(gainAsked))
    : t('batches of {0} were {1} faster than of {2}', larger.chunks, percent(gain), smaller.chunks);
}

function gainOf(current: Rung, below: Rung): number {
  return median(current.rates) / median(below.rates) - 1;
}

/** How far the median may be off, as a share of it: 1.25 standard errors, from the median deviation (1.48 of which make one). */
function uncertainty(values: readonly number[]): number {
  const middle = median(values);
  const deviation = median(values.map((value) => Math.abs(value - middle)));
  return (1.25 * 1.48 * deviation) / Math.sqrt(values.length) / middle;
}

function remember(values: number[], value: number): void {
  values.push(value);
  if (values.length > REMEMBERED) values.shift();
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2;
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

function ms(value: number): string {
  return `${Math.round(value)} ms`;
}
