import type { FileRecord } from '../store/chunkStore';
import { SkipReasons } from '../workspace/skipReason';
import type { FoundFile } from '../workspace/walker';

/** Every file that the store knows, in memory, with its totals. */
export class FileCatalogue {
  private readonly records = new Map<string, FileRecord>();

  constructor(records: readonly FileRecord[]) {
    for (const record of records) this.records.set(record.path, record);
  }

  get size(): number {
    return this.records.size;
  }

  get(path: string): FileRecord | undefined {
    return this.records.get(path);
  }

  set(record: FileRecord): void {
    this.records.set(record.path, record);
  }

  delete(path: string): void {
    this.records.delete(path);
  }

  clear(): void {
    this.records.clear();
  }

  paths(): IterableIterator<string> {
    return this.records.keys();
  }

  /** The paths inside a folder, for when the folder itself is gone. */
  pathsBelow(folder: string): string[] {
    return [...this.records.keys()].filter((path) => path.startsWith(`${folder}/`));
  }

  /** Chunks over all files. */
  chunkCount(): number {
    let total = 0;
    for (const { chunks } of this.records.values()) total += chunks;
    return total;
  }

  /** Files without chunks, by reason. */
  skipped(): Map<string, number> {
    const counts = new Map<string, number>();
    for (const { skipped } of this.records.values())
      if (skipped !== '') counts.set(skipped, (counts.get(skipped) ?? 0) + 1);
    return counts;
  }
}

/**
 * Whether a file needs another look, by size and time alone.
 * @param maxBytes the size limit of now, which may differ from when the record was made
 * @param canEmbed whether chunks that wait for vectors could get them
 */
export function needsIndexing(
  found: FoundFile,
  record: FileRecord | undefined,
  maxBytes: number,
  canEmbed: boolean,
): boolean {
  if (record === undefined) return true;
  if (record.sizeBytes !== found.sizeBytes || record.mtimeMs !== found.mtimeMs) return true;
  if ((record.skipped === SkipReasons.tooLarge) !== found.sizeBytes > maxBytes) return true;
  return canEmbed && !record.embedded;
}
