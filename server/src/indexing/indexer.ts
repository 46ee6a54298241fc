import { isAborted } from '../base/errors';
import { foreground } from '../base/foreground';
import { Gate } from '../base/gate';
import type { Logger } from '../base/logger';
import type { Embedder } from '../embedding/embedder';
import type { BatchLimits, Pace } from '../pacing/pace';
import type { Clock } from '../pacing/steadyClock';
import type { ChunkStore, StoreChange } from '../store/chunkStore';
import type { Attention } from './attention';
import { type Batch, sampleOf, sizeOf } from './batch';
import { BatchStorer } from './batchStorer';
import { pathOf } from './changeOf';
import { embedChunks, type FileChunks, type VectorCache } from './embedChunks';
import type { FileCatalogue } from './fileCatalogue';
import { Priority } from './indexOrder';
import { IndexQueue } from './indexQueue';
import { ModelHealth } from './modelHealth';
import { ModelSpeed } from './modelSpeed';
import { onStore } from './onStore';
import type { PreparedFile, PrepareRequest } from './prepareFile';
import { Throughput } from './throughput';
import { UnderWay } from './underWay';
import { UnsavedTexts } from './unsavedTexts';
import type { FilePreparer } from './workerPreparer';

export interface IndexerOptions {
  /** Absolute path of the workspace folder. */
  root: string;
  store: ChunkStore;
  preparer: FilePreparer;
  /** Absent while there is no model: chunks then wait for their vectors. */
  embedder: Embedder | undefined;
  vectorCache?: VectorCache | undefined;
  maxBytes: number;
  logger: Logger;
  /** How fast it may go. */
  pace: Pace;
  /** Told of everything that can be found from now on, just before it is stored. */
  onCommit?: (change: StoreChange) => void;
  /** Told when something has been stored. */
  onStored?: () => void;
  /** Told after every step; what has changed is read from {@link Indexer.progress}. */
  onProgress: () => void;
  /** Milliseconds of any clock that never goes back; the system's when absent. */
  clock?: Clock;
}

/** What the indexer has done and has left to do. */
export interface IndexerProgress {
  filesDone: number;
  filesTotal: number;
  currentFile: string | undefined;
  filesPerSecond: number | undefined;
  /** Chunks embedded since the start. */
  embedded: number;
  /** Files that were indexed once and are gone, since the start. */
  removed: number;
  /** Why vectors cannot be made, if so. */
  modelFailure: string | undefined;
}

/** The first batch is small, so that something can be found at once. */
const FIRST_BATCH_FILES = 16;

/** Chunks a file has until some have been seen. */
const USUAL_CHUNKS_PER_FILE = 8;

/** A modification time that no file has. */
const NEVER = -1;

/**
 * The loop that turns queued paths into stored chunks, as a stream of batches: one is read and chunked while the one before it is
 * embedded and the one before that is stored; small ones are stored together. Every commit leaves the store searchable. The loop ends with its signal alone,
 * or with a store that cannot be written.
 */
export class Indexer {
  private readonly queue = new IndexQueue();
  private readonly gate = new Gate();
  private readonly throughput = new Throughput();
  private readonly dropping = new Set<string>();
  /** Paths taken from the queue whose outcome is not stored yet. */
  private readonly underWay = new UnderWay();
  private readonly unsaved: UnsavedTexts;
  private readonly storer: BatchStorer;
  private readonly speed: ModelSpeed;
  private currentFile: string | undefined;
  private embedded = 0;
  private removed = 0;
  private readonly health: ModelHealth;
  private chunksPerFile = USUAL_CHUNKS_PER_FILE;
  /** Mean size of the files of the last batches. */
  private bytesPerFile = 0;
  /** Paths whose stored vectors are not used again. */
  private readonly distrusted = new Set<string>();

  constructor(
    private readonly options: IndexerOptions,
    readonly catalogue: FileCatalogue,
  ) {
    const { store, onCommit } = options;
    this.unsaved = new UnsavedTexts(store);
    this.storer = new BatchStorer({
      store,
      catalogue,
      unsaved: this.unsaved,
      onCommit,
      onStored: (change, prepared) => this.stored(change, prepared),
      isLast: () => this.queue.size === 0,
    });
    this.speed = new ModelSpeed(options.logger);
    this.health = new ModelHealth(options.clock);
  }

  get progress(): IndexerProgress {
    let pending = 0;
    let pendingKnown = 0;
    for (const path of this.pendingPaths()) {
      pending++;
      if (this.catalogue.get(path) !== undefined) pendingKnown++;
    }
    const filesDone = this.catalogue.size - pendingKnown;
    return {
      filesDone,
      filesTotal: filesDone + pending,
      currentFile: this.currentFile,
      filesPerSecond: this.throughput.perSecond(),
      embedded: this.embedded,
      removed: this.removed,
      modelFailure: this.health.failure,
    };
  }

  get isIdle(): boolean {
    return this.queue.size === 0 && this.underWay.size === 0;
  }

  get isPaused(): boolean {
    return this.gate.isClosed;
  }

  /** True when vectors can be made, or that is to be tried again. */
  get canEmbed(): boolean {
    return this.options.embedder !== undefined && this.health.isUsable;
  }

  /** @param priority of `indexOrder`; a path that waits already only moves ahead */
  enqueue(path: string, priority: number): void {
    this.dropping.delete(path);
    this.queue.push(path, priority);
    if (isUrgent(priority)) this.options.pace.hurry?.();
    this.options.onProgress();
  }

  /** Lets the paths that the user is at go ahead, where they wait, and those beside them before the rest. */
  preferAll(attention: Attention): void {
    const { queue, options } = this;
    const prefer = (path: string): void => queue.push(path, attention.priorityOf({ path, mtimeMs: 0 }));
    for (const path of attention.paths()) if (queue.has(path)) prefer(path);
    // Some milliseconds for 50,000 files.
    for (const path of queue.paths()) if (attention.isNear(path)) prefer(path);
    if (isUrgent(queue.highest)) options.pace.hurry?.();
  }

  /** Takes a file out of the index although it exists: the rules leave it out now. */
  drop(path: string): void {
    this.enqueue(path, Priority.other);
    this.dropping.add(path);
  }

  /** Makes an editor's text stand for a file until it is saved or let go (undefined). It can be found and is not stored. */
  noteUnsaved(path: string, text: string | undefined): void {
    if (this.unsaved.note(path, text)) this.enqueue(path, Priority.visible);
  }

  /** Batches under way are finished; what is queued stays queued. */
  pause(): void {
    this.gate.close();
    this.options.onProgress();
  }

  resume(): void {
    this.gate.open();
    this.options.onProgress();
  }

  /** Forgets what is queued, before everything is walked anew; what an editor holds unsaved is found by no walk and stays. */
  forgetQueue(): void {
    this.queue.clear();
    this.dropping.clear();
    for (const path of this.unsaved.paths()) this.queue.push(path, Priority.visible);
  }

  /** Makes every file be read, chunked and embedded anew when it is next queued. */
  distrustAll(): void {
    for (const path of [...this.catalogue.paths()]) {
      this.distrusted.add(path);
      const record = this.catalogue.get(path);
      if (record !== undefined) this.catalogue.set({ ...record, mtimeMs: NEVER, contentHash: '' });
    }
  }

  /**
   * Works until the signal.
   * @throws {AkinError} `store-unavailable` when a commit fails, `worker-failed` when nothing can be chunked any more
   */
  async run(signal: AbortSignal): Promise<void> {
    let isFirst = true;
    let embedding: Promise<Batch | undefined> = Promise.resolve(undefined);
    // Of the batch before the one that is embedded: one is prepared, one embedded and one stored at a time.
    let storing: Promise<void> = Promise.resolve();
    try {
      await this.storer.begin();
      for (;;) {
        if (this.queue.size === 0) {
          await embedding;
          await this.storer.done;
          isFirst = true;
          this.storer.rested();
        }
        await this.queue.wait(signal);
        await this.gate.pass(signal);
        const { pace } = this.options;
        await pace.ready(isUrgent(this.queue.highest), signal);
        const isUrgentBatch = isFirst || isUrgent(this.queue.highest);
        const limits = pace.limits();
        const prepare = (): Promise<Batch> =>
          this.prepare(this.takeBatch(limits, isFirst), limits.concurrency, signal);
        const batch = await (isUrgentBatch ? foreground.during(prepare) : prepare());
        isFirst = false;
        await embedding;
        await storing;
        storing = this.storer.done;
        const embedded = this.embed(batch, signal);
        this.storer.add(embedded, isUrgentBatch, (taken, storeMs) => this.taken(taken, storeMs));
        // Whoever saved it waits until it can be found; a failure is the next batch's.
        if (isUrgentBatch) foreground.during(() => this.storer.done).catch(() => undefined);
        embedding = embedded;
        // Seen at the next await; this keeps it from counting as unhandled.
        embedding.catch(() => undefined);
      }
    } catch (error) {
      if (!isAborted(error)) throw error;
    } finally {
      await this.storer.flush();
      // What was given up is found again by the next walk.
      this.underWay.clear();
      this.currentFile = undefined;
    }
  }

  private takeBatch(limits: BatchLimits, isFirst: boolean): string[] {
    const byChunks = Math.ceil(limits.chunks / this.chunksPerFile);
    const byBytes = Math.ceil(limits.bytes / Math.max(1, this.bytesPerFile));
    const files = Math.max(1, Math.min(limits.files, byChunks, byBytes));
    const paths = isUrgent(this.queue.highest)
      ? this.queue.take(files, Priority.open)
      : this.queue.take(isFirst ? Math.min(files, FIRST_BATCH_FILES) : files);
    for (const path of paths) this.underWay.add(path);
    return paths;
  }

  private async prepare(paths: readonly string[], concurrency: number, signal: AbortSignal): Promise<Batch> {
    const startedMs = performance.now();
    this.currentFile = paths[0];
    this.options.onProgress();
    const prepared: PreparedFile[] = [];
    const requests: PrepareRequest[] = [];
    for (const path of paths)
      if (this.dropping.delete(path)) prepared.push({ kind: 'gone', path });
      else requests.push(this.requestFor(path));
    const { root, maxBytes, preparer } = this.options;
    const manner = { urgent: paths.length < FIRST_BATCH_FILES, concurrency };
    prepared.push(...(await preparer.prepare(requests, { root, maxBytes }, manner, signal)));
    this.noteSizes(prepared);
    const prepareMs = performance.now() - startedMs;
    return { prepared, startedMs, prepareMs, embedMs: 0, failed: new Set() };
  }

  /** The texts of a batch are held until it is stored: large files make the next one small. */
  private noteSizes(prepared: readonly PreparedFile[]): void {
    const { chunked, bytes } = sizeOf({ prepared });
    if (chunked === 0) return;
    const mean = bytes / chunked;
    this.bytesPerFile = this.bytesPerFile === 0 ? mean : (this.bytesPerFile + mean) / 2;
  }

  private requestFor(path: string): PrepareRequest {
    const known = this.catalogue.get(path);
    const unsaved = this.unsaved.textOf(path);
    if (unsaved !== undefined) return { path, knownHash: '', unsaved };
    const isKnown = known?.skipped === '' && (known.embedded || !this.canEmbed);
    return { path, knownHash: isKnown ? known.contentHash : '' };
  }

  private async embed(batch: Batch, signal: AbortSignal): Promise<Batch> {
    const { store, embedder, vectorCache: cache, logger } = this.options;
    if (embedder === undefined || !this.canEmbed) return batch;
    const startedMs = performance.now();
    const files = this.filesToEmbed(batch.prepared);
    const changed = files
      .map(({ path }) => path)
      .filter((path) => (this.catalogue.get(path)?.chunks ?? 0) > 0 && !this.distrusted.has(path));
    const known =
      changed.length > 0 ? await onStore(() => store.readVectors(changed)) : new Map<string, Float32Array>();
    // A model that was released for want of memory is loaded first, which says nothing of its speed.
    const wasLoaded = embedder.isLoaded ?? true;
    const outcome = await embedChunks(files, { known, cache, embedder }, logger, signal);
    this.embedded += outcome.embedded;
    if (outcome.modelFailure !== undefined) this.health.failedNow(outcome.modelFailure);
    else if (outcome.embedded > 0 && this.health.worked()) this.enqueueWithoutVectors();
    const embedMs = performance.now() - startedMs;
    if (wasLoaded) this.speed.judge(outcome.embedded, embedMs, batch.prepareMs);
    return { ...batch, embedMs, failed: new Set(outcome.failed) };
  }

  /** What was stored while there was no model. */
  private enqueueWithoutVectors(): void {
    this.options.logger.info('The model works again: files without vectors are embedded.');
    for (const { path, skipped, embedded } of this.catalogue.records.values())
      if (skipped === '' && !embedded) this.queue.push(path, Priority.vectors);
  }

  /** With a slow model the words of a file come first: its vectors are made in a second round. */
  private filesToEmbed(prepared: readonly PreparedFile[]): FileChunks[] {
    return prepared.flatMap((file) => {
      if (file.kind !== 'chunked') return [];
      const { path } = file.state;
      const later = this.speed.isSlow && this.catalogue.get(path) === undefined;
      return later ? [] : [{ path, chunks: file.chunks, anew: this.distrusted.has(path) }];
    });
  }

  /** A batch is stored or held. */
  private taken(batch: Batch, storeMs: number): void {
    this.throughput.add(batch.prepared.length);
    const { chunked, chunks } = sizeOf(batch);
    if (chunks > 0) this.chunksPerFile = Math.max(1, (this.chunksPerFile + chunks / chunked) / 2);
    this.options.pace.finished(sampleOf(batch, storeMs));
    this.options.onProgress();
  }

  private stored(change: StoreChange, prepared: readonly PreparedFile[]): void {
    for (const record of change.files) {
      this.catalogue.set(record);
      // Left for later with a slow model, or on its way while a model that had failed was found to work again.
      if (record.skipped === '' && !record.embedded && this.canEmbed)
        this.queue.push(record.path, Priority.vectors);
    }
    for (const path of change.dropFiles) this.catalogue.delete(path);
    this.removed += change.dropFiles.length;
    for (const file of prepared) {
      this.underWay.delete(pathOf(file));
      this.distrusted.delete(pathOf(file));
    }
    if (this.isIdle) this.currentFile = undefined;
    this.options.onStored?.();
    this.options.onProgress();
  }

  private *pendingPaths(): Generator<string> {
    yield* this.queue.paths();
    for (const path of this.underWay.paths()) if (!this.queue.has(path)) yield path;
  }
}

function isUrgent(priority: number | undefined): boolean {
  return priority !== undefined && priority >= Priority.open;
}
