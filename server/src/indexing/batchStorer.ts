import type { ChunkStore, StoreChange } from '../store/chunkStore';
import { type Batch, HeldBatches } from './batch';
import { changeOf } from './changeOf';
import type { FileCatalogue } from './fileCatalogue';
import { onStore } from './onStore';
import type { PreparedFile } from './prepareFile';
import type { UnsavedTexts } from './unsavedTexts';

/** The first batches of a run are stored at once, however small: whoever waits for a first answer has it a second earlier. */
const EARLY_COMMITS = 4;

/** Small batches wait so long for others, to be stored together. */
const HOLD_MS = 2_000;

export interface BatchStorerOptions {
  store: ChunkStore;
  catalogue: FileCatalogue;
  unsaved: UnsavedTexts;
  /** Told of everything that can be found from now on, just before it is stored. */
  onCommit?: ((change: StoreChange) => void) | undefined;
  /** Told of what has been stored, and of the files that it came from. */
  onStored: (change: StoreChange, prepared: readonly PreparedFile[]) => void;
  /** Whether no batch follows that could be waited for. */
  isLast: () => boolean;
}

/** Stores batches one after another, small ones together. Every commit leaves the store searchable. */
export class BatchStorer {
  private readonly held = new HeldBatches();
  /** Since there was last nothing to do. */
  private commitsOfRun = 0;
  /** Stores what is held, however long the next batch takes. */
  private holdTimer: NodeJS.Timeout | undefined;
  /** The last of the commits. */
  private last: Promise<void> = Promise.resolve();
  /** Paths of a commit that failed: some of it may be stored, and it has been told to those who follow. */
  private readonly halfStored = new Set<string>();

  constructor(private readonly options: BatchStorerOptions) {}

  /**
   * Resolves when all that was given so far is stored or held.
   * @throws {import('../base/errors').AkinError} `store-unavailable` when a commit failed, or with the failure of a batch
   */
  get done(): Promise<void> {
    return this.last;
  }

  /** Begins anew after a failure: takes out what a commit that failed has left, so that nothing is there twice. */
  async begin(): Promise<void> {
    this.last = Promise.resolve();
    if (this.halfStored.size === 0) return;
    const paths = [...this.halfStored];
    const change: StoreChange = { dropChunksOf: paths, dropFiles: paths, chunks: [], files: [] };
    this.options.onCommit?.(change);
    await onStore(() => this.options.store.commit(change));
    this.halfStored.clear();
  }

  /** The next batch is the first after a rest. */
  rested(): void {
    this.commitsOfRun = 0;
  }

  /**
   * Stores a batch once it is there, or holds it until others have come.
   * @param onTaken is told of the batch and of what storing took, in milliseconds
   */
  add(coming: Promise<Batch>, isUrgent: boolean, onTaken: (batch: Batch, storeMs: number) => void): void {
    this.inTurn(async () => {
      const batch = await coming;
      const startedMs = performance.now();
      await this.take(batch, isUrgent);
      onTaken(batch, performance.now() - startedMs);
    });
  }

  /** Stores what is held, whatever became of the batches after it. Resolves when that is done or has failed. */
  async flush(): Promise<void> {
    this.last = this.last.catch(() => undefined);
    this.inTurn(() => this.store());
    await this.last.catch(() => undefined);
  }

  private inTurn(commit: () => Promise<void>): void {
    this.last = this.last.then(commit);
    // Seen by whoever waits for the last; this keeps it from counting as unhandled.
    this.last.catch(() => undefined);
  }

  private async take(batch: Batch, isUrgent: boolean): Promise<void> {
    if (this.held.meets(batch)) await this.store();
    this.held.add(batch);
    const isEarly = this.commitsOfRun < EARLY_COMMITS;
    if (isUrgent || isEarly || this.held.isFull || this.options.isLast()) await this.store();
    else this.holdTimer ??= setTimeout(() => this.inTurn(() => this.store()), HOLD_MS);
  }

  private async store(): Promise<void> {
    clearTimeout(this.holdTimer);
    this.holdTimer = undefined;
    if (this.held.isEmpty) return;
    this.commitsOfRun++;
    const { store, catalogue, unsaved: texts, onCommit, onStored } = this.options;
    const { prepared, failed } = this.held.take();
    const { saved, unsaved } = texts.split(prepared);
    const change = changeOf(saved, failed, catalogue);
    await onStore(async () => {
      const restored = await texts.settle(unsaved, saved, catalogue);
      for (const part of [...restored, change]) if (!isEmpty(part)) onCommit?.(part);
      await store.commit(change).catch((error: unknown) => {
        this.doubt(change);
        throw error;
      });
    });
    onStored(change, prepared);
  }

  /** Files of a commit that failed are new to the next walk. */
  private doubt({ files }: StoreChange): void {
    for (const { path } of files) {
      this.halfStored.add(path);
      this.options.catalogue.delete(path);
    }
  }
}

function isEmpty({ dropChunksOf, dropFiles, chunks, files }: StoreChange): boolean {
  return dropChunksOf.length + dropFiles.length + chunks.length + files.length === 0;
}
