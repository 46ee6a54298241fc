import { messageOf } from '../base/errors';
import type { Logger } from '../base/logger';
import { CHUNKER_VERSION } from '../chunking/chunk';
import type { Embedder } from '../embedding/embedder';
import { Attention } from '../indexing/attention';
import type { VectorCache } from '../indexing/embedChunks';
import { FileCatalogue } from '../indexing/fileCatalogue';
import { FolderScan } from '../indexing/folderScan';
import { Indexer } from '../indexing/indexer';
import type { FilePreparer } from '../indexing/workerPreparer';
import type { Pace } from '../pacing/pace';
import type { SearchSource } from '../search/searchSource';
import type { ChunkStore, FileRecord, StoreChange } from '../store/chunkStore';
import { locateStore, type StoreLocation } from '../store/storeLocation';
import { checkFolder } from '../workspace/folderGuard';
import { recentFiles } from '../workspace/recentFiles';
import { ChangeNotes } from './changeNotes';
import type { EngineSettings, EngineStatus, RunCounts } from './engineTypes';
import { describeFolder } from './folderStatus';
import { type OpenedStore, openStore } from './openStore';
import { type ChunkFollower, SearchableStore } from './searchableStore';
import { RetryTimer } from './retryTimer';
import { StoreUpkeep } from './storeUpkeep';
import { TaskLane } from './taskLane';
import { WriterWatch } from './writerWatch';

export interface FolderIndexOptions {
  /** Absolute path of the workspace folder. */
  root: string;
  storagePath: string;
  settings: EngineSettings;
  /** How to have a refused folder indexed all the same, as the end of a sentence. */
  howToInsist: string;
  preparer: FilePreparer;
  embedder: Embedder | undefined;
  /** Vectors that were made before, for any folder. */
  vectorCache?: VectorCache | undefined;
  /** Why there is no embedder, if so. */
  modelFailure: string | undefined;
  /** Why LanceDB does not work here, if so. */
  nativeFailure: string | undefined;
  pace: Pace;
  /** Chunks kept in memory for search. */
  maxChunksInMemory: number;
  /** Told of every chunk. */
  followers: readonly ChunkFollower[];
  logger: Logger;
  onChange: () => void;
  /** Told in milliseconds what a person waited for. */
  onMeasured?: (what: 'firstSearchable' | 'saveToSearchable', ms: number) => void;
  /** Told of everything that the store has taken in. */
  onCommit?: (change: StoreChange) => void;
  /** Told when the index is up to date, more than once. */
  onIdle?: () => void;
  /** Told when the index has been emptied. */
  onClear?: () => void;
}

/** Vectors of a folder without a model are never stored, so any length will do. */
const DIMENSIONS_WITHOUT_MODEL = 1;

/** Files that git names as changed lately and that go before the rest. */
const MAX_RECENT_FILES = 500;

/** The index of one workspace folder: its store, the loop that fills it, and its state. */
export class FolderIndex {
  private location: StoreLocation | undefined;
  private opened: OpenedStore | undefined;
  private indexer: Indexer | undefined;
  private scanner: FolderScan | undefined;
  private stopLoop = new AbortController();
  private loop: Promise<void> = Promise.resolve();
  private readonly attention = new Attention();
  private readonly tasks = new TaskLane(
    (error) => this.fail(error),
    () => this.changed(),
  );
  private readonly notes = new ChangeNotes((paths) => this.lookAt(paths));
  private readonly retryTimer = new RetryTimer(() => this.retry());
  private failure: string | undefined;
  private upkeep: StoreUpkeep | undefined;
  private searchable: SearchableStore | undefined;
  /** What another process has indexed, as last seen. */
  private readonlyCatalogue: FileCatalogue | undefined;
  private writerWatch: WriterWatch | undefined;
  /** `dirty` until the search indexes have been brought up to date after the last change. */
  private dirty = true;
  private finishing = false;
  private finished: Promise<void> = Promise.resolve();
  private paused = false;
  private cleared = false;
  private isClosed = false;
  private lastUpdateMs: number | undefined;
  private updates = 0;
  private readonly createdMs = performance.now();
  private hasFirst = false;
  /** Saved files that cannot be found yet, each with the time of its last save. */
  private readonly savedAtMs = new Map<string, number>();
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

  /** False before {@link open} is over, and while another process keeps the index up to date. */
  get isWriter(): boolean {
    return this.indexer !== undefined;
  }

  get counts(): RunCounts {
    const { embedded = 0, removed = 0 } = this.indexer?.progress ?? {};
    return { embedded, removed };
  }

  /** Size of the index on disk, measured when indexing last ended, or when the folder was closed. */
  get bytesOnDisk(): number {
    return this.upkeep?.bytes ?? 0;
  }

  get settings(): EngineSettings {
    return this.options.settings;
  }

  /** The folder that the index is stored in; undefined until {@link open} has looked. */
  get storeFolder(): string | undefined {
    return this.location?.current;
  }

  /** What is known of a file, by its path relative to the folder. */
  record(path: string): FileRecord | undefined {
    return this.catalogue?.get(path);
  }

  /** When the index last changed, in milliseconds since 1970; undefined before it has since the start. */
  get updatedMs(): number | undefined {
    return this.lastUpdateMs;
  }

  /** Every indexed path. */
  paths(): Iterable<string> {
    return this.catalogue?.paths() ?? [];
  }

  /** What is known of an indexed file. */
  recordOf(path: string): FileRecord | undefined {
    return this.catalogue?.get(path);
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
    const location = await locateStore(storagePath, root, {
      chunkerVersion: CHUNKER_VERSION,
      modelId: embedder?.modelId ?? '',
      dimensions,
    });
    this.location = location;
    const opened = await openStore({ location, dimensions, nativeFailure, logger });
    this.searchable = new SearchableStore({
      store: opened.store,
      dimensions,
      logger,
      maxChunks: this.options.maxChunksInMemory,
      followers: this.options.followers,
    });
    this.upkeep = new StoreUpkeep({
      opened,
      location,
      hasModel: embedder !== undefined,
      logger,
      onChange: () => this.changed(),
    });
    const catalogue = await this.readStore(this.searchable, this.upkeep);
    if (this.isClosed) {
      await this.upkeep.close();
      return;
    }
    this.opened = opened;
    if (!opened.store.writable || (opened.lock === undefined && !opened.degraded))
      this.followWriter(opened.store, location, catalogue);
    else this.beginToIndex(opened.store, catalogue);
  }

  private beginToIndex(store: ChunkStore, catalogue: FileCatalogue): void {
    const { root, settings, preparer, embedder, logger, pace } = this.options;
    this.readonlyCatalogue = undefined;
    this.indexer = new Indexer(
      {
        root,
        store,
        preparer,
        embedder,
        vectorCache: this.options.vectorCache,
        maxBytes: settings.maxFileBytes,
        logger,
        pace,
        onCommit: (change) => {
          this.lastUpdateMs = Date.now();
          this.updates++;
          this.retryTimer.succeeded();
          this.measure(change);
          this.searchable?.committed(change);
          this.options.onCommit?.(change);
        },
        onProgress: () => this.changed(),
      },
      catalogue,
    );
    this.scanner = new FolderScan(
      { root, excludeGlobs: settings.exclude, maxBytes: settings.maxFileBytes, attention: this.attention },
      this.indexer,
    );
    if (this.paused) this.indexer.pause();
    this.startLoop();
    this.scan();
    void this.askForRecentFiles();
  }

  /** Reads what is indexed; a store that fails here is closed, so that its lock is free for the next attempt. */
  private async readStore(searchable: SearchableStore, upkeep: StoreUpkeep): Promise<FileCatalogue> {
    try {
      const catalogue = new FileCatalogue(await searchable.load());
      await upkeep.measure();
      return catalogue;
    } catch (error) {
      await upkeep.close();
      throw error;
    }
  }

  /**
   * Tells of paths, relative to the folder, that may have changed, appeared or gone.
   * @param saved an editor says that its user has just saved them
   */
  noteChanges(paths: readonly string[], saved = false): void {
    if (this.indexer === undefined) return;
    if (saved) for (const path of paths) this.savedAtMs.set(path, performance.now());
    this.notes.note(paths, saved);
  }

  /** Begins anew where indexing stood still: what is under way is given up and found again by a walk. */
  restart(): void {
    if (this.indexer === undefined || this.isClosed) return;
    this.startLoop();
    this.scan();
  }

  /** The documents that an editor has open, and those of them that can be seen; relative paths. */
  noteAttention({ open, visible }: { open?: Iterable<string>; visible?: Iterable<string> }): void {
    if (open !== undefined) this.attention.setOpen(open);
    if (visible !== undefined) this.attention.setVisible(visible);
    this.indexer?.preferAll(this.attention);
  }

  /** Makes an editor's text stand for a file until it is saved or let go (undefined). */
  noteUnsaved(path: string, text: string | undefined): void {
    if (this.indexer === undefined || this.cleared) return;
    if (text !== undefined && this.ignores(path)) return;
    this.indexer.noteUnsaved(path, text);
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
    return this.tasks.whenDone();
  }

  async close(): Promise<void> {
    this.notes.dispose();
    this.writerWatch?.dispose();
    this.retryTimer.dispose();
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
      looking: this.tasks.size > 0,
      finishing: this.finishing || (this.isQuiet && this.dirty),
      progress: indexer?.progress,
      catalogue: this.catalogue,
      passedOver: scanner?.skipped ?? new Map<string, number>(),
      storeBytes: this.bytesOnDisk,
      updates: this.updates,
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
    return (this.indexer?.isIdle ?? true) && this.tasks.size === 0 && this.notes.isEmpty;
  }

  private lookAt(paths: string[] | undefined): void {
    if (paths === undefined) {
      this.scan();
      return;
    }
    // A build that writes what the rules leave out is no news.
    const news = paths.filter((path) => !this.ignores(path) || this.recordOf(path) !== undefined);
    if (news.length === 0) this.changed();
    else
      this.addTask(async (signal) => {
        if (await this.scanner?.look(news, signal)) this.scan();
      });
  }

  private scan(): void {
    this.addTask(async (signal) => {
      this.indexer?.forgetQueue();
      await this.scanner?.scan(signal);
    });
  }

  /** Walks and looks run one after another, since both write to the same queue. */
  private addTask(task: (signal: AbortSignal) => Promise<void>): void {
    this.dirty = true;
    this.tasks.add(this.stopLoop.signal, task);
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
    await this.tasks.whenDone();
    await this.finished;
  }

  /** Tells how long a saved file, and the first one of all, took until it could be found. */
  private measure({ files, chunks }: StoreChange): void {
    const now = performance.now();
    if (!this.hasFirst && chunks.length > 0) {
      this.hasFirst = true;
      this.options.onMeasured?.('firstSearchable', now - this.createdMs);
    }
    for (const { path } of files) {
      const savedAtMs = this.savedAtMs.get(path);
      if (savedAtMs !== undefined) this.options.onMeasured?.('saveToSearchable', now - savedAtMs);
      this.savedAtMs.delete(path);
    }
  }

  private async askForRecentFiles(): Promise<void> {
    try {
      this.attention.setRecent(await recentFiles(this.root, this.stopLoop.signal, MAX_RECENT_FILES));
      this.indexer?.preferAll(this.attention);
    } catch {
      // The walk's own order is good enough.
    }
  }

  private fail(error: unknown): void {
    if (this.isClosed) return;
    this.failure = messageOf(error);
    this.options.logger.error(`Indexing stopped: ${this.failure}`);
    this.retryTimer.failed();
    this.changed();
  }

  private retry(): void {
    if (this.isClosed || this.failure === undefined || this.paused) return;
    this.options.logger.info('Indexing is tried again.');
    this.resume();
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
    await this.searchable?.whenAtRest();
    this.finishing = false;
    this.changed();
  }

  private followWriter(store: ChunkStore, location: StoreLocation, catalogue: FileCatalogue): void {
    this.readonlyCatalogue = catalogue;
    this.writerWatch = new WriterWatch({
      base: location.base,
      store,
      onNews: () => this.readNews(store),
      onGone: () => this.takeOver(),
      onError: (error) => this.fail(error),
      logger: this.options.logger,
    });
    this.changed();
  }

  /** Becomes the writer when the process that was is gone. */
  private async takeOver(): Promise<void> {
    if (this.isClosed) return;
    await this.upkeep?.close();
    this.opened = undefined;
    await this.open();
  }

  private async readNews(store: ChunkStore): Promise<void> {
    const before = this.readonlyCatalogue;
    if (before === undefined) return;
    const records = await store.readFiles();
    await this.searchable?.refresh(before.records, records);
    this.readonlyCatalogue = new FileCatalogue(records);
    this.lastUpdateMs = Date.now();
    this.updates++;
    await this.upkeep?.measure();
    this.changed();
  }
}
