import { messageOf } from '../base/errors';
import type { Logger } from '../base/logger';
import { CHUNKER_VERSION } from '../chunking/chunk';
import type { Embedder } from '../embedding/embedder';
import { Attention } from '../indexing/attention';
import type { VectorCache } from '../indexing/embedChunks';
import { FileCatalogue } from '../indexing/fileCatalogue';
import type { FilePreparer } from '../indexing/workerPreparer';
import type { Pace } from '../pacing/pace';
import type { SearchSource } from '../search/searchSource';
import type { ChunkStore, FileRecord, StoreChange } from '../store/chunkStore';
import { locateStore, type StoreLocation } from '../store/storeLocation';
import type { FolderReader } from '../workspace/folderReader';
import { checkFolder } from '../workspace/folderGuard';
import type { EngineSettings, EngineStatus, RunCounts } from './engineTypes';
import { describeFolder } from './folderStatus';
import { FolderWriter } from './folderWriter';
import { type OpenedStore, openStore } from './openStore';
import { type ChunkFollower, SearchableStore } from './searchableStore';
import { RetryTimer } from './retryTimer';
import { StoreUpkeep } from './storeUpkeep';
import { type Wait, WaitingTimes } from './waitingTimes';
import { WriterWatch } from './writerWatch';

export interface FolderIndexOptions {
  /** Absolute path of the workspace folder. */
  root: string;
  storagePath: string;
  settings: EngineSettings;
  /** How to have a refused folder indexed all the same, as the end of a sentence. */
  howToInsist: string;
  reader: FolderReader;
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
  /** Told when the status may have changed, and whether nothing is left to do. */
  onChange: (isAtRest: boolean) => void;
  /** Told in milliseconds what a person waited for. */
  onMeasured?: (what: Wait, ms: number) => void;
  /** Told of everything that the store has taken in. */
  onCommit?: (change: StoreChange) => void;
  /** Told when the index is up to date, more than once. */
  onIdle?: () => void;
  /** Told when many files have been stored and nothing waits: the store is compacted once what that took is given back. */
  onLargeRun?: () => Promise<void>;
  /** Told when the index has been emptied. */
  onClear?: () => void;
}

/** Vectors of a folder without a model are never stored, so any length will do. */
const DIMENSIONS_WITHOUT_MODEL = 1;

/** Files stored in a row that make a run whose memory is worth giving back; threads that begin anew cost a later save some 200 ms. */
const LARGE_RUN_FILES = 1_000;

/** The index of one workspace folder: its store, the loop that fills it, and its state. */
export class FolderIndex {
  private location: StoreLocation | undefined;
  private opened: OpenedStore | undefined;
  /** Undefined where another process keeps the index up to date. */
  private writer: FolderWriter | undefined;
  private readonly attention = new Attention();
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
  /** Since the last {@link finish}. */
  private filesStored = 0;
  private finished: Promise<void> = Promise.resolve();
  private paused = false;
  private cleared = false;
  private isClearing = false;
  /** Somebody has asked to go on while the index was being emptied. */
  private resumesAfterClear = false;
  private isClosed = false;
  private lastUpdateMs: number | undefined;
  private updates = 0;
  private readonly waits = new WaitingTimes((what, ms) => this.options.onMeasured?.(what, ms));
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
    return this.writer !== undefined;
  }

  get counts(): RunCounts {
    const { embedded = 0, removed = 0 } = this.writer?.progress ?? {};
    return { embedded, removed };
  }

  /** Files that are queued or under way. */
  get waiting(): number {
    const { filesTotal = 0, filesDone = 0 } = this.writer?.progress ?? {};
    return filesTotal - filesDone;
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

  /** Files that have chunks or could have: those that were read and left out do not count. */
  get indexedFiles(): number {
    const { catalogue } = this;
    if (catalogue === undefined) return 0;
    return [...catalogue.skipped.values()].reduce((rest, count) => rest - count, catalogue.size);
  }

  /** Whether the rules leave a path out; for watchers. */
  ignores(path: string): boolean {
    return this.writer?.ignores(path) ?? false;
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
      onDue: () => {
        this.dirty = true;
        this.changed();
      },
    });
    const isWriter = opened.lock !== undefined || opened.degraded;
    await this.readStore(this.searchable, this.upkeep, (records) => {
      if (isWriter && opened.store.writable) this.prepareToIndex(opened.store, records);
      else this.readonlyCatalogue = new FileCatalogue(records);
    });
    if (this.isClosed) {
      await this.upkeep.close();
      return;
    }
    this.opened = opened;
    if (this.writer === undefined) this.followWriter(opened.store, location);
    else if (this.failure === undefined) this.writer.start();
    this.changed();
  }

  /** Looks for what differs while the index is still being loaded; nothing is stored before that. */
  private prepareToIndex(store: ChunkStore, records: FileRecord[]): void {
    this.readonlyCatalogue = undefined;
    if (this.writer === undefined) this.writer = this.createWriter(store, new FileCatalogue(records));
    else this.writer.relearn(records);
    if (this.paused) this.writer.pause();
    this.writer.scan();
  }

  private createWriter(store: ChunkStore, catalogue: FileCatalogue): FolderWriter {
    const { root, settings, reader, preparer, embedder, logger, pace, vectorCache } = this.options;
    return new FolderWriter(
      {
        root,
        excludeGlobs: settings.exclude,
        attention: this.attention,
        reader,
        store,
        preparer,
        embedder,
        vectorCache,
        maxBytes: settings.maxFileBytes,
        logger,
        pace,
        onCommit: (change) => this.committed(change),
        onStored: () => this.retryTimer.succeeded(),
        onProgress: () => this.changed(),
        onTask: () => (this.dirty = true),
        onError: (error) => this.fail(error),
      },
      catalogue,
    );
  }

  private committed(change: StoreChange): void {
    this.lastUpdateMs = Date.now();
    this.updates++;
    this.filesStored += change.files.length;
    this.waits.committed(change);
    this.searchable?.committed(change);
    this.options.onCommit?.(change);
  }

  /** Reads what is indexed; a store that fails here is closed, so that its lock is free for the next attempt. */
  private async readStore(
    searchable: SearchableStore,
    upkeep: StoreUpkeep,
    onFiles: (records: FileRecord[]) => void,
  ): Promise<void> {
    try {
      await searchable.load(onFiles);
      await upkeep.measure();
    } catch (error) {
      this.writer?.dispose();
      this.writer = undefined;
      await upkeep.close();
      throw error;
    }
  }

  /**
   * Tells of paths, relative to the folder, that may have changed, appeared or gone.
   * @param saved an editor says that its user has just saved them
   */
  noteChanges(paths: readonly string[], saved = false): void {
    if (this.writer === undefined) return;
    if (saved) this.waits.saved(paths);
    this.writer.noteChanges(paths, saved);
  }

  /** Begins anew where indexing stood still: what is under way is given up and found again by a walk. */
  restart(): void {
    if (this.isClosed || this.opened === undefined) return;
    this.writer?.restart();
    this.writer?.scan();
  }

  /** The documents that an editor has open, and those of them that can be seen; relative paths. */
  noteAttention({ open, visible }: { open?: Iterable<string>; visible?: Iterable<string> }): void {
    if (open !== undefined) this.attention.setOpen(open);
    if (visible !== undefined) this.attention.setVisible(visible);
    this.writer?.preferAttention();
  }

  /** Makes an editor's text stand for a file until it is saved or let go (undefined). */
  noteUnsaved(path: string, text: string | undefined): void {
    if (!this.cleared) this.writer?.noteUnsaved(path, text);
  }

  /** Looks for changes in the whole folder, for when some may have been missed. */
  rescan(): void {
    if (!this.isClosed && !this.cleared) this.writer?.scan();
  }

  pause(): void {
    this.paused = true;
    this.resumesAfterClear = false;
    this.writer?.pause();
    this.changed();
  }

  resume(): void {
    if (this.isClearing) {
      this.resumesAfterClear = true;
      return;
    }
    this.paused = false;
    // The place of the process that wrote could not be taken.
    if (this.failure !== undefined && this.opened === undefined && !this.isClosed)
      this.open().catch((error: unknown) => this.fail(error));
    this.writer?.resume();
    if (this.failure !== undefined && this.opened !== undefined) this.writer?.restart();
    if (this.cleared || this.failure !== undefined) this.writer?.scan();
    this.cleared = false;
    this.failure = undefined;
    this.changed();
  }

  /** Reads and embeds everything anew; what is stored answers until it is replaced. */
  rebuild(): void {
    if (this.writer === undefined) return;
    // Of an index that is being emptied nothing is left to be distrusted.
    if (this.isClearing) {
      this.resume();
      return;
    }
    this.writer.distrustAll();
    this.writer.scan();
    this.resume();
  }

  /** Empties the store and pauses. Who resumes meanwhile has it indexed anew once it is empty; a failure is told by the status. */
  async clear(): Promise<void> {
    const { writer, opened } = this;
    if (writer === undefined || opened === undefined || this.isClearing) return;
    this.pause();
    this.isClearing = true;
    try {
      await this.empty(writer, opened.store);
    } catch (error) {
      await this.shut();
      this.fail(error);
    } finally {
      this.isClearing = false;
    }
    this.changed();
    if (this.resumesAfterClear) this.resume();
  }

  private async empty(writer: FolderWriter, store: ChunkStore): Promise<void> {
    await this.endLoop(writer);
    writer.forgetAll();
    await store.clear();
    this.searchable?.cleared();
    this.options.onClear?.();
    await this.upkeep?.measure();
    this.cleared = true;
    writer.restart();
  }

  /** Closes a store of which it is not known what is left; whoever resumes opens it again and looks. */
  private async shut(): Promise<void> {
    this.writer?.dispose();
    this.writer = undefined;
    this.opened = undefined;
    try {
      await this.upkeep?.close();
    } catch (error) {
      this.options.logger.warn(messageOf(error));
    }
  }

  /** Resolves when nothing is left to do, or nothing more can be done. */
  async whenIdle(): Promise<void> {
    if (this.isBusy) await new Promise<void>((resolve) => this.idleWaiters.push(resolve));
  }

  /** Resolves when all that is known to have changed is queued. */
  async whenScanned(): Promise<void> {
    await this.writer?.whenScanned();
  }

  async close(): Promise<void> {
    this.writer?.dispose();
    this.writerWatch?.dispose();
    this.retryTimer.dispose();
    this.isClosed = true;
    this.failure ??= 'closed';
    if (this.writer !== undefined) await this.endLoop(this.writer);
    if (this.opened !== undefined) await this.upkeep?.close();
    this.opened = undefined;
    this.changed();
  }

  status(): EngineStatus {
    const { opened, writer, options } = this;
    return describeFolder({
      failure: this.failure,
      opened,
      paused: this.paused,
      cleared: this.cleared,
      busy: this.isBusy,
      looking: writer?.isLooking ?? false,
      finishing: this.finishing || (this.isQuiet && this.dirty),
      progress: writer?.progress,
      catalogue: this.catalogue,
      passedOver: writer?.passedOver ?? new Map<string, number>(),
      storeBytes: this.bytesOnDisk,
      updates: this.updates,
      model: options.embedder?.modelId ?? '',
      modelFailure: options.modelFailure,
    });
  }

  private get catalogue(): FileCatalogue | undefined {
    return this.writer?.catalogue ?? this.readonlyCatalogue;
  }

  private get isBusy(): boolean {
    if (this.failure !== undefined) return false;
    if (this.opened === undefined) return true;
    if (this.writer === undefined) return false;
    return !this.isQuiet || this.dirty || this.finishing;
  }

  private get isQuiet(): boolean {
    return this.writer?.isQuiet ?? true;
  }

  /** Resolves when the loop, the walk and the compaction under way are over. */
  private async endLoop(writer: FolderWriter): Promise<void> {
    await writer.end();
    await this.finished;
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
      this.writer !== undefined &&
      this.isQuiet &&
      this.dirty &&
      !this.finishing
    )
      this.finished = this.finish();
    if (!this.isBusy && this.opened !== undefined && this.failure === undefined) this.options.onIdle?.();
    if (!this.isBusy) for (const waiter of this.idleWaiters.splice(0)) waiter();
    this.options.onChange(!this.isBusy);
  }

  /** Lets the store be compacted once all is stored. */
  private async finish(): Promise<void> {
    if (this.upkeep === undefined || this.paused || this.failure !== undefined) return;
    this.finishing = true;
    this.dirty = false;
    const isLargeRun = this.filesStored >= LARGE_RUN_FILES;
    this.filesStored = 0;
    if (isLargeRun) await this.options.onLargeRun?.();
    await this.upkeep.finish();
    await this.searchable?.whenAtRest();
    this.finishing = false;
    this.changed();
  }

  private followWriter(store: ChunkStore, location: StoreLocation): void {
    this.writerWatch = new WriterWatch({
      base: location.base,
      store,
      onNews: () => this.readNews(store),
      onGone: () => this.takeOver(),
      onError: (error) => this.fail(error),
      logger: this.options.logger,
    });
  }

  /** Becomes the writer when the process that was is gone. */
  private async takeOver(): Promise<void> {
    if (this.isClosed) return;
    await this.upkeep?.close();
    this.opened = undefined;
    // What failed before is tried with this; a writer that is opened while something counts as failed does not begin.
    this.failure = undefined;
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
