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
  /** It was worth its step, and is not asked again until the next look around: noise would tell it to go sooner or later. */
  kept: boolean;
}

/** Batches of one size that are remembered; their median is the size's figure. */
const REMEMBERED = 9;

/** Batches of one size before it is judged: the median of five passes over two that something else held up. */
const ENOUGH = 5;

/** Sizes are tried anew after this many batches, since code and machine change; it takes some three times {@link ENOUGH}. */
const EXPLORE_EVERY = 200;

/** Batches without pressure before a larger size is tried again. */
const CALM_BATCHES = 10;

/** What twice the size must gain at least, for aggressiveness 0 and 1. */
const GAIN_ASKED = { patient: 0.15, eager: 0.03 } as const;

/** Batches much smaller than asked for, as at the end of a queue, say nothing of the size that was asked for. */
const FULL_SHARE = 0.5;

/**
 * Finds how many chunks a batch should have by climbing sizes that double. Every batch has a fixed cost (a commit), so
 * that throughput rises with the size, by less at every step, and falls where memory or caches run out: a step up
 * is kept only when it pays. It settles: between two looks around each size is entered from below and judged once at
 * most, and a size that was judged too large bounds the rest. On a machine that does not change the size stands still
 * after {@link ENOUGH} batches for every step, until the next look around. The first climb leaps, one batch a size.
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
  private reason = 'the first batches are small, so that something can be found at once';

  constructor(private readonly options: BatchOptimiserOptions) {
    this.rungs = rungsFor(options.minimumChunks, options.maximumChunks);
    this.ceiling = this.rungs.length - 1;
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
      ? `${percent(memory)} of the memory budget is held, more than ${percent(targets.memory)}`
      : `other programs use ${percent(others)} of the processors, more than ${percent(targets.others)}`;
    if (this.at > 0) this.move(this.at - 1, why);
    else this.reason = `the smallest batch: ${why}`;
    return true;
  }

  /** One batch of each size, until one does not pay; from there on sizes are judged with care. */
  private leap(): void {
    const { at, current } = this;
    const below = this.rungs[at - 1];
    const wallMs = median(current.walls);
    const isShort = at === 0 || wallMs <= this.options.latencyMs;
    const pays = below === undefined || median(current.rates) / median(below.rates) - 1 >= this.gainAsked;
    if (pays && isShort) this.climb(wallMs);
    if (this.at > at) return;
    this.starting = false;
    if (!isShort) this.settleForLatency(wallMs);
    else if (!pays) this.move(at - 1, `${current.chunks} chunks were hardly faster`);
  }

  private judge(): void {
    const { current } = this;
    const { latencyMs } = this.options;
    const wallMs = median(current.walls);
    if (this.at > 0 && wallMs > latencyMs) this.settleForLatency(wallMs);
    else if (current.kept || this.isWorthIt(current)) this.climb(wallMs);
  }

  /** Judges a size by the one below; without figures of that one it stays. */
  private isWorthIt(current: Rung): boolean {
    const below = this.rungs[this.at - 1];
    if (below !== undefined && below.rates.length >= ENOUGH) {
      const gain = median(current.rates) / median(below.rates) - 1;
      if (gain < this.gainAsked) {
        const { chunks } = current;
        this.settleBelow(
          gain < 0
            ? `chunks in batches of ${chunks} took ${percent(-gain)} longer`
            : `batches of ${chunks} were ${percent(gain)} faster, and must be ${percent(this.gainAsked)}`,
        );
        return false;
      }
      this.reason = `${percent(gain)} faster than batches of ${below.chunks}`;
    }
    current.kept = true;
    return true;
  }

  private climb(wallMs: number): void {
    const { current } = this;
    const next = this.rungs[this.at + 1];
    if (next === undefined) this.reason = this.reasonAtTop();
    if (next === undefined || this.at >= this.ceiling || this.calm < CALM_BATCHES) return;
    if (this.wallMsOfNext(wallMs) <= this.options.latencyMs)
      this.move(this.at + 1, `larger than ${current.chunks}, to see whether that is faster`);
    else {
      this.ceiling = this.at;
      this.reason = `${next.chunks} chunks would take longer than ${ms(this.options.latencyMs)}`;
    }
  }

  /** How long twice the size will take, on the line through this size and its half; without that one, it is seen. */
  private wallMsOfNext(wallMs: number): number {
    const below = this.rungs[this.at - 1];
    if (below === undefined || below.walls.length === 0) return wallMs;
    return wallMs + 2 * Math.max(0, wallMs - median(below.walls));
  }

  private reasonAtTop(): string {
    return this.rungs.length === 1 ? 'a fixed size is set' : 'the largest batch allowed is the fastest';
  }

  private get gainAsked(): number {
    const { patient, eager } = GAIN_ASKED;
    return patient + (eager - patient) * this.options.aggressiveness;
  }

  private settleForLatency(wallMs: number): void {
    this.settleBelow(
      `${this.current.chunks} chunks took ${ms(wallMs)}, longer than ${ms(this.options.latencyMs)}`,
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

  /** Climbs anew from one step below, with figures of now. */
  private lookAround(): void {
    this.sinceExploring = 0;
    this.ceiling = this.rungs.length - 1;
    for (const rung of this.rungs) {
      rung.rates.length = rung.walls.length = 0;
      rung.kept = false;
    }
    this.move(Math.max(0, this.at - 1), 'sizes are compared anew from time to time');
  }
}

function rungsFor(minimum: number, maximum: number): Rung[] {
  const sizes: number[] = [];
  for (let size = minimum; size < maximum; size *= 2) sizes.push(size);
  return [...sizes, maximum].map((chunks) => ({ chunks, rates: [], walls: [], kept: false }));
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
