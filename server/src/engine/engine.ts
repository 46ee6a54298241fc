import { join } from 'node:path';
import { isAborted, messageOf, throwIfAborted } from '../base/errors';
import { foreground } from '../base/foreground';
import type { Logger } from '../base/logger';
import type { Embedder } from '../embedding/embedder';
import type { MissingModel } from '../embedding/modelFiles';
import { WorkerPreparer } from '../indexing/workerPreparer';
import type { WatchedWork } from '../pacing/watchdog';
import type { StoredChunk } from '../store/chunkStore';
import { type NativeModule, probeNative } from '../store/nativeProbe';
import { isNewFolder } from '../store/storeLocation';
import { CountingFolderReader } from '../workspace/countingFolderReader';
import { checkFolder } from '../workspace/folderGuard';
import { WorkerFolderReader } from '../workspace/workerFolderReader';
import type { Assets } from './assets';
import { EngineCaches } from './caches';
import { chunksInMemory } from './chunksInMemory';
import { DiskBudget, type ListedIndex } from './diskBudget';
import { defaultDuplicateOptions } from './duplicateService';
import { EngineDuplicates } from './engineDuplicates';
import { EngineQueries } from './engineQueries';
import { EngineReports } from './engineReports';
import type {
  EngineAnswer,
  EngineCacheStatistics,
  EngineSearch,
  EngineSettings,
  EngineSimilar,
  EngineStatus,
  PerformanceReport,
  RunCounts,
} from './engineTypes';
import type { FileExplanation } from './explainFile';
import { StoredFingerprints } from './fingerprintSource';
import { FolderIndex } from './folderIndex';
import type { FolderReport } from './folderReport';
import { MemoryRelief } from './memoryRelief';
import { loadModel } from './modelService';
import { EnginePacing } from './pacing';
import { MetricNames } from './performanceThresholds';
import { relativeInside } from './relativeInside';
import { watchedWork } from './watchedWork';

export interface EngineOptions {
  assets: Assets;
  /** Absolute path of the folder that holds indexes and downloaded models. */
  storagePath: string;
  settings: EngineSettings;
  /** Versions of the native modules, for the memory of their probe. */
  nativeVersions: string;
  /** How to have a refused folder indexed all the same, as the end of a sentence. */
  howToInsist: string;
  logger: Logger;
  /** What an editor holds of a file, by its absolute path; undefined where it is not open. */
  openText?: (file: string) => string | undefined;
  /** Told of every change of {@link Engine.status}, and whether a folder has nothing left to do; may come many times a second. */
  onStatus: (isAtRest?: boolean) => void;
  /** Shows the user something, once. */
  onNotice: (message: string) => void;
}

/** With less memory than this, grammars are not compiled a second time for speed. */
const LEAN_BELOW_MB = 700;

/**
 * Everything Akin does, free of editors and protocols: it indexes folders and searches them. Made with
 * {@link start}, ended with {@link dispose}.
 */
export class Engine {
  /** The duplicates of the open folders. */
  readonly duplicates = new EngineDuplicates();
  private readonly folders = new Map<string, FolderIndex>();
  private readonly failures = new Map<string, string>();
  /** Folders on their way in, which wait for the model. */
  private readonly opening = new Map<string, Promise<FolderIndex>>();
  private readonly stop = new AbortController();
  /** How fast it goes, and how fast it may. */
  readonly pacing: EnginePacing;
  private readonly preparer: WorkerPreparer;
  private readonly reader: WorkerFolderReader;
  private readonly walks: CountingFolderReader;
  private readonly caches: EngineCaches;
  private readonly queries: EngineQueries;
  private readonly reports: EngineReports;
  private readonly disk: DiskBudget;
  private relief: MemoryRelief | undefined;
  private embedder: Embedder | undefined;
  private modelFailure: string | undefined;
  private missingModel: MissingModel | undefined;
  private nativeFailure: string | undefined;
  private paused = false;
  /** What an editor has open and shows, for folders that are added later. */
  private open: readonly string[] = [];
  private visible: readonly string[] = [];
  private readonly started: Promise<void>;

  private constructor(private readonly options: EngineOptions) {
    const { assets, logger, storagePath, settings, onStatus, onNotice } = options;
    this.caches = new EngineCaches({
      storagePath,
      settings: settings.cache,
      memoryBytes: settings.performance.embeddingCacheMb * 1e6,
      queryEntries: settings.performance.queryCacheEntries,
      logger,
    });
    // Memory is looked at while the pacing is made, when there is nothing to free yet.
    this.pacing = new EnginePacing({
      plan: settings.performance,
      logger,
      look: () => this.lookAtWork(),
      restart: (root) => this.folders.get(root)?.restart(),
      freeMemory: () => void this.relief?.freeAll(),
      freeThreads: () => void this.relief?.freeThreads(),
      cacheUse: () => this.caches.statistics().embeddings,
      onChange: onStatus,
    });
    this.reports = new EngineReports({
      folders: this.folders,
      failures: this.failures,
      opening: this.opening,
      modelId: () => this.embedder?.modelId,
    });
    this.queries = new EngineQueries({
      folders: this.folders,
      caches: this.caches,
      metrics: this.pacing.metrics,
      embedder: () => this.embedder,
      openText: options.openText,
      isPartial: () => this.isPartial(),
      logger,
    });
    this.disk = new DiskBudget({ storagePath, maxBytes: settings.maxDiskBytes, onNotice, logger });
    this.reader = new WorkerFolderReader(assets.folderReaderWorker, logger);
    this.walks = new CountingFolderReader(this.reader);
    this.preparer = new WorkerPreparer({
      script: assets.prepareWorker,
      grammarsDir: assets.grammarsDir,
      syntaxesDir: assets.syntaxesDir,
      threads: settings.performance.parsingThreads,
      lean: this.pacing.memoryLimitMb < LEAN_BELOW_MB,
      logger,
    });
    this.relief = new MemoryRelief({
      reader: this.reader,
      preparer: this.preparer,
      model: () => this.embedder,
      caches: this.caches,
      duplicates: this.duplicates,
      folders: () => this.folders.values(),
      chunks: () => this.reports.status().chunks,
      logger,
    });
    this.started = this.load();
  }

  /** Begins to load the model; folders can be added at once. */
  static start(options: EngineOptions): Engine {
    return new Engine(options);
  }

  /**
   * Adds a folder and begins to index it.
   * @param overrides settings that hold for this folder alone
   * @throws {AkinError} `folder-missing` or `folder-refused`, which the status says too; `aborted` after {@link dispose}
   */
  addFolder(root: string, overrides: Partial<EngineSettings> = {}): Promise<FolderIndex> {
    const known = this.folders.get(root);
    if (known !== undefined) return Promise.resolve(known);
    const opening =
      this.opening.get(root) ?? this.openFolder(root, overrides).finally(() => this.opening.delete(root));
    this.opening.set(root, opening);
    return opening;
  }

  /** Whether this folder is open here; one that was removed or replaced is not. */
  has(folder: FolderIndex): boolean {
    return this.folders.get(folder.root) === folder;
  }

  private async openFolder(root: string, overrides: Partial<EngineSettings>): Promise<FolderIndex> {
    const { storagePath, howToInsist, logger, onStatus } = this.options;
    const settings = { ...this.options.settings, ...overrides };
    void this.prepareForNew(root, settings.allowAnyFolder);
    await this.started;
    throwIfAborted(this.stop.signal);
    const folder: FolderIndex = new FolderIndex({
      root,
      storagePath,
      settings,
      howToInsist,
      reader: this.walks,
      preparer: this.preparer,
      embedder: this.embedder,
      vectorCache: this.caches.vectorsOf(this.embedder),
      modelFailure: this.modelFailure,
      nativeFailure: this.nativeFailure,
      pace: this.pacing.paceOf(root),
      maxChunksInMemory: chunksInMemory(this.pacing.memoryLimitMb),
      followers: [],
      logger,
      onChange: (isAtRest) => {
        this.queries.changed(folder);
        onStatus(isAtRest);
      },
      onMeasured: (what, ms) => this.pacing.metrics.time(MetricNames[what], ms),
      onCommit: (change) => this.duplicates.committed(root, change),
      onIdle: () => {
        this.duplicates.indexed(root);
        void this.relief?.afterWalk();
      },
      onLargeRun: async () => this.relief?.afterLargeRun(this.pacing.isShortOfMemory),
      onClear: () => this.duplicates.cleared(root),
    });
    this.failures.delete(root);
    this.folders.set(root, folder);
    this.findDuplicates(folder, settings);
    if (this.paused) folder.pause();
    folder.noteAttention({ open: inside(folder, this.open), visible: inside(folder, this.visible) });
    try {
      await folder.open();
      void this.disk.opened(root);
      return folder;
    } catch (error) {
      this.folders.delete(root);
      await this.duplicates.removeFolder(root);
      if (!isAborted(error)) this.failures.set(root, messageOf(error));
      await folder.close();
      onStatus();
      throw error;
    }
  }

  /** All of a new folder is going to be read: the first thread for it starts while the model is loaded. */
  private async prepareForNew(root: string, isAllowed: boolean): Promise<void> {
    const { storagePath, howToInsist } = this.options;
    try {
      await checkFolder(root, isAllowed, howToInsist);
      if (!this.paused && (await isNewFolder(storagePath, root))) this.preparer.warm();
    } catch {
      // It is told when the folder is opened.
    }
  }

  private findDuplicates(folder: FolderIndex, settings: EngineSettings): void {
    const { root } = folder;
    const { maxFileBytes: maxBytes, duplicates: options = defaultDuplicateOptions } = settings;
    const source = new StoredFingerprints(() => folder.store);
    this.duplicates.addFolder({ root, source, maxBytes, options, logger: this.options.logger });
  }

  async removeFolder(root: string): Promise<void> {
    this.failures.delete(root);
    await this.duplicates.removeFolder(root);
    const folder = this.folders.get(root);
    this.folders.delete(root);
    await folder?.close();
    this.caches.warmer.closed(root);
    await this.disk.closed(root);
    this.options.onStatus();
  }

  /**
   * Tells of absolute paths that may have changed; those outside of all folders are passed over.
   * @param saved an editor says that its user has just saved them
   */
  noteChanges(files: readonly string[], saved = false): void {
    for (const folder of this.folders.values()) folder.noteChanges(inside(folder, files), saved);
  }

  /** Tells which files an editor has open; absolute paths. */
  noteOpen(files: readonly string[]): void {
    this.open = files;
    for (const folder of this.folders.values()) folder.noteAttention({ open: inside(folder, files) });
  }

  /** Tells which files can be seen in an editor at this moment; absolute paths. */
  noteVisible(files: readonly string[]): void {
    this.visible = files;
    for (const folder of this.folders.values()) folder.noteAttention({ visible: inside(folder, files) });
  }

  /** Makes an editor's text stand for a file until it is saved or let go (undefined). */
  noteUnsaved(file: string, text: string | undefined): void {
    for (const folder of this.folders.values()) {
      const path = relativeInside(folder.root, file);
      if (path !== undefined) folder.noteUnsaved(path, text);
    }
  }

  /** See {@link EngineQueries.search}. */
  search(request: EngineSearch, signal: AbortSignal): Promise<EngineAnswer> {
    return foreground.during(() => this.queries.search(request, signal));
  }

  /** See {@link EngineQueries.similar}. */
  similar(request: EngineSimilar, signal: AbortSignal): Promise<EngineAnswer> {
    return foreground.during(() => this.queries.similar(request, signal));
  }

  /** See {@link EngineReports.paths}. */
  paths(): Iterable<string> {
    return this.reports.paths();
  }

  /** See {@link EngineReports.folderReports}. */
  async folderReports(): Promise<FolderReport[]> {
    const reports = await this.reports.folderReports();
    return reports.map((report) => ({ ...report, status: this.pacing.heldBack(report.status) }));
  }

  /** See {@link EngineReports.skippedFiles}. */
  skippedFiles(root: string, reason: string): string[] {
    return this.reports.skippedFiles(root, reason);
  }

  /** See {@link EngineReports.chunksOf}. */
  chunksOf(file: string): Promise<StoredChunk[]> {
    return this.reports.chunksOf(file);
  }

  /** See {@link EngineReports.explain}. */
  explain(file: string): Promise<FileExplanation | undefined> {
    return this.reports.explain(file);
  }

  status(): EngineStatus {
    const status = this.pacing.amend(this.reports.status());
    return this.missingModel === undefined ? status : { ...status, missingModel: this.missingModel };
  }

  /** What was done since the start, how long it took, and what holds it back. */
  performanceReport(): PerformanceReport {
    const { hitRatio, hits, misses } = this.caches.statistics().embeddings;
    if (hits + misses > 0) this.pacing.metrics.gauge(MetricNames.cacheHitRatio, hitRatio);
    return this.pacing.report();
  }

  /** A key was pressed in a document: indexing takes less for a while. */
  noteTyping(): void {
    this.pacing.noteTyping();
  }

  /** What the caches did since the engine started. */
  cacheStatistics(): EngineCacheStatistics {
    return this.caches.statistics();
  }

  /**
   * Every index on disk, also of folders that are not open.
   * @throws {AkinError} `aborted` on the signal
   */
  indexes(signal: AbortSignal): Promise<ListedIndex[]> {
    return this.disk.list(signal);
  }

  /** See {@link EngineReports.counts}. */
  counts(): RunCounts {
    return this.reports.counts();
  }

  pause(): void {
    this.paused = true;
    for (const folder of this.folders.values()) folder.pause();
  }

  resume(): void {
    this.paused = false;
    for (const folder of this.folders.values()) folder.resume();
  }

  rebuild(): void {
    this.paused = false;
    for (const folder of this.folders.values()) folder.rebuild();
  }

  async clear(): Promise<void> {
    this.paused = true;
    await Promise.all([...this.folders.values()].map((folder) => folder.clear()));
    await this.caches.clear();
  }

  /** Ends all work; what is stored stays. */
  async dispose(): Promise<void> {
    this.stop.abort();
    this.pacing.dispose();
    await this.started;
    await this.duplicates.dispose();
    await Promise.all([...this.folders.values()].map((folder) => folder.close()));
    await Promise.all([...this.folders.keys()].map((root) => this.disk.closed(root)));
    await this.disk.dispose();
    this.folders.clear();
    await this.caches.dispose();
    await Promise.all([this.reader.dispose(), this.preparer.dispose(), this.embedder?.dispose()]);
  }

  private async load(): Promise<void> {
    const { assets, storagePath, settings, logger } = this.options;
    const probe = (module: NativeModule): Promise<string | undefined> => this.probe(module);
    try {
      const [model, nativeFailure] = await Promise.all([
        loadModel({ assets, storagePath, settings, logger, probe }, this.stop.signal),
        probe('lancedb'),
      ]);
      this.nativeFailure = nativeFailure;
      if ('embedder' in model) this.embedder = model.embedder;
      else {
        this.modelFailure = model.failure;
        this.missingModel = model.missing;
        logger.warn(`There is no embedding model: ${model.failure}`);
      }
    } catch (error) {
      if (isAborted(error)) return;
      this.modelFailure = messageOf(error);
      logger.warn(`There is no embedding model: ${this.modelFailure}`);
    }
  }

  private probe(module: NativeModule): Promise<string | undefined> {
    const { assets, storagePath, nativeVersions } = this.options;
    return probeNative(module, {
      script: assets.nativeProbe,
      cacheFile: join(storagePath, `probe-${module}.json`),
      versions: nativeVersions,
    });
  }

  private isPartial(): boolean {
    const { state } = this.reports.status();
    return state === 'starting' || state === 'indexing' || state === 'paused';
  }

  private lookAtWork(): Map<string, WatchedWork> {
    const { folders, walks } = this;
    return new Map([...folders].map(([root, folder]) => [root, watchedWork(folder, walks.listedIn(root))]));
  }
}

function inside(folder: FolderIndex, files: readonly string[]): string[] {
  return files.map((file) => relativeInside(folder.root, file)).filter((path) => path !== undefined);
}
