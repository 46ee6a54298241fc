import { appendFile, open, readdir, readFile, rename, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32 } from '../base/crc32';

/** In the folder of the store. */
const SUMS_FILE = 'sums';

/** Each so long part of a file has a sum of its own: what is lost with a damaged place, and 700 sums for 46 MB. */
const BLOCK_BYTES = 65_536;

/** Each read is waited for; these take half a millisecond of a processor to sum up. */
const BLOCKS_READ_AT_ONCE = 8;

/** Lines of files that are gone, of compactions and dropped versions, are swept when they are more than those of files that are there and these. */
const SPARE_LINES = 200;

/** Folders of a table whose files are written once, under names that are never used again. */
const WRITTEN_ONCE = /^(data|_deletions|_indices)\//;

/** The versions of a table, whose numbers begin anew with the table. */
const MANIFEST = /^_versions\/.*\.manifest$/;

/** So many of the newest versions of a table are looked at: more than a commit makes, or are tried when the newest cannot be read. */
const NEWEST_VERSIONS = 8;

export interface FileSumsOptions {
  /** Of the store. */
  folder: string;
  /** Folders of its tables. */
  tables: readonly string[];
}

/** What is known of a file. */
interface FileSum {
  size: number;
  /** Milliseconds since 1970; tells a version from an earlier one of its number. */
  mtimeMs: number;
  /** CRC-32 of each block. */
  blocks: readonly number[];
}

/**
 * Sums of the files of the tables, all of which are written once. LanceDB trusts what it reads: a length in a file that was
 * overwritten with noise makes it ask for gigabytes, which ends the process. Therefore damage is looked for before a table is opened.
 * A file that was written by a process that died before it wrote the sums is taken as it is.
 */
export class FileSums {
  private readonly known = new Map<string, FileSum>();
  /** Lines of the file of sums, of which some are of files that are gone. */
  private lines = 0;
  /** The last line was cut off. */
  private isCutOff = false;
  private readonly file: string;

  private constructor(private readonly options: FileSumsOptions) {
    this.file = join(options.folder, SUMS_FILE);
  }

  /** Reads the sums; a line that is damaged or cut off is left out. */
  static async read(options: FileSumsOptions): Promise<FileSums> {
    const sums = new FileSums(options);
    const text = await readFile(sums.file, 'utf8').catch(() => '');
    sums.isCutOff = text !== '' && !text.endsWith('\n');
    for (const line of text.split('\n')) {
      if (line === '') continue;
      sums.lines++;
      const parsed = parseLine(line);
      if (parsed !== undefined) sums.known.set(parsed.path, parsed.sum);
    }
    return sums;
  }

  /**
   * Looks for files that are not what they were, and makes them harmless: damaged places are filled with zeros, which no length is
   * made of, and versions are removed, for the one before is taken then. Whoever dies before the table is mended finds the same again.
   * @returns paths in the store's folder
   * @throws {Error} of the file system
   */
  async findDamage(): Promise<string[]> {
    const damaged: string[] = [];
    for (const path of await this.present()) {
      const sum = this.known.get(path);
      if (sum === undefined) continue;
      const file = join(this.options.folder, path);
      const blocks = await damagedBlocks(file, sum);
      if (blocks.length === 0) continue;
      damaged.push(path);
      // It is what it is now.
      this.known.delete(path);
      if (isManifest(path)) await rm(file, { force: true });
      else await fillWithZeros(file, sum.size, blocks);
    }
    return damaged;
  }

  /**
   * Sums up the files that are new since. What cannot be written down now is with the next call.
   * @throws {Error} of the file system
   */
  async update(): Promise<void> {
    const present = await this.present();
    const added: [string, FileSum][] = [];
    for (const path of present) {
      if (await this.isKnown(path)) continue;
      const sum = await sumOf(join(this.options.folder, path));
      if (sum !== undefined) added.push([path, sum]);
    }
    if (added.length === 0) return;
    if (this.lines + added.length > 2 * present.length + SPARE_LINES) await this.sweep(present, added);
    else await appendFile(this.file, [this.isCutOff ? '\n' : '', ...added.map(toLine)].join(''));
    this.isCutOff = false;
    this.lines += added.length;
    for (const [path, sum] of added) this.known.set(path, sum);
  }

  private async isKnown(path: string): Promise<boolean> {
    const sum = this.known.get(path);
    if (sum === undefined || !isManifest(path)) return sum !== undefined;
    const found = await stat(join(this.options.folder, path)).catch(() => undefined);
    return found?.mtimeMs === sum.mtimeMs;
  }

  /** Writes the file of sums anew, without files that are gone. */
  private async sweep(present: readonly string[], added: readonly [string, FileSum][]): Promise<void> {
    const there = new Set(present);
    for (const path of this.known.keys()) if (!there.has(path)) this.known.delete(path);
    const draft = `${this.file}.tmp`;
    await writeFile(draft, [...this.known, ...added].map(toLine).join(''));
    await rename(draft, this.file);
    this.lines = this.known.size;
  }

  /** Paths of files of the tables, as they are in the lines. */
  private async present(): Promise<string[]> {
    const { folder, tables } = this.options;
    const found: string[] = [];
    for (const table of tables) {
      const entries = await readdir(join(folder, table), { recursive: true }).catch(() => []);
      const paths = entries.map((entry) => entry.replaceAll('\\', '/'));
      // Their names count down, so that the newest comes first.
      const versions = paths.filter((path) => MANIFEST.test(path)).sort();
      const all = [...paths.filter((path) => WRITTEN_ONCE.test(path)), ...versions.slice(0, NEWEST_VERSIONS)];
      found.push(...all.map((path) => `${table}/${path}`));
    }
    return found;
  }
}

const isManifest = (path: string): boolean => path.endsWith('.manifest');

/** The sum of a file; nothing where it is a folder or has been removed. */
async function sumOf(file: string): Promise<FileSum | undefined> {
  try {
    const blocks: number[] = [];
    const { mtimeMs, size: expectedBytes } = await stat(file);
    let size = 0;
    for await (const block of blocksOf(file, expectedBytes)) {
      blocks.push(crc32(block, 0));
      size += block.length;
    }
    return { size, mtimeMs, blocks };
  } catch (error) {
    if (isNoFile(error)) return undefined;
    throw error;
  }
}

/** Which blocks of a file are not what they were, those that are missing and those beyond its end too; none of a file that has been removed. */
async function damagedBlocks(file: string, { blocks: before }: FileSum): Promise<number[]> {
  const now = await sumOf(file);
  if (now === undefined) return [];
  const count = Math.max(before.length, now.blocks.length);
  return Array.from({ length: count }, (_, at) => at).filter((at) => before[at] !== now.blocks[at]);
}

async function* blocksOf(file: string, expectedBytes: number): AsyncGenerator<Buffer> {
  const handle = await open(file, 'r');
  try {
    const blocks = Math.min(BLOCKS_READ_AT_ONCE, Math.ceil(expectedBytes / BLOCK_BYTES) || 1);
    const room = Buffer.allocUnsafe(blocks * BLOCK_BYTES);
    for (let position = 0; ;) {
      let filled = 0;
      while (filled < room.length) {
        const { bytesRead } = await handle.read(room, filled, room.length - filled, position + filled);
        if (bytesRead === 0) break;
        filled += bytesRead;
      }
      for (let at = 0; at < filled; at += BLOCK_BYTES)
        yield room.subarray(at, Math.min(at + BLOCK_BYTES, filled));
      position += filled;
      if (filled < room.length) return;
    }
  } finally {
    await handle.close();
  }
}

/** A file of its size of then, with nothing in these blocks. */
async function fillWithZeros(file: string, size: number, blocks: readonly number[]): Promise<void> {
  await truncate(file, size);
  const handle = await open(file, 'r+');
  try {
    for (const block of blocks) {
      const from = block * BLOCK_BYTES;
      const bytes = Math.min(BLOCK_BYTES, size - from);
      if (bytes > 0) await handle.write(Buffer.alloc(bytes), 0, bytes, from);
    }
  } finally {
    await handle.close();
  }
}

/** The sum of the rest of the line, the size, the time, the sums of the blocks, the path. */
function toLine([path, { size, mtimeMs, blocks }]: [string, FileSum]): string {
  const rest = `${size} ${mtimeMs} ${blocks.map((sum) => sum.toString(16)).join(',')} ${path}`;
  return `${crc32(rest, 0).toString(16)} ${rest}\n`;
}

function parseLine(line: string): { path: string; sum: FileSum } | undefined {
  const [, check, rest = ''] = /^([0-9a-f]+) (.*)$/.exec(line) ?? [];
  if (check === undefined || crc32(rest, 0) !== parseInt(check, 16)) return undefined;
  const [, size, mtimeMs, sums = '', path] = /^(\d+) ([\d.]+) ([0-9a-f,]*) (.*)$/.exec(rest) ?? [];
  if (size === undefined || path === undefined) return undefined;
  const blocks = sums === '' ? [] : sums.split(',').map((sum) => parseInt(sum, 16));
  return { path, sum: { size: Number(size), mtimeMs: Number(mtimeMs), blocks } };
}

function isNoFile(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return code === 'ENOENT' || code === 'EISDIR' || code === 'ENOTDIR';
}
