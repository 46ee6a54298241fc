import { utimesSync } from 'node:fs';
import { FileCatalogue } from '../../../server/src/indexing/fileCatalogue';
import { FolderScan } from '../../../server/src/indexing/folderScan';
import { Indexer } from '../../../server/src/indexing/indexer';
import { MemoryStore } from '../../../server/src/store/memoryStore';
import { RecordingLogger } from '../base/recordingLogger';
import { ScratchFolder } from '../scratchFolder';
import { CountingEmbedder } from './countingEmbedder';
import { LineByLineChunker } from './lineByLineChunker';

/** An indexer with its scan over a folder, with fakes around it. */
export class IndexerBench {
  readonly scratch = new ScratchFolder();
  readonly chunker = new LineByLineChunker();
  readonly logger = new RecordingLogger();
  embedder: CountingEmbedder | undefined = new CountingEmbedder();
  store = new MemoryStore();
  maxBytes = 1_000_000;
  excludeGlobs: string[] = [];
  private stop = new AbortController();
  private loop: Promise<void> = Promise.resolve();
  private waiters: { test: () => boolean; resolve: () => void }[] = [];
  indexer!: Indexer;
  scan!: FolderScan;

  /** Opens what is stored and starts the loop, as a process does that starts anew. */
  async open(): Promise<void> {
    const root = this.scratch.path;
    const { store, chunker, embedder, maxBytes, logger } = this;
    this.indexer = new Indexer(
      { root, store, chunker, embedder, maxBytes, logger, onProgress: () => this.progressed() },
      new FileCatalogue(await store.readFiles()),
    );
    this.scan = new FolderScan({ root, excludeGlobs: this.excludeGlobs, maxBytes }, this.indexer);
    this.stop = new AbortController();
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

  private progressed(): void {
    for (const waiter of this.waiters.filter(({ test }) => test())) {
      this.waiters.splice(this.waiters.indexOf(waiter), 1);
      waiter.resolve();
    }
  }
}
