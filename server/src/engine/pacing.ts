import type { Logger } from '../base/logger';
import { Metrics } from '../base/metrics';
import { t } from '../base/texts';
import { BatchOptimiser } from '../pacing/batchOptimiser';
import { collectGarbage } from '../pacing/collectGarbage';
import { MemoryGuard } from '../pacing/memoryGuard';
import { type MemorySources, realMemorySources } from '../pacing/memoryBudget';
import { compareLevels, type MemoryLevel } from '../pacing/memoryStrategy';
import { FolderPace } from '../pacing/folderPace';
import type { BatchSample, Pace } from '../pacing/pace';
import type { PerformancePlan } from '../pacing/performancePlan';
import { PowerSource } from '../pacing/powerSource';
import { ProcessorLoad } from '../pacing/processorLoad';
import { ProcessorManners } from '../pacing/processorManners';
import { type Clock, steadyClock } from '../pacing/steadyClock';
import { Watchdog, type WatchedWork } from '../pacing/watchdog';
import { fullSpeedPace, WorkspacePace } from '../pacing/workspacePace';
import type { EngineMemory, EngineStatus, PerformanceReport } from './engineTypes';
import { FINISHING } from './folderStatus';
import { PerformanceHistory } from './performanceHistory';
import { MetricNames, performanceThresholds } from './performanceThresholds';

export interface EnginePacingOptions {
  plan: PerformancePlan;
  logger: Logger;
  /** The work of each folder, by its path, to see whether it gets on; {@link EnginePacing} adds whether it is held back. */
  look: () => ReadonlyMap<string, WatchedWork>;
  /** Starts the indexing of a folder anew after it stood still; absent where it cannot. */
  restart?: (folder: string) => void;
  /** Frees what can be had again: caches, the model, what threads hold. */
  freeMemory: () => void;
  /** Frees what the threads hold that read files, while they go on: a grammar that was used once keeps its memory. */
  freeThreads: () => void;
  /** How often the cache of vectors had what was asked for, since the start; never where there is none. */
  cacheUse?: () => { hits: number; misses: number };
  /** Told when {@link EnginePacing.amend} would say something else. */
  onChange: () => void;
  sources?: MemorySources;
  clock?: Clock;
}

/** Between two looks at memory and progress while no batch ends; a look takes some 50 µs. */
const TICK_MS = 2_000;

/** RSS jitters; a status that differs by less is not worth a message. */
const RSS_STEP_MB = 10;

/** All that decides how fast an engine may go and that measures how fast it goes. Ended with {@link dispose}. */
export class EnginePacing {
  private readonly pace: WorkspacePace;
  readonly metrics: Metrics;
  private readonly history: PerformanceHistory;
  private readonly guard: MemoryGuard;
  /** As it was last told. */
  private level: MemoryLevel;
  private readonly optimiser: BatchOptimiser;
  private readonly manners: ProcessorManners | undefined;
  private readonly watched = new Map<string, WatchedFolder>();
  private readonly timer: NodeJS.Timeout;
  private onStopped: ((message: string) => void)[] = [];

  constructor(private readonly options: EnginePacingOptions) {
    const { plan } = options;
    const clock = options.clock === undefined ? {} : { clock: options.clock };
    this.metrics = new Metrics(performanceThresholds, steadyClock(options.clock));
    this.guard = this.makeGuard(clock);
    this.level = this.guard.snapshot.level;
    this.optimiser = new BatchOptimiser({
      minimumChunks: plan.minimumChunks,
      maximumChunks: plan.maximumChunks,
      latencyMs: plan.batchLatencyMs,
      targets: { others: plan.othersTarget, memory: plan.memoryTarget },
      aggressiveness: plan.aggressiveness,
    });
    this.manners = neverRests(plan) ? undefined : makeManners(plan, clock);
    this.pace = this.makePace(clock);
    this.timer = setInterval(() => this.look(), TICK_MS);
    this.timer.unref();
    this.guard.check();
    this.history = this.makeHistory();
    this.history.look();
  }

  /** Looks at memory and progress, as happens every {@link TICK_MS}. */
  look(): void {
    this.guard.check();
    this.watch();
    this.history.look();
  }

  /** What the loop of a folder asks. */
  paceOf(folder: string): Pace {
    return this.watchedFolder(folder).pace;
  }

  /** What all of the server may take, in MB (10^6 bytes). */
  get memoryLimitMb(): number {
    return this.guard.snapshot.limitBytes / 1e6;
  }

  /** True from the level at which files are taken one at a time. */
  get isShortOfMemory(): boolean {
    return compareLevels(this.guard.snapshot.level, 'streaming') >= 0;
  }

  /** A key was pressed in a document. */
  noteTyping(): void {
    this.manners?.noteTyping();
  }

  /** Calls back with the reason when indexing has to stop for want of memory; at once when it has. */
  whenStopped(tell: (message: string) => void): void {
    const { message } = this.guard;
    if (message !== undefined) tell(message);
    else this.onStopped.push(tell);
  }

  /** Adds to a status what holds indexing back. */
  amend(status: EngineStatus): EngineStatus {
    const amended: EngineStatus = {
      ...this.heldBack(status),
      memory: this.memory(),
      batch: this.optimiser.recommendation(),
    };
    const held = needsMemory(status) ? this.guard.message : undefined;
    const stalls = [...this.watched.values()].map(({ stallMessage }) => stallMessage);
    const messages = [status.message, held, ...stalls].filter((part) => part !== undefined);
    if (messages.length > 0) amended.message = messages.join(' ');
    return amended;
  }

  /** A status, of a folder too, with the state and stage of an indexing that waits for memory. */
  heldBack(status: EngineStatus): EngineStatus {
    if (!needsMemory(status)) return status;
    const { level } = this.guard.snapshot;
    if (level === 'paused') return { ...status, stage: 'Waiting for memory' };
    return level === 'stopped'
      ? { ...status, state: 'degraded', degradedBy: 'memory', stage: 'Stopped' }
      : status;
  }

  report(): PerformanceReport {
    const { plan } = this.options;
    this.guard.check();
    this.metrics.gauge(MetricNames.memoryShare, this.guard.share);
    this.history.look();
    const { files, concurrency } = this.pace.limits();
    const { level, scenario, embeddingThreads, parsingThreads } = plan;
    return {
      ...this.metrics.snapshot(),
      memory: { ...this.memory(), limitReason: this.guard.snapshot.limitReason },
      batch: { ...this.optimiser.recommendation(), files, concurrency },
      profile: { level, scenario, embeddingThreads, parsingThreads },
      duty: this.manners?.share() ?? { share: 1, reason: t('indexing never rests in this profile') },
      history: [...this.history.samples],
    };
  }

  dispose(): void {
    clearInterval(this.timer);
  }

  private makeGuard(clock: { clock?: Clock }): MemoryGuard {
    const { plan, sources = realMemorySources, logger } = this.options;
    const guard = new MemoryGuard({
      budget: { limitMb: plan.memoryLimitMb, automaticMaximumMb: plan.memoryMaximumMb },
      strategy: plan.memoryStrategy,
      sources,
      collect: () => {
        this.metrics.count(MetricNames.collections);
        return collectGarbage();
      },
      logger,
      ...clock,
    });
    guard.onLevel((level) => this.levelChanged(level));
    return guard;
  }

  private makeHistory(): PerformanceHistory {
    return new PerformanceHistory(this.metrics, () => {
      const { rssBytes, limitBytes } = this.guard.snapshot;
      const { hits, misses } = this.options.cacheUse?.() ?? { hits: 0, misses: 0 };
      return { rssBytes, limitBytes, cacheHits: hits, cacheMisses: misses };
    });
  }

  private makePace(clock: { clock?: Clock }): WorkspacePace {
    const { plan } = this.options;
    const load = new ProcessorLoad();
    const options = {
      guard: this.guard,
      optimiser: this.optimiser,
      othersShare: () => load.othersShare(),
      othersTarget: plan.othersTarget,
      minimumChunks: plan.minimumChunks,
      concurrency: plan.parsingThreads,
      onBatch: (sample: BatchSample) => this.measure(sample),
      ...clock,
    };
    return this.manners === undefined
      ? fullSpeedPace(options)
      : new WorkspacePace({ ...options, manners: this.manners });
  }

  private levelChanged(level: MemoryLevel): void {
    const before = this.level;
    this.level = level;
    const isPast = (border: MemoryLevel): boolean =>
      compareLevels(before, border) < 0 && compareLevels(level, border) >= 0;
    // What may be freed is freed once, on the way up; a stop that follows a pause finds nothing more.
    if (isPast('paused')) this.options.freeMemory();
    else if (isPast('streaming')) this.options.freeThreads();
    if (level === 'paused') this.metrics.count(MetricNames.memoryPauses);
    const { message } = this.guard;
    if (message !== undefined) {
      this.options.logger.warn(message);
      for (const tell of this.onStopped.splice(0)) tell(message);
    }
    this.options.onChange();
  }

  /** Looks whether each folder gets on: one that stands still is seen beside others that do not. */
  private watch(): void {
    const works = this.options.look();
    for (const folder of works.keys()) this.watchedFolder(folder).watchdog.check();
    for (const folder of [...this.watched.keys()]) if (!works.has(folder)) this.watched.delete(folder);
  }

  private watchedFolder(folder: string): WatchedFolder {
    const known = this.watched.get(folder);
    if (known !== undefined) return known;
    const { look, restart, logger, clock } = this.options;
    const pace = new FolderPace(this.pace);
    const watchdog = new Watchdog({
      look: () => {
        const work = look().get(folder) ?? IDLE;
        return { ...work, isDue: work.isDue && !pace.isHolding };
      },
      ...(restart !== undefined && { restart: () => restart(folder) }),
      onStall: ({ message }) => this.stalled(folder, message),
      onRecovered: () => this.stalled(folder, undefined),
      logger,
      ...(clock !== undefined && { clock }),
    });
    const watched: WatchedFolder = { pace, watchdog, stallMessage: undefined };
    this.watched.set(folder, watched);
    return watched;
  }

  private stalled(folder: string, message: string | undefined): void {
    this.watchedFolder(folder).stallMessage = message;
    if (message !== undefined) {
      this.metrics.count(MetricNames.stalls);
      this.options.logger.error(message);
    }
    this.options.onChange();
  }

  private measure(sample: BatchSample): void {
    const { metrics } = this;
    metrics.count(MetricNames.batches);
    for (const name of ['files', 'chunks', 'bytes'] as const) metrics.count(MetricNames[name], sample[name]);
    for (const name of ['read', 'parse', 'embed', 'store'] as const)
      metrics.time(MetricNames[name], sample[`${name}Ms`]);
    metrics.time(MetricNames.batch, sample.wallMs);
    if (sample.chunks > 0 && sample.wallMs > 0)
      metrics.time(MetricNames.chunksPerSecond, (sample.chunks / sample.wallMs) * 1000);
    metrics.gauge(MetricNames.memoryShare, this.guard.share);
  }

  private memory(): EngineMemory {
    const { rssBytes, limitBytes, level, strategy } = this.guard.snapshot;
    return {
      rssMb: Math.round(rssBytes / 1_000_000 / RSS_STEP_MB) * RSS_STEP_MB,
      limitMb: Math.round(limitBytes / 1_000_000),
      level,
      strategy,
    };
  }
}

interface WatchedFolder {
  pace: FolderPace;
  watchdog: Watchdog;
  /** Set while it stands still. */
  stallMessage: string | undefined;
}

/** Of a folder that is gone. */
const IDLE: WatchedWork = { isDue: false, progress: '', stage: '', currentFile: undefined };

function neverRests({ duty }: PerformancePlan): boolean {
  return Math.min(duty.rest, duty.typing, duty.battery) >= 1;
}

function makeManners(plan: PerformancePlan, clock: { clock?: Clock }): ProcessorManners {
  const power = new PowerSource(clock);
  return new ProcessorManners({ duty: plan.duty, power: () => power.current(), ...clock });
}

/** Once all is stored there is nothing that memory could be waited for. */
function needsMemory({ state, stage }: EngineStatus): boolean {
  return state === 'indexing' && stage !== FINISHING;
}
