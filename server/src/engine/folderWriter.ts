import { foreground } from '../base/foreground';
import { Attention } from '../indexing/attention';
import type { FileCatalogue } from '../indexing/fileCatalogue';
import { FolderScan } from '../indexing/folderScan';
import { Indexer, type IndexerOptions, type IndexerProgress } from '../indexing/indexer';
import type { FileRecord } from '../store/chunkStore';
import type { FolderReader } from '../workspace/folderReader';
import { recentFiles } from '../workspace/recentFiles';
import { ChangeNotes } from './changeNotes';
import { TaskLane } from './taskLane';

export interface FolderWriterOptions extends IndexerOptions {
  excludeGlobs: readonly string[];
  reader: FolderReader;
  /** What the user is at. */
  attention: Attention;
  /** Told when something is about to be looked at. */
  onTask: () => void;
  /** Told of what ends the loop or a walk. */
  onError: (error: unknown) => void;
}

/** Files that git names as changed lately and that go before the rest. */
const MAX_RECENT_FILES = 500;

/** Keeps the index of a folder up to date: walks, takes notes of changes, and runs the loop that stores what differs. */
export class FolderWriter {
  private readonly indexer: Indexer;
  private readonly scanner: FolderScan;
  private stopLoop = new AbortController();
  private loop: Promise<void> = Promise.resolve();
  private readonly tasks: TaskLane;
  private readonly notes = new ChangeNotes((paths) => this.lookAt(paths));

  constructor(
    private readonly options: FolderWriterOptions,
    readonly catalogue: FileCatalogue,
  ) {
    const { root, excludeGlobs, reader, maxBytes, attention, onError, onProgress } = options;
    this.indexer = new Indexer(options, catalogue);
    this.scanner = new FolderScan({ root, excludeGlobs, reader, maxBytes, attention }, this.indexer);
    this.tasks = new TaskLane(onError, onProgress);
  }

  get progress(): IndexerProgress {
    return this.indexer.progress;
  }

  /** Paths passed over by the last walk, by reason. */
  get passedOver(): ReadonlyMap<string, number> {
    return this.scanner.skipped;
  }

  /** Nothing is queued, under way or about to be looked at. */
  get isQuiet(): boolean {
    return this.indexer.isIdle && this.tasks.size === 0 && this.notes.isEmpty;
  }

  /** A walk, or a look at named paths, is under way or waits. */
  get isLooking(): boolean {
    return this.tasks.size > 0;
  }

  /** Whether the rules leave a path out. */
  ignores(path: string): boolean {
    return this.scanner.ignores(path);
  }

  /** Walks the folder; what differs is queued. */
  scan(): void {
    this.addTask(async (signal) => {
      this.indexer.forgetQueue();
      await this.scanner.scan(signal);
    });
  }

  /** Begins to store what is queued. */
  start(): void {
    const { signal } = this.stopLoop;
    this.loop = this.loop
      .then(() => this.indexer.run(signal))
      .catch((error: unknown) => {
        if (!signal.aborted) this.options.onError(error);
      });
    if (!this.isQuiet) void this.askForRecentFiles(signal);
  }

  /** Gives up what is under way and begins anew; a walk finds it again. */
  restart(): void {
    // The one before may still run, when it was a walk that failed; two must never work on one queue.
    this.stopLoop.abort();
    this.stopLoop = new AbortController();
    this.start();
  }

  /** Resolves when the loop and the walk under way are over. */
  async end(): Promise<void> {
    this.stopLoop.abort();
    await this.loop;
    await this.tasks.whenDone();
  }

  /** Resolves when all that is known to have changed is queued. */
  whenScanned(): Promise<void> {
    return this.tasks.whenDone();
  }

  noteChanges(paths: readonly string[], saved: boolean): void {
    this.notes.note(paths, saved);
  }

  /** Makes an editor's text stand for a file until it is saved or let go (undefined). */
  noteUnsaved(path: string, text: string | undefined): void {
    if (text === undefined || !this.ignores(path)) this.indexer.noteUnsaved(path, text);
  }

  /** What the user is at goes ahead, where it waits. */
  preferAttention(): void {
    this.indexer.preferAll(this.options.attention);
  }

  pause(): void {
    this.indexer.pause();
  }

  resume(): void {
    this.indexer.resume();
  }

  /** Lets the next walk queue every file, whatever is known of it. */
  distrustAll(): void {
    this.indexer.distrustAll();
  }

  /** Forgets every file; for when the loop has ended. */
  forgetAll(): void {
    this.indexer.forgetQueue();
    this.catalogue.clear();
  }

  /** Some of what was stored has turned out to be damaged: this is what is left. */
  relearn(records: readonly FileRecord[]): void {
    this.forgetAll();
    for (const record of records) this.catalogue.set(record);
  }

  /** Lets nothing more begin; see {@link end}. */
  dispose(): void {
    this.notes.dispose();
    this.stopLoop.abort();
  }

  private lookAt(paths: string[] | undefined): void {
    if (paths === undefined) {
      this.scan();
      return;
    }
    // A build that writes what the rules leave out is no news.
    const news = paths.filter((path) => !this.ignores(path) || this.catalogue.get(path) !== undefined);
    if (news.length === 0) this.options.onProgress();
    else
      this.addTask(async (signal) => {
        if (await foreground.during(() => this.scanner.look(news, signal))) this.scan();
      });
  }

  /** Walks and looks run one after another, since both write to the same queue. */
  private addTask(task: (signal: AbortSignal) => Promise<void>): void {
    this.options.onTask();
    this.tasks.add(this.stopLoop.signal, task);
  }

  private async askForRecentFiles(signal: AbortSignal): Promise<void> {
    const { root, attention } = this.options;
    try {
      attention.setRecent(await recentFiles(root, signal, MAX_RECENT_FILES));
      this.preferAttention();
    } catch {
      // The walk's own order is good enough.
    }
  }
}
