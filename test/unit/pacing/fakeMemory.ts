import type { MemorySources } from '../../../server/src/pacing/memoryBudget';

/** A machine whose memory a test sets. Files that are not given are missing. */
export class FakeMemory implements MemorySources {
  platform: NodeJS.Platform = 'linux';
  files: Record<string, string> = {};
  rss = 0;
  free = 8_000_000_000;
  total = 16_000_000_000;
  /** What reading RSS throws, if so. */
  failure: Error | undefined;

  readText(path: string): string {
    const text = this.files[path];
    if (text === undefined) throw new Error(`ENOENT: ${path}`);
    return text;
  }

  freeBytes(): number {
    return this.free;
  }

  totalBytes(): number {
    return this.total;
  }

  rssBytes(): number {
    if (this.failure !== undefined) throw this.failure;
    return this.rss;
  }
}
