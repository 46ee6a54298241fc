import { utimesSync } from 'node:fs';
import { Attention } from '../../../server/src/indexing/attention';
import { FileCatalogue } from '../../../server/src/indexing/fileCatalogue';
import { FolderScan } from '../../../server/src/indexing/folderScan';
import { Indexer } from '../../../server/src/indexing/indexer';
import { SearchIndex } from '../../../server/src/search/index/searchIndex';
import type { StoreChange } from '../../../server/src/store/chunkStore';
import { MemoryStore } from '../../../server/src/store/memoryStore';
import { RecordingLogger } from '../base/recordingLogger';
import { directFolderReader } from '../../../server/src/workspace/folderReader';
import { ScratchFolder } from '../scratchFolder';
import { CountingEmbedder } from './countingEmbedder';
import { FixedPace } from './fixedPace';
import { LineByLinePreparer } from './lineByLinePreparer';

/** An indexer with its scan over a folder, with fakes around it. */
export class IndexerBench {
  readonly scratch = new ScratchFolder();
  readonly preparer = new LineByLinePreparer();
  readonly chunker = this.preparer.chunker;
  readonly pace = new FixedPace();
  readonly attention = new Attention();
  readonly logger = new RecordingLogger();
  embedder: CountingEmbedder | undefined = new CountingEmbedder();
  store = new MemoryStore();
  maxBytes = 1_000_000;
  /** Milliseconds that the indexer's clock shows. */
  nowMs = 0;
  excludeGlobs: string[] = [];
  private stop = new AbortController();
  private loop: Promise<void> = Promise.resolve();
  private waiters: { test: () => boolean; resolve: () => void }[] = [];
  indexer!: Indexer;
  scan!: FolderScan;
  /** What can be found: what is stored, with what the indexer has told of since it was opened. */
  index = new SearchIndex(4);

  /** Opens what is stored and starts the loop, as a process does that starts anew. */
  async open(): Promise<void> {
    const root = this.scratch.path;
    const { store, preparer, embedder, maxBytes, logger, pace, excludeGlobs, attention } = this;
    this.index = new SearchIndex(4);
    for await (const chunks of store.readChunks()) this.index.add(chunks);
    const onCommit = (change: StoreChange): void => this.committed(change);
    const onProgress = (): void => this.progressed();
    this.indexer = new Indexer(
      {
        root,
        store,
        preparer,
        embedder,
        maxBytes,
        logger,
        pace,
        onCommit,
        onProgress,
        clock: () => this.nowMs,
      },
      new FileCatalogue(await store.readFiles()),
    );
    this.scan = new FolderScan(
      { root, excludeGlobs, reader: directFolderReader, maxBytes, attention },
      this.indexer,
    );
    this.stop = new AbortController();
    this.loop = this.indexer.run(this.stop.signal);
    this.loop.catch(() => undefined);
  }

  /** Starts the loop again after it has failed, with all that it knew. */
  resume(): void {
    this.loop = this.indexer.run(this.stop.signal);
    this.loop.catch(() => undefined);
  }

  get signal(): AbortSignal {
    return this.stop.signal;
  }

  async close(): Promise<void> {
    this.stop.abort();
    await this.loop;
  }

  async reopen(): Promise<void> {
    await this.close();
    await this.open();
  }

  write(files: Record<string, string>): void {
    for (const [path, content] of Object.entries(files)) this.scratch.write(path, content);
  }

  /** Rewrites a file so that its time differs from before for certain. */
  rewrite(path: string, content: string): void {
    const later = Date.now() / 1000 + 10;
    utimesSync(this.scratch.write(path, content), later, later);
  }

  /** Walks the folder and waits until all is stored. */
  async update(): Promise<void> {
    await this.scan.scan(this.signal);
    await this.until(() => this.indexer.isIdle);
  }

  /** Tells of paths as a watcher would and waits until all is stored. */
  async look(...paths: string[]): Promise<boolean> {
    const rulesChanged = await this.scan.look(paths, this.signal);
    await this.until(() => this.indexer.isIdle);
    return rulesChanged;
  }

  /** Resolves when the condition holds, which is tested at each step of the indexer. */
  until(test: () => boolean): Promise<void> {
    if (test()) return Promise.resolve();
    const waiting = new Promise<void>((resolve) => this.waiters.push({ test, resolve }));
    return Promise.race([waiting, this.loop]);
  }

  /** The outcome of the loop, for when it is to fail. */
  get outcome(): Promise<void> {
    return this.loop;
  }

  /** Texts embedded since this was last asked. */
  embeddedNow(): number {
    return this.embedder?.texts.splice(0).length ?? 0;
  }

  async symbols(): Promise<string[]> {
    const found: string[] = [];
    for (const { path } of await this.store.readFiles())
      for (const { symbol } of await this.store.chunksOf(path)) found.push(`${path}#${symbol}`);
    return found.sort();
  }

  /** What can be found by a word, by `path#symbol`. */
  foundBy(word: string): string[] {
    const found: string[] = [];
    this.index.terms.forEach(word, (slot) => {
      const chunk = this.index.chunk(slot);
      if (chunk !== undefined) found.push(`${chunk.path}#${chunk.symbol}`);
    });
    return found.sort();
  }

  private committed({ dropChunksOf, dropFiles, chunks }: StoreChange): void {
    this.index.remove([...dropChunksOf, ...dropFiles]);
    this.index.add(chunks);
  }

  private progressed(): void {
    for (const waiter of this.waiters.filter(({ test }) => test())) {
      this.waiters.splice(this.waiters.indexOf(waiter), 1);
      waiter.resolve();
    }
  }
}
