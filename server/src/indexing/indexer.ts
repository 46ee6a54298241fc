import { AkinError, isAborted, messageOf, throwIfAborted } from '../base/errors';
import { Gate } from '../base/gate';
import { mapLimited } from '../base/limiter';
import type { Logger } from '../base/logger';
import type { Embedder } from '../embedding/embedder';
import type { ChunkStore, FileRecord, StoreChange } from '../store/chunkStore';
import { SkipReasons } from '../workspace/skipReason';
import { embedChunks, type FileChunks, type VectorCache } from './embedChunks';
import { FileCatalogue } from './fileCatalogue';
import { IndexQueue, Priority } from './indexQueue';
import { type ChunkSource, prepareFile, type PreparedFile } from './prepareFile';
import { Throughput } from './throughput';

export interface IndexerOptions {
  /** Absolute path of the workspace folder. */
  root: string;
  store: ChunkStore;
  chunker: ChunkSource;
  /** Absent while there is no model: chunks then wait for their vectors. */
  embedder: Embedder | undefined;
  vectorCache?: VectorCache | undefined;
  maxBytes: number;
  logger: Logger;
  /** Told of everything that the store has taken in. */
  onCommit?: (change: StoreChange) => void;
  /** Told after every step; what has changed is read from {@link Indexer.progress}. */
  onProgress: () => void;
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

/** The first batch is small, so that something can be found at once; later ones grow, since each commit has a fixed cost. */
const FIRST_BATCH_FILES = 16;
const MAX_BATCH_FILES = 256;

/** Source held at a time by one batch: past this the rest of the batch waits, however few files it has. */
const MAX_BATCH_BYTES = 16_000_000;

/** Files read and chunked at a time: enough to keep two chunking threads busy while others wait for the disk. */
const CONCURRENT_FILES = 8;

/**
 * New chunks after which the search indexes are brought up to date while indexing goes on: each time takes some ten
 * seconds of two cores, and until then keyword search scans what is new.
 */
const OPTIMIZE_EVERY_CHUNKS = 50_000;

/** A modification time that no file has. */
const NEVER = -1;

/**
 * The loop that turns queued paths into stored chunks: read and chunk a batch while the one before it is embedded
 * and stored. Every commit leaves the store searchable. The loop ends with its signal alone, or with a store that
 * cannot be written.
 */
export class Indexer {
  private readonly queue = new IndexQueue();
  private readonly gate = new Gate();
  private readonly throughput = new Throughput();
  private readonly dropping = new Set<string>();
  /** Paths taken from the queue whose outcome is not stored yet. */
  private readonly underWay = new Set<string>();
  private currentFile: string | undefined;
  private embedded = 0;
  private removed = 0;
  private modelFailure: string | undefined;
  private uncompacted = 0;
  /** Paths whose stored vectors are not used again. */
  private readonly distrusted = new Set<string>();

  constructor(
    private readonly options: IndexerOptions,
    readonly catalogue: FileCatalogue,
  ) {}

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
      modelFailure: this.modelFailure,
    };
  }

  get isIdle(): boolean {
    return this.queue.size === 0 && this.underWay.size === 0;
  }

  get isPaused(): boolean {
    return this.gate.isClosed;
  }

  /** True when vectors can be made. */
  get canEmbed(): boolean {
    return this.options.embedder !== undefined && this.modelFailure === undefined;
  }

  enqueue(path: string, priority: Priority): void {
    this.dropping.delete(path);
    this.queue.push(path, priority);
    this.options.onProgress();
  }

  /** Takes a file out of the index although it exists: the rules leave it out now. */
  drop(path: string): void {
    this.enqueue(path, Priority.background);
    this.dropping.add(path);
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

  /** Forgets what is queued, before everything is walked anew. */
  forgetQueue(): void {
    this.queue.clear();
    this.dropping.clear();
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
    let batchFiles = FIRST_BATCH_FILES;
    let committing: Promise<void> = Promise.resolve();
    try {
      for (;;) {
        if (this.queue.size === 0) {
          await committing;
          batchFiles = FIRST_BATCH_FILES;
        }
        await this.queue.wait(signal);
        await this.gate.pass(signal);
        const paths = this.queue.take(batchFiles);
        batchFiles = Math.min(batchFiles * 2, MAX_BATCH_FILES);
        for (const path of paths) this.underWay.add(path);
        const prepared = await this.prepare(paths, signal);
        await committing;
        committing = this.embedAndCommit(prepared, signal);
        committing.catch(() => undefined); // Seen at the next await; this keeps it from counting as unhandled.
      }
    } catch (error) {
      if (!isAborted(error)) throw error;
    } finally {
      await committing.catch(() => undefined);
      // What was given up is found again by the next walk.
      this.underWay.clear();
      this.currentFile = undefined;
    }
  }

  private async prepare(paths: readonly string[], signal: AbortSignal): Promise<PreparedFile[]> {
    let bytes = 0;
    const prepared = await mapLimited(paths, CONCURRENT_FILES, async (path) => {
      throwIfAborted(signal);
      if (bytes > MAX_BATCH_BYTES) {
        this.putBack(path);
        return undefined;
      }
      this.currentFile = path;
      this.options.onProgress();
      if (this.dropping.delete(path)) return { kind: 'gone', path } as const;
      const file = await prepareFile(path, this.catalogue.get(path), this.options, signal);
      if (file.kind === 'chunked') bytes += file.record.sizeBytes;
      return file;
    });
    return prepared.filter((file) => file !== undefined);
  }

  private putBack(path: string): void {
    this.underWay.delete(path);
    this.queue.push(path, Priority.background);
  }

  private async embedAndCommit(prepared: readonly PreparedFile[], signal: AbortSignal): Promise<void> {
    const failed = await this.embed(prepared, signal);
    const change = this.changeFor(prepared, failed);
    await this.withStore(async (store) => {
      await store.commit(change);
      this.options.onCommit?.(change);
      await this.compactSometimes(change.chunks.length);
    });
    for (const record of change.files) this.catalogue.set(record);
    for (const path of change.dropFiles) this.catalogue.delete(path);
    this.removed += change.dropFiles.length;
    for (const file of prepared) {
      this.underWay.delete(pathOf(file));
      this.distrusted.delete(pathOf(file));
    }
    this.throughput.add(prepared.length);
    if (this.isIdle) this.currentFile = undefined;
    this.options.onProgress();
  }

  private async withStore<T>(act: (store: ChunkStore) => Promise<T>): Promise<T> {
    try {
      return await act(this.options.store);
    } catch (cause) {
      throw new AkinError('store-unavailable', `The index cannot be used: ${messageOf(cause)}`, { cause });
    }
  }

  private *pendingPaths(): Generator<string> {
    yield* this.queue.paths();
    for (const path of this.underWay) if (!this.queue.has(path)) yield path;
  }

  /** @returns the files that the model could not embed */
  private async embed(prepared: readonly PreparedFile[], signal: AbortSignal): Promise<ReadonlySet<string>> {
    const files: FileChunks[] = prepared.flatMap((file) =>
      file.kind === 'chunked'
        ? [{ path: file.record.path, chunks: file.chunks, anew: this.distrusted.has(file.record.path) }]
        : [],
    );
    const { embedder, vectorCache: cache, logger } = this.options;
    if (embedder === undefined || !this.canEmbed) return new Set();
    const changed = files
      .map(({ path }) => path)
      .filter((path) => (this.catalogue.get(path)?.chunks ?? 0) > 0 && !this.distrusted.has(path));
    const known =
      changed.length > 0
        ? await this.withStore((store) => store.readVectors(changed))
        : new Map<string, Float32Array>();
    const outcome = await embedChunks(files, { known, cache, embedder }, logger, signal);
    this.embedded += outcome.embedded;
    if (outcome.modelFailure !== undefined) this.modelFailure = outcome.modelFailure;
    return new Set(outcome.failed);
  }

  private changeFor(prepared: readonly PreparedFile[], failed: ReadonlySet<string>): StoreChange {
    const chunks: StoreChange['chunks'][number][] = [];
    const files: FileRecord[] = [];
    const dropFiles: string[] = [];
    const dropChunksOf: string[] = [];
    for (const file of prepared) {
      const path = pathOf(file);
      const known = this.catalogue.get(path);
      if (file.kind !== 'touched' && known !== undefined && known.chunks > 0) dropChunksOf.push(path);
      if (file.kind === 'gone') {
        if (known !== undefined) dropFiles.push(path);
      } else if (file.kind !== 'chunked') files.push(file.record);
      else if (failed.has(path)) files.push({ ...file.record, chunks: 0, skipped: SkipReasons.failed });
      else {
        files.push({ ...file.record, embedded: file.chunks.every(({ chunk }) => chunk.vector !== null) });
        for (const { chunk } of file.chunks) chunks.push(chunk);
      }
    }
    return { chunks, files, dropFiles, dropChunksOf };
  }

  private async compactSometimes(newChunks: number): Promise<void> {
    this.uncompacted += newChunks;
    if (this.uncompacted < OPTIMIZE_EVERY_CHUNKS) return;
    this.uncompacted = 0;
    await this.options.store.optimize();
  }
}

function pathOf(file: PreparedFile): string {
  return file.kind === 'gone' ? file.path : file.record.path;
}
