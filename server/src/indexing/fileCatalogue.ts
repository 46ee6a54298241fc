import type { FileRecord } from '../store/chunkStore';
import { SkipReasons } from '../workspace/skipReason';
import type { FoundFile } from '../workspace/walker';

/** Every file that the store knows, in memory, with its totals, which are kept up to date: they are read many times a second. */
export class FileCatalogue {
  private readonly byPath = new Map<string, FileRecord>();
  private readonly skippedBy = new Map<string, number>();
  private chunks = 0;

  constructor(records: readonly FileRecord[]) {
    for (const record of records) this.set(record);
  }

  /** By path. */
  get records(): ReadonlyMap<string, FileRecord> {
    return this.byPath;
  }

  get size(): number {
    return this.byPath.size;
  }

  get(path: string): FileRecord | undefined {
    return this.byPath.get(path);
  }

  set(record: FileRecord): void {
    this.delete(record.path);
    this.byPath.set(record.path, record);
    this.count(record, 1);
  }

  delete(path: string): void {
    const record = this.byPath.get(path);
    if (record === undefined) return;
    this.byPath.delete(path);
    this.count(record, -1);
  }

  clear(): void {
    this.byPath.clear();
    this.skippedBy.clear();
    this.chunks = 0;
  }

  paths(): IterableIterator<string> {
    return this.byPath.keys();
  }

  /** The paths inside a folder, for when the folder itself is gone. */
  pathsBelow(folder: string): string[] {
    return [...this.byPath.keys()].filter((path) => path.startsWith(`${folder}/`));
  }

  /** Chunks over all files. */
  get chunkCount(): number {
    return this.chunks;
  }

  /** Files that were read and left out, by reason. */
  get skipped(): ReadonlyMap<string, number> {
    return this.skippedBy;
  }

  private count({ chunks, skipped }: FileRecord, sign: 1 | -1): void {
    this.chunks += sign * chunks;
    if (skipped === '') return;
    const count = (this.skippedBy.get(skipped) ?? 0) + sign;
    if (count === 0) this.skippedBy.delete(skipped);
    else this.skippedBy.set(skipped, count);
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
  // What could not be read was locked or on a drive that was away; that does not show in its time.
  if (record.skipped === SkipReasons.unreadable) return true;
  if ((record.skipped === SkipReasons.tooLarge) !== found.sizeBytes > maxBytes) return true;
  return canEmbed && !record.embedded;
}
