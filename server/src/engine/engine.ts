import { join } from 'node:path';
import { AkinError, isAborted, messageOf, throwIfAborted } from '../base/errors';
import type { Logger } from '../base/logger';
import { WorkerChunker } from '../chunking/workerChunker';
import type { Embedder } from '../embedding/embedder';
import type { SearchChunk } from '../search/index/searchIndex';
import { matchReasons, similarityReasons } from '../search/matchReasons';
import { type QueryModel, searchFolder, searchSimilar } from '../search/semanticSearch';
import { type NativeModule, probeNative } from '../store/nativeProbe';
import { aggregateStatus } from './aggregateStatus';
import type { Assets } from './assets';
import { codeSample } from './codeSample';
import { defaultDuplicateOptions } from './duplicateService';
import { EngineDuplicates } from './engineDuplicates';
import type {
  EngineAnswer,
  EngineSearch,
  EngineSettings,
  EngineSimilar,
  EngineStatus,
  Hit,
  RunCounts,
} from './engineTypes';
import { ChunkedFingerprints } from './fingerprintSource';
import { FolderIndex } from './folderIndex';
import { automaticThreads, loadModel } from './modelService';
import { toStoreFilter } from './pathFilter';
import { relativeInside } from './relativeInside';
import { showHits } from './showHits';

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
  /** Told of every change of {@link Engine.status}; may come many times a second. */
  onStatus: () => void;
}

/** What is shown of a state while there is no index to ask. */
const STAGE_WITHOUT_FOLDER = { error: 'Stopped', starting: 'Starting', ready: 'No folder is open' } as const;

/** The most hits that one search answers; more is a report, not an answer. */
export const MAX_LIMIT = 200;

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
  private readonly chunker: WorkerChunker;
  private embedder: Embedder | undefined;
  private modelFailure: string | undefined;
  private nativeFailure: string | undefined;
  private paused = false;
  private readonly started: Promise<void>;

  private constructor(private readonly options: EngineOptions) {
    const { assets, logger } = options;
    this.chunker = new WorkerChunker({
      script: assets.chunkingWorker,
      grammarsDir: assets.grammarsDir,
      syntaxesDir: assets.syntaxesDir,
      threads: automaticThreads(),
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
    await this.started;
    throwIfAborted(this.stop.signal);
    const { storagePath, settings, howToInsist, logger, onStatus } = this.options;
    const folder = new FolderIndex({
      root,
      storagePath,
      settings: { ...settings, ...overrides },
      howToInsist,
      chunker: this.chunker,
      embedder: this.embedder,
      modelFailure: this.modelFailure,
      nativeFailure: this.nativeFailure,
      logger,
      onChange: onStatus,
      onCommit: (change) => this.duplicates.committed(root, change),
      onIdle: () => this.duplicates.indexed(root),
      onClear: () => this.duplicates.cleared(root),
    });
    this.failures.delete(root);
    this.folders.set(root, folder);
    this.findDuplicates(folder, { ...settings, ...overrides });
    if (this.paused) folder.pause();
    try {
      await folder.open();
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

  private findDuplicates(folder: FolderIndex, settings: EngineSettings): void {
    const { root } = folder;
    const { maxFileBytes: maxBytes, duplicates: options = defaultDuplicateOptions } = settings;
    const paths = (): Iterable<string> => folder.paths();
    const source = new ChunkedFingerprints({ root, maxBytes, chunker: this.chunker, paths });
    this.duplicates.addFolder({ root, source, maxBytes, options, logger: this.options.logger });
  }

  async removeFolder(root: string): Promise<void> {
    this.failures.delete(root);
    await this.duplicates.removeFolder(root);
    const folder = this.folders.get(root);
    this.folders.delete(root);
    await folder?.close();
    this.options.onStatus();
  }

  /** Tells of absolute paths that may have changed; those outside of all folders are passed over. */
  noteChanges(files: readonly string[]): void {
    for (const folder of this.folders.values()) {
      const inside = files
        .map((file) => relativeInside(folder.root, file))
        .filter((path) => path !== undefined);
      folder.noteChanges(inside);
    }
  }

  /**
   * Finds code by meaning and words.
   * @throws {AkinError} `invalid-request` for a glob that cannot be read or an unknown folder, `aborted` on the signal
   */
  async search(request: EngineSearch, signal: AbortSignal): Promise<EngineAnswer> {
    const limit = boundedLimit(request.limit);
    const model = this.queryModel();
    const hits = await this.overFolders(request.folder, async (folder) => {
      const source = folder.searchSource;
      if (source === undefined) return [];
      const filter = toStoreFilter(request.filter ?? {}, () => folder.paths());
      const options = { limit, filter, without: request.without ?? [] };
      const ranked = await searchFolder(source, request.query, model, options, signal);
      return showHits(folder.root, ranked, (hit, text) => matchReasons(request.query, hit, text));
    });
    return { hits: best(hits, limit), partial: this.isPartial() };
  }

  /**
   * Finds code that resembles a piece of a file.
   * @throws {AkinError} `invalid-request` when there is nothing to compare with, `aborted` on the signal
   */
  async similar(request: EngineSimilar, signal: AbortSignal): Promise<EngineAnswer> {
    const limit = boundedLimit(request.limit);
    const sample = await codeSample(request, [...this.folders.values()], this.queryModel(), signal);
    const hits = await this.overFolders(undefined, async (folder) => {
      const source = folder.searchSource;
      if (source === undefined) return [];
      const filter = toStoreFilter(request.filter ?? {}, () => folder.paths());
      const path = relativeInside(folder.root, request.file);
      const isSelf = (chunk: SearchChunk): boolean =>
        chunk.path === path && chunk.startLine <= sample.endLine && chunk.endLine >= sample.startLine;
      const ranked = await searchSimilar(
        source,
        { ...sample, isSelf, minimumSimilarity: this.embedder?.minimumSimilarity ?? 0 },
        { limit, filter },
      );
      return showHits(folder.root, ranked, similarityReasons);
    });
    return { hits: best(hits, limit), partial: this.isPartial() };
  }

  status(): EngineStatus {
    const failed = [...this.failures.values()].map((message): EngineStatus => ({
      ...this.emptyStatus('error'),
      message,
    }));
    const waiting = [...this.opening.keys()]
      .filter((root) => !this.folders.has(root))
      .map(() => this.emptyStatus('starting'));
    const open = [...this.folders.values()].map((folder) => folder.status());
    return aggregateStatus([...open, ...waiting, ...failed], this.emptyStatus('ready'));
  }

  /** What all folders did since the engine started. */
  counts(): RunCounts {
    const counts = { embedded: 0, removed: 0 };
    for (const folder of this.folders.values()) {
      counts.embedded += folder.counts.embedded;
      counts.removed += folder.counts.removed;
    }
    return counts;
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
  }

  /** Ends all work; what is stored stays. */
  async dispose(): Promise<void> {
    this.stop.abort();
    await this.started;
    await this.duplicates.dispose();
    await Promise.all([...this.folders.values()].map((folder) => folder.close()));
    this.folders.clear();
    await Promise.all([this.chunker.dispose(), this.embedder?.dispose()]);
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

  private queryModel(): QueryModel {
    const { embedder } = this;
    if (embedder === undefined) return undefined;
    const embed = async (text: string, signal: AbortSignal): Promise<Float32Array | undefined> => {
      try {
        return await embedder.embedQuery(text, signal);
      } catch (error) {
        if (isAborted(error)) throw error;
        this.options.logger.warn(`The query is searched by keywords only: ${messageOf(error)}`);
        return undefined;
      }
    };
    return { embed, minimumSimilarity: embedder.minimumSimilarity };
  }

  private async overFolders(
    only: string | undefined,
    find: (folder: FolderIndex) => Promise<Hit[]>,
  ): Promise<Hit[]> {
    const folders = [...this.folders.values()].filter(({ root }) => only === undefined || root === only);
    if (only !== undefined && folders.length === 0)
      throw new AkinError('invalid-request', `The folder ${only} is not open in Akin.`);
    return (await Promise.all(folders.map(find))).flat();
  }

  private isPartial(): boolean {
    const { state } = this.status();
    return state === 'starting' || state === 'indexing' || state === 'paused';
  }

  private emptyStatus(state: keyof typeof STAGE_WITHOUT_FOLDER): EngineStatus {
    return {
      state,
      filesDone: 0,
      filesTotal: 0,
      chunks: 0,
      stage: STAGE_WITHOUT_FOLDER[state],
      skipped: {},
      storeBytes: 0,
      model: this.embedder?.modelId ?? '',
    };
  }
}

function boundedLimit(limit: number): number {
  return Math.max(1, Math.min(MAX_LIMIT, Math.trunc(limit)));
}

function best(hits: Hit[], limit: number): Hit[] {
  return hits.sort((a, b) => b.score - a.score).slice(0, limit);
}
