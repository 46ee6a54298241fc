import { isAborted, messageOf } from '../base/errors';
import type { Logger } from '../base/logger';
import { CHUNKER_VERSION } from '../chunking/chunk';
import type { Embedder } from '../embedding/embedder';
import { FileCatalogue } from '../indexing/fileCatalogue';
import { FolderScan } from '../indexing/folderScan';
import { Indexer } from '../indexing/indexer';
import type { ChunkSource } from '../indexing/prepareFile';
import type { SearchSource } from '../search/searchSource';
import type { ChunkStore, StoreChange } from '../store/chunkStore';
import { locateStore, type StoreLocation } from '../store/storeLocation';
import { claimWriter } from '../store/writerLock';
import { checkFolder } from '../workspace/folderGuard';
import type { EngineSettings, EngineStatus, RunCounts } from './engineTypes';
import { describeFolder } from './folderStatus';
import { type OpenedStore, openStore } from './openStore';
import { SearchableStore } from './searchableStore';
import { StoreUpkeep } from './storeUpkeep';

export interface FolderIndexOptions {
  /** Absolute path of the workspace folder. */
  root: string;
  storagePath: string;
  settings: EngineSettings;
  /** How to have a refused folder indexed all the same, as the end of a sentence. */
  howToInsist: string;
  chunker: ChunkSource;
  embedder: Embedder | undefined;
  /** Why there is no embedder, if so. */
  modelFailure: string | undefined;
  /** Why LanceDB does not work here, if so. */
  nativeFailure: string | undefined;
  logger: Logger;
  onChange: () => void;
  /** Told of everything that the store has taken in. */
  onCommit?: (change: StoreChange) => void;
  /** Told when the index is up to date, more than once. */
  onIdle?: () => void;
  /** Told when the index has been emptied. */
  onClear?: () => void;
}

/** Vectors of a folder without a model are never stored, so any length will do. */
const DIMENSIONS_WITHOUT_MODEL = 1;

/** Events of one branch switch or save-all arrive within this; a person does not notice it. */
const COALESCE_MS = 150;

/** How often a window that only reads looks whether the writing one has gone. */
const TAKE_OVER_MS = 5_000;

/** The index of one workspace folder: its store, the loop that fills it, and its state. */
export class FolderIndex {
  private location: StoreLocation | undefined;
  private opened: OpenedStore | undefined;
  private indexer: Indexer | undefined;
  private scanner: FolderScan | undefined;
  private stopLoop = new AbortController();
  private loop: Promise<void> = Promise.resolve();
  private tasks: Promise<void> = Promise.resolve();
  private pendingTasks = 0;
  private readonly changedPaths = new Set<string>();
  private timer: NodeJS.Timeout | undefined;
  private failure: string | undefined;
  private upkeep: StoreUpkeep | undefined;
  private searchable: SearchableStore | undefined;
  /** What another process has indexed, as last seen. */
  private readonlyCatalogue: FileCatalogue | undefined;
  /** `dirty` until the search indexes have been brought up to date after the last change. */
  private dirty = true;
  private finishing = false;
  private finished: Promise<void> = Promise.resolve();
  private paused = false;
  private cleared = false;
  private isClosed = false;
  private idleWaiters: (() => void)[] = [];

  constructor(private readonly options: FolderIndexOptions) {}

  get root(): string {
    return this.options.root;
  }

  /** Where to search; undefined until {@link open} is over. */
  get searchSource(): SearchSource | undefined {
    return this.opened === undefined ? undefined : this.searchable?.source;
  }

  /** The store; undefined until {@link open} is over. */
  get store(): ChunkStore | undefined {
    return this.opened?.store;
  }

  get counts(): RunCounts {
    const { embedded = 0, removed = 0 } = this.indexer?.progress ?? {};
    return { embedded, removed };
  }

  /** Size of the index on disk, measured when indexing last ended, or when the folder was closed. */
  get bytesOnDisk(): number {
    return this.upkeep?.bytes ?? 0;
  }

  /** Every indexed path. */
  paths(): Iterable<string> {
    return this.catalogue?.paths() ?? [];
  }

  /** Files that have chunks or could have: those that were read and left out do not count. */
  get indexedFiles(): number {
    const { catalogue } = this;
    if (catalogue === undefined) return 0;
    return [...catalogue.skipped.values()].reduce((rest, count) => rest - count, catalogue.size);
  }

  /** Whether the rules leave a path out; for watchers. */
  ignores(path: string): boolean {
    return this.scanner?.ignores(path) ?? false;
  }

  /**
   * Opens the store and begins to index.
   * @throws {import('../base/errors').AkinError} `folder-missing` or `folder-refused`
   */
  async open(): Promise<void> {
    const { root, settings, storagePath, embedder, logger, nativeFailure, howToInsist } = this.options;
    await checkFolder(root, settings.allowAnyFolder, howToInsist);
    const dimensions = embedder?.dimensions ?? DIMENSIONS_WITHOUT_MODEL;
    this.location = await locateStore(storagePath, root, {
      chunkerVersion: CHUNKER_VERSION,
      modelId: embedder?.modelId ?? '',
      dimensions,
    });
    const opened = await openStore({ location: this.location, dimensions, nativeFailure, logger });
    this.upkeep = new StoreUpkeep({
      opened,
      location: this.location,
      hasModel: embedder !== undefined,
      logger,
      onChange: () => this.changed(),
    });
    this.searchable = new SearchableStore(opened.store, dimensions, logger);
    const catalogue = await this.readStore(opened.store, this.searchable, this.upkeep);
    if (this.isClosed) {
      await this.upkeep.close();
      return;
    }
    this.opened = opened;
    if (!opened.store.writable || (opened.lock === undefined && !opened.degraded)) {
      this.readonlyCatalogue = catalogue;
      this.waitForWriter();
      this.changed();
      return;
    }
    this.indexer = new Indexer(
      {
        root,
        store: opened.store,
        chunker: this.options.chunker,
        embedder,
        maxBytes: settings.maxFileBytes,
        logger,
        onCommit: (change) => {
          this.searchable?.committed(change);
          this.options.onCommit?.(change);
        },
        onProgress: () => this.changed(),
      },
      catalogue,
    );
    this.scanner = new FolderScan(
      { root, excludeGlobs: settings.exclude, maxBytes: settings.maxFileBytes },
      this.indexer,
    );
    if (this.paused) this.indexer.pause();
    this.startLoop();
    this.scan();
  }

  /** Reads what is indexed; a store that fails here is closed, so that its lock is free for the next attempt. */
  private async readStore(
    store: ChunkStore,
    searchable: SearchableStore,
    upkeep: StoreUpkeep,
  ): Promise<FileCatalogue> {
    try {
      await searchable.load();
      const catalogue = new FileCatalogue(await store.readFiles());
      await upkeep.measure();
      return catalogue;
    } catch (error) {
      await upkeep.close();
      throw error;
    }
  }

  /** Tells of paths, relative to the folder, that may have changed, appeared or gone. */
  noteChanges(paths: Iterable<string>): void {
    if (this.indexer === undefined) return;
    // A build that writes what the rules leave out is no news.
    for (const path of paths)
      if (!this.ignores(path) || this.indexer.catalogue.get(path) !== undefined) this.changedPaths.add(path);
    if (this.timer !== undefined || this.changedPaths.size === 0) return;
    this.timer = setTimeout(() => {
      this.timer = undefined;
      const batch = [...this.changedPaths];
      this.changedPaths.clear();
      this.enqueueTask(async (signal) => {
        if (await this.scanner?.look(batch, signal)) this.scan();
      });
    }, COALESCE_MS);
  }

  /** Looks for changes in the whole folder, for when some may have been missed. */
  rescan(): void {
    if (this.indexer !== undefined && !this.isClosed && !this.cleared) this.scan();
  }

  pause(): void {
    this.paused = true;
    this.indexer?.pause();
    this.changed();
  }

  resume(): void {
    this.paused = false;
    this.indexer?.resume();
    if (this.failure !== undefined) this.startLoop();
    if (this.cleared || this.failure !== undefined) this.scan();
    this.cleared = false;
    this.failure = undefined;
    this.changed();
  }

  /** Reads and embeds everything anew; what is stored answers until it is replaced. */
  rebuild(): void {
    if (this.indexer === undefined) return;
    this.indexer.distrustAll();
    this.scan();
    this.resume();
  }

  /** Empties the store and pauses. */
  async clear(): Promise<void> {
    if (this.indexer === undefined || this.opened === undefined) return;
    this.pause();
    await this.endLoop();
    this.indexer.forgetQueue();
    this.indexer.catalogue.clear();
    await this.opened.store.clear();
    this.searchable?.cleared();
    this.options.onClear?.();
    await this.upkeep?.measure();
    this.cleared = true;
    this.startLoop();
    this.changed();
  }

  /** Resolves when nothing is left to do, or nothing more can be done. */
  async whenIdle(): Promise<void> {
    if (this.isBusy) await new Promise<void>((resolve) => this.idleWaiters.push(resolve));
  }

  /** Resolves when all that is known to have changed is queued. */
  whenScanned(): Promise<void> {
    return this.tasks;
  }

  async close(): Promise<void> {
    clearTimeout(this.timer);
    this.isClosed = true;
    this.failure ??= 'closed';
    await this.endLoop();
    if (this.opened !== undefined) await this.upkeep?.close();
    this.opened = undefined;
    this.changed();
  }

  status(): EngineStatus {
    const { opened, indexer, options, scanner } = this;
    return describeFolder({
      failure: this.failure,
      opened,
      paused: this.paused,
      cleared: this.cleared,
      busy: this.isBusy,
      looking: this.pendingTasks > 0,
      finishing: this.finishing || (this.isQuiet && this.dirty),
      progress: indexer?.progress,
      catalogue: this.catalogue,
      passedOver: scanner?.skipped ?? new Map<string, number>(),
      storeBytes: this.bytesOnDisk,
      model: options.embedder?.modelId ?? '',
      modelFailure: options.modelFailure,
    });
  }

  private get catalogue(): FileCatalogue | undefined {
    return this.indexer?.catalogue ?? this.readonlyCatalogue;
  }

  private get isBusy(): boolean {
    if (this.failure !== undefined) return false;
    if (this.opened === undefined) return true;
    if (this.indexer === undefined) return false;
    return !this.isQuiet || this.dirty || this.finishing;
  }

  /** Nothing is queued, under way or about to be looked at. */
  private get isQuiet(): boolean {
    return (this.indexer?.isIdle ?? true) && this.pendingTasks === 0 && this.changedPaths.size === 0;
  }

  private scan(): void {
    this.enqueueTask(async (signal) => {
      this.indexer?.forgetQueue();
      await this.scanner?.scan(signal);
    });
  }

  /** Walks and looks run one after another, since both write to the same queue. */
  private enqueueTask(task: (signal: AbortSignal) => Promise<void>): void {
    const { signal } = this.stopLoop;
    this.pendingTasks++;
    this.dirty = true;
    this.tasks = this.tasks.then(async () => {
      try {
        if (!signal.aborted) await task(signal);
      } catch (error) {
        if (!isAborted(error)) this.fail(error);
      } finally {
        this.pendingTasks--;
        this.changed();
      }
    });
  }

  private startLoop(): void {
    const { indexer } = this;
    if (indexer === undefined) return;
    // The one before may still run, when it was a walk that failed; two must never work on one queue.
    this.stopLoop.abort();
    this.stopLoop = new AbortController();
    const { signal } = this.stopLoop;
    this.loop = this.loop
      .then(() => indexer.run(signal))
      .catch((error: unknown) => {
        if (!signal.aborted) this.fail(error);
      });
  }

  /** Resolves when the loop, the walk and the compaction under way are over. */
  private async endLoop(): Promise<void> {
    this.stopLoop.abort();
    await this.loop;
    await this.tasks;
    await this.finished;
  }

  private fail(error: unknown): void {
    this.failure = messageOf(error);
    this.options.logger.error(`Indexing stopped: ${this.failure}`);
    this.changed();
  }

  private changed(): void {
    if (
      this.opened !== undefined &&
      this.indexer !== undefined &&
      this.isQuiet &&
      this.dirty &&
      !this.finishing
    )
      this.finished = this.finish();
    if (!this.isBusy && this.opened !== undefined && this.failure === undefined) this.options.onIdle?.();
    if (!this.isBusy) for (const waiter of this.idleWaiters.splice(0)) waiter();
    this.options.onChange();
  }

  /** Lets the store be compacted once all is stored. */
  private async finish(): Promise<void> {
    if (this.upkeep === undefined || this.paused || this.failure !== undefined) return;
    this.finishing = true;
    this.dirty = false;
    await this.upkeep.finish();
    this.finishing = false;
    this.changed();
  }

  private waitForWriter(): void {
    this.timer = setTimeout(() => void this.takeOver(), TAKE_OVER_MS);
    this.timer.unref();
  }

  /** Becomes the writer when the process that was is gone; shows what it has written until then. */
  private async takeOver(): Promise<void> {
    this.timer = undefined;
    const { location, opened } = this;
    if (location === undefined || opened === undefined || this.isClosed) return;
    try {
      const lock = await claimWriter(location.base);
      await lock?.release();
      if (lock === undefined && !opened.store.writable) {
        await this.lookAgain(opened.store);
        return;
      }
      await this.upkeep?.close();
      this.opened = undefined;
      await this.open();
    } catch (error) {
      this.fail(error);
    }
  }

  private async lookAgain(store: ChunkStore): Promise<void> {
    if ((await store.countChunks()) !== this.readonlyCatalogue?.chunkCount) {
      this.readonlyCatalogue = new FileCatalogue(await store.readFiles());
      await this.upkeep?.measure();
      this.changed();
    }
    if (!this.isClosed) this.waitForWriter();
  }
}
