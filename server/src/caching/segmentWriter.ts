import { type FileHandle, mkdir, open } from 'node:fs/promises';
import { join } from 'node:path';
import type { SegmentOwner } from './segmentOwner';

/** Writes bytes behind those that a file has. */
export type AppendBytes = (handle: FileHandle, bytes: Buffer) => Promise<void>;

export interface SegmentWriterOptions {
  folder: string;
  owner: SegmentOwner;
  /** A segment that has reached this is closed, and another begun. */
  segmentBytes: number;
  now: () => number;
  append?: AppendBytes;
}

/** Appends to segments that nobody else writes. Calls must follow on each other. */
export class SegmentWriter {
  private handle: FileHandle | undefined;
  private name = '';
  private written = 0;

  constructor(private readonly options: SegmentWriterOptions) {}

  /** Name of the segment that the next bytes go to, if one has been begun. */
  get current(): string | undefined {
    return this.handle === undefined ? undefined : this.name;
  }

  /**
   * Appends bytes and answers where they stand. After a failure the segment is given up, as its end is not known.
   * @throws {Error} what the file system says
   */
  async append(bytes: Buffer): Promise<{ name: string; at: number }> {
    if (this.handle !== undefined && this.written >= this.options.segmentBytes) await this.seal();
    try {
      this.handle ??= await this.begin();
      const at = this.written;
      await (this.options.append ?? appendAll)(this.handle, bytes);
      this.written += bytes.length;
      return { name: this.name, at };
    } catch (error) {
      await this.seal();
      throw error;
    }
  }

  /** Ends the segment; it changes no more. */
  async seal(): Promise<void> {
    const { handle } = this;
    this.handle = undefined;
    await handle?.close();
  }

  private async begin(): Promise<FileHandle> {
    const { folder, owner, now } = this.options;
    await mkdir(folder, { recursive: true });
    this.name = owner.nextSegment(now());
    this.written = 0;
    return open(join(folder, this.name), 'ax');
  }
}

function appendAll(handle: FileHandle, bytes: Buffer): Promise<void> {
  return handle.appendFile(bytes);
}
