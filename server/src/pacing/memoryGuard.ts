import { messageOf } from '../base/errors';
import { Gate } from '../base/gate';
import type { Logger } from '../base/logger';
import { t } from '../base/texts';
import {
  availableBytes,
  type BudgetRequest,
  type MemoryBudget,
  memoryBudget,
  type MemorySources,
} from './memoryBudget';
import {
  chooseStrategy,
  compareLevels,
  levelFor,
  type MemoryLevel,
  type MemoryStrategy,
  memoryThresholds,
  milder,
  stricter,
} from './memoryStrategy';
import { type Clock, steadyClock } from './steadyClock';

/** What the guard knows at one moment. */
export interface MemorySnapshot {
  /** Resident bytes of the process with all of its threads. */
  rssBytes: number;
  limitBytes: number;
  level: MemoryLevel;
  strategy: MemoryStrategy;
  /** For a person: where the limit comes from. */
  limitReason: string;
}

export interface MemoryGuardOptions {
  budget: BudgetRequest;
  /** `auto` chooses by pressure. */
  strategy: MemoryStrategy | 'auto';
  sources: MemorySources;
  /** Has garbage collected at once; answers whether it was. */
  collect: () => boolean;
  logger: Logger;
  clock?: Clock;
}

/** A change of the level, and what to do about it is the listener's. */
export type LevelListener = (level: MemoryLevel, snapshot: MemorySnapshot) => void;

/** RSS is read at most this often, however many batches end. */
const SAMPLE_MS = 250;

/** The bound itself follows the machine's free memory this often. */
const BUDGET_MS = 30_000;

/** A collection stops the main thread, and a search with it, for some 100 ms: it is asked for this rarely. */
const COLLECT_WHEN_RISING_MS = 15_000;
const COLLECT_WHEN_STAYING_MS = 60_000;

/** A milder level is tried when the share was clearly below the level's own for the first, or just below for the second. */
const CLEARLY_BELOW = 0.08;
const RECOVERY_MS = 5_000;
const SLOW_RECOVERY_MS = 30_000;

/** Pausing frees memory within seconds or not at all: after this, indexing counts as stopped and the user is told. */
const PATIENCE_MS = 60_000;

/** Pauses within the window below, with nothing done in between, that show that this limit is too small for any work: indexing counts as stopped until they are past. */
const MAX_FRUITLESS_PAUSES = 6;

/** Pauses this far back still speak for streaming. */
const PAUSE_WINDOW_MS = 600_000;

/** Weight of the newest sample in the mean share: some ten samples, ten seconds at rest, make it. */
const NEWEST_WEIGHT = 0.1;

/** What the machine itself must keep: a twentieth of its memory, and no more than this many bytes. */
const MACHINE_RESERVE_SHARE = 0.05;
const MACHINE_RESERVE_BYTES = 500_000_000;

/**
 * Watches the memory of this process and says how freely indexing may use it. V8 keeps garbage until it needs the room,
 * so that RSS alone overstates: before a stricter level holds, a collection is asked for and RSS is read again. Levels
 * rise at once and fall step by step. Nothing here throws.
 */
export class MemoryGuard {
  private readonly listeners = new Set<LevelListener>();
  private readonly gate = new Gate();
  private readonly now: Clock;
  private readonly pauses: number[] = [];
  /** It was the machine's memory that last asked for a pause, and not this process's share of it. */
  private isMachineShort = false;
  /** Those since a batch was last finished. */
  private fruitlessPauses: number[] = [];
  private level: MemoryLevel = 'normal';
  private strategy: MemoryStrategy;
  private budget: MemoryBudget;
  private rssBytes = 0;
  private meanShare = 0;
  private sampledAt = -Infinity;
  private budgetAt: number;
  private collectedAt = -Infinity;
  private levelSince: number;
  private belowSince: number | undefined;
  private clearlyBelowSince: number | undefined;
  private toldOfFailure = false;

  constructor(private readonly options: MemoryGuardOptions) {
    this.now = steadyClock(options.clock);
    this.budget = memoryBudget(options.budget, options.sources);
    this.budgetAt = this.levelSince = this.now();
    this.strategy = options.strategy === 'auto' ? 'balanced' : options.strategy;
    if (this.strategy === 'streaming') this.level = 'streaming';
  }

  /** Calls back at every change of the level, until the answered function is called. */
  onLevel(listener: LevelListener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  get snapshot(): MemorySnapshot {
    const { rssBytes, level, strategy, budget } = this;
    return { rssBytes, limitBytes: budget.limitBytes, level, strategy, limitReason: budget.reason };
  }

  /** Share of the budget that was held at the last look. */
  get share(): number {
    return this.rssBytes / this.budget.limitBytes;
  }

  /** True while nothing more may be indexed. */
  get isExhausted(): boolean {
    return this.gate.isClosed;
  }

  /**
   * Resolves once there is memory for a batch.
   * @throws {import('../base/errors').AkinError} `aborted` on the signal
   */
  pass(signal: AbortSignal): Promise<void> {
    return this.gate.pass(signal);
  }

  /** Why nothing is indexed, for a person; undefined while something is. */
  get message(): string | undefined {
    if (this.level !== 'stopped') return undefined;
    const { rssBytes, budget, isMachineShort } = this;
    if (isMachineShort)
      return t(
        "Indexing has stopped to save memory: less than {0} MB of this machine's memory were free. Search works with what is indexed, and indexing goes on when memory is free again.",
        inMb(this.machineReserveBytes() / 2),
      );
    return t(
      'Indexing has stopped to save memory: Akin holds {0} MB of the {1} MB it may ({2}). Search works with what is indexed, and indexing goes on when memory is free. akin.memory.limitMb sets another limit.',
      inMb(rssBytes),
      inMb(budget.limitBytes),
      budget.reason,
    );
  }

  /** A batch was finished: pauses were worth their time. */
  progressed(): void {
    this.fruitlessPauses = [];
  }

  /** Looks at the memory, unless it was just looked at. */
  check(): void {
    const now = this.now();
    if (now - this.sampledAt < SAMPLE_MS) return;
    this.sampledAt = now;
    try {
      if (now - this.budgetAt >= BUDGET_MS) {
        this.budgetAt = now;
        this.budget = memoryBudget(this.options.budget, this.options.sources);
      }
      this.sample(now);
      this.toldOfFailure = false;
    } catch (error) {
      // Without a reading the level stays; the next look may succeed.
      if (!this.toldOfFailure)
        this.options.logger.warn(`The memory in use cannot be read: ${messageOf(error)}`);
      this.toldOfFailure = true;
    }
  }

  private sample(now: number): void {
    this.readRss();
    this.meanShare += (this.share - this.meanShare) * NEWEST_WEIGHT;
    this.adaptStrategy();
    let wanted = this.wantedLevel();
    if (this.isCollectionDue(wanted, now)) {
      this.collectedAt = now;
      if (this.options.collect()) this.readRss();
      wanted = stricter(this.wantedLevel(), 'reduced');
    }
    wanted = this.sternerAfterPauses(wanted, now);
    if (compareLevels(wanted, this.level) > 0) this.change(wanted, now);
    else if (compareLevels(wanted, this.level) < 0) this.recover(now);
    else this.stay(now);
  }

  private readRss(): void {
    this.rssBytes = this.options.sources.rssBytes();
  }

  private get floor(): MemoryLevel {
    return this.strategy === 'streaming' ? 'streaming' : 'normal';
  }

  private wantedLevel(): MemoryLevel {
    const own = levelFor(this.share, memoryThresholds[this.strategy]);
    const machine = this.machineLevel();
    const wanted = stricter(own, machine);
    // Where both ask for the same, another limit for this process would not help.
    if (compareLevels(wanted, 'paused') >= 0) this.isMachineShort = machine === wanted;
    return wanted;
  }

  /** What a machine that runs out of memory asks for, whoever takes it. */
  private machineLevel(): MemoryLevel {
    const reserve = this.machineReserveBytes();
    const available = availableBytes(this.options.sources);
    if (available >= reserve) return 'normal';
    return available >= reserve / 2 ? 'streaming' : 'paused';
  }

  private machineReserveBytes(): number {
    return Math.min(this.options.sources.totalBytes() * MACHINE_RESERVE_SHARE, MACHINE_RESERVE_BYTES);
  }

  private sternerAfterPauses(wanted: MemoryLevel, now: number): MemoryLevel {
    for (const pauses of [this.pauses, this.fruitlessPauses])
      while (pauses.length > 0 && now - (pauses[0] ?? 0) > PAUSE_WINDOW_MS) pauses.shift();
    const tooOften = this.fruitlessPauses.length >= MAX_FRUITLESS_PAUSES;
    // Between the two there is no difference for anyone but the user, who is told once.
    if (this.level === 'stopped') return tooOften || wanted === 'paused' ? 'stopped' : wanted;
    return tooOften && wanted === 'paused' ? 'stopped' : wanted;
  }

  private adaptStrategy(): void {
    if (this.options.strategy !== 'auto') return;
    const pressure = { meanShare: this.meanShare, pauses: this.pauses.length };
    this.strategy = chooseStrategy(pressure, this.strategy);
  }

  private isCollectionDue(wanted: MemoryLevel, now: number): boolean {
    if (wanted === this.floor || wanted === 'normal') return false;
    const rise = compareLevels(wanted, this.level);
    const every = rise > 0 ? COLLECT_WHEN_RISING_MS : COLLECT_WHEN_STAYING_MS;
    return rise >= 0 && now - this.collectedAt >= every;
  }

  private stay(now: number): void {
    this.belowSince = this.clearlyBelowSince = undefined;
    if (this.level === 'paused' && now - this.levelSince >= PATIENCE_MS) this.change('stopped', now);
  }

  /** One step at a time: what a milder level takes is seen before the next. */
  private recover(now: number): void {
    const { level } = this;
    if (level === 'normal') return;
    this.belowSince ??= now;
    const threshold = memoryThresholds[this.strategy][level === 'stopped' ? 'paused' : level];
    if (this.share >= threshold - CLEARLY_BELOW) this.clearlyBelowSince = undefined;
    else this.clearlyBelowSince ??= now;
    const isClear = this.clearlyBelowSince !== undefined && now - this.clearlyBelowSince >= RECOVERY_MS;
    if (isClear || now - this.belowSince >= SLOW_RECOVERY_MS) this.change(milder(level), now);
  }

  private change(level: MemoryLevel, now: number): void {
    const before = this.level;
    this.level = level;
    this.levelSince = now;
    this.belowSince = this.clearlyBelowSince = undefined;
    if (compareLevels(level, 'paused') >= 0) {
      if (!this.gate.isClosed) {
        this.pauses.push(now);
        this.fruitlessPauses.push(now);
      }
      this.gate.close();
    } else this.gate.open();
    const { snapshot } = this;
    const held = `${inMb(snapshot.rssBytes)} of ${inMb(snapshot.limitBytes)} MB (${snapshot.limitReason})`;
    this.options.logger.info(`Memory: ${before} → ${level}, ${snapshot.strategy}, ${held}.`);
    for (const listener of this.listeners) this.tell(listener, snapshot);
  }

  private tell(listener: LevelListener, snapshot: MemorySnapshot): void {
    try {
      listener(snapshot.level, snapshot);
    } catch (error) {
      this.options.logger.warn(`Memory could not be freed: ${messageOf(error)}`);
    }
  }
}

function inMb(bytes: number): number {
  return Math.round(bytes / 1_000_000);
}
