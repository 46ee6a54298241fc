import type { ChunkStore, StoreChange } from '../store/chunkStore';
import { changeOf, pathOf } from './changeOf';
import type { FileCatalogue } from './fileCatalogue';
import type { PreparedFile } from './prepareFile';

/** Documents held at a time; an editor with more has its oldest found as they are on disk. */
const MAX_TEXTS = 200;

/**
 * Texts that an editor holds unsaved. They stand for their files in what can be found, and never in the store: a crash must
 * not leave an index of what was never written.
 */
export class UnsavedTexts {
  private readonly texts = new Map<string, string>();
  /** Paths whose unsaved chunks can be found at present. */
  private readonly shown = new Set<string>();

  constructor(private readonly store: ChunkStore) {}

  /** @returns whether the file has to be looked at again */
  note(path: string, text: string | undefined): boolean {
    if (text === undefined) return this.texts.delete(path) || this.shown.has(path);
    if (this.texts.get(path) === text) return false;
    this.texts.delete(path);
    this.texts.set(path, text);
    const [oldest] = this.texts.keys();
    if (this.texts.size > MAX_TEXTS && oldest !== undefined) this.texts.delete(oldest);
    return true;
  }

  textOf(path: string): string | undefined {
    return this.texts.get(path);
  }

  /** Every file that a text stands for, or has stood for until now: no look at the disk tells of these. */
  paths(): Set<string> {
    return new Set([...this.texts.keys(), ...this.shown]);
  }

  /** Parts a batch into what is stored and what is only shown. */
  split(prepared: readonly PreparedFile[]): { saved: PreparedFile[]; unsaved: PreparedFile[] } {
    const saved: PreparedFile[] = [];
    const unsaved: PreparedFile[] = [];
    // What was read from disk before the text came is followed by the text.
    for (const file of prepared) (isOfEditor(file) ? unsaved : saved).push(file);
    return { saved, unsaved };
  }

  /**
   * What is to be found from now on besides what is stored: unsaved texts, and stored chunks that one had taken the place of. These
   * changes come before that of the files in `saved`: they take away what was shown in their place.
   */
  async settle(
    unsaved: readonly PreparedFile[],
    saved: readonly PreparedFile[],
    catalogue: FileCatalogue,
  ): Promise<StoreChange[]> {
    const changes: StoreChange[] = [];
    for (const file of unsaved) {
      const { chunks } = changeOf([file], new Set(), catalogue);
      changes.push({ dropChunksOf: [pathOf(file)], chunks, files: [], dropFiles: [], isShownOnly: true });
      this.shown.add(pathOf(file));
    }
    for (const file of saved) {
      const path = pathOf(file);
      if (!this.shown.delete(path)) continue;
      const chunks = file.kind === 'same' ? await this.store.chunksOf(path) : [];
      changes.push({ dropChunksOf: [path], chunks, files: [], dropFiles: [], isShownOnly: true });
    }
    return changes;
  }
}

function isOfEditor(file: PreparedFile): boolean {
  return file.kind !== 'gone' && file.state.fromEditor === true;
}
