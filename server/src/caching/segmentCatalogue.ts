import { open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type KeyPrint, printOfBytes, SegmentIndex } from './segmentIndex';
import { isSegmentLive, isSegmentName } from './segmentOwner';
import { readRecord, RecordKind, scanRecords, type SegmentRecord } from './segmentRecord';
import { readUses, type UsesOfKey } from './usesRecord';

/** A file of records. */
export interface Segment {
  /** From 1, never given twice. */
  readonly number: number;
  readonly name: string;
  /** Absolute path. */
  readonly file: string;
  sizeBytes: number;
  /** What lies before this is known. */
  scannedTo: number;
  /** Keys whose record is here. */
  entries: number;
  changedAtMs: number;
  newestStoredAtS: number;
  /** Whether something of it was read since this was last written down. */
  wasUsed: boolean;
}

/** Larger files were not written by us, or were overwritten; none of theirs is believed. */
const MAX_SEGMENT_BYTES = 64_000_000;

/** Read and scanned at a time, so that a query need not wait long meanwhile: some 3,000 vectors. */
const SCAN_BYTES = 1_000_000;

/** Knows the segments of a folder, those of other processes too, and where the record of each key is. */
export class SegmentCatalogue {
  readonly index = new SegmentIndex();
  private readonly byNumber = new Map<number, Segment>();
  private readonly byName = new Map<string, Segment>();
  private lastNumber = 0;
  /** Stretches of files that were no records. */
  damaged = 0;

  constructor(private readonly folder: string) {}

  get segments(): Segment[] {
    return [...this.byNumber.values()];
  }

  get bytes(): number {
    return this.segments.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  }

  segment(number: number): Segment | undefined {
    return this.byNumber.get(number);
  }

  /** The segment of a name, which is made known by that. */
  named(name: string): Segment {
    const known = this.byName.get(name);
    if (known !== undefined) return known;
    const segment: Segment = {
      number: ++this.lastNumber,
      name,
      file: join(this.folder, name),
      sizeBytes: 0,
      scannedTo: 0,
      entries: 0,
      changedAtMs: 0,
      newestStoredAtS: 0,
      wasUsed: false,
    };
    this.byName.set(name, segment);
    this.byNumber.set(segment.number, segment);
    return segment;
  }

  /** Notes that a key's record is in this segment. */
  place(
    print: KeyPrint,
    segment: Segment,
    at: number,
    length: number,
    storedAtS: number,
    uses: number,
  ): void {
    const before = this.index.set(print, { segment: segment.number, at, length }, uses);
    segment.newestStoredAtS = Math.max(segment.newestStoredAtS, storedAtS);
    if (before === segment.number) return;
    segment.entries++;
    const loser = before === undefined ? undefined : this.byNumber.get(before);
    if (loser !== undefined) loser.entries--;
  }

  /** Forgets one key, whose record has turned out to be damaged or too old. */
  drop(print: KeyPrint, segment: Segment, at: number): void {
    if (this.index.remove(print, { segment: segment.number, at, length: 0 })) segment.entries--;
  }

  /** Forgets a segment, whose file is gone. */
  forget(segment: Segment): void {
    this.byName.delete(segment.name);
    this.byNumber.delete(segment.number);
    this.index.removeSegment(segment.number);
  }

  /** Takes in what other processes have written and removed since the last time. */
  async refresh(): Promise<void> {
    const names = new Set((await namesIn(this.folder)).filter(isSegmentName));
    for (const segment of this.segments) if (!names.has(segment.name)) this.forget(segment);
    const uses: UsesOfKey[] = [];
    for (const name of [...names].sort()) await this.look(this.named(name), uses);
    // A note of uses may stand in an older file than its entry, which has moved since.
    for (const { print, uses: count } of uses) this.index.learnUses(print, count);
  }

  /** The records of a segment that are still the ones of their keys, as far as they are whole. */
  async liveRecords(segment: Segment): Promise<SegmentRecord[]> {
    if (segment.sizeBytes > MAX_SEGMENT_BYTES) return [];
    const buffer = await readFrom(segment.file, 0, segment.sizeBytes);
    const records: SegmentRecord[] = [];
    scanRecords(buffer, ({ kind, keyStart, keyEnd, at, length }) => {
      const print = printOfBytes(buffer, keyStart, keyEnd);
      const place = kind === RecordKind.value ? this.index.get(print) : undefined;
      if (place?.segment !== segment.number || place.at !== at) return;
      const record = readRecord(buffer, at, at + length);
      if (record !== undefined) records.push({ ...record, uses: this.index.usesOf(print) });
    });
    return records;
  }

  private async look(segment: Segment, uses: UsesOfKey[]): Promise<void> {
    try {
      const { size, mtimeMs } = await stat(segment.file);
      segment.changedAtMs = mtimeMs;
      segment.sizeBytes = size;
      if (size < segment.scannedTo) {
        this.damaged++;
        this.index.removeSegment(segment.number);
        segment.entries = 0;
        segment.scannedTo = 0;
      }
      if (size > segment.scannedTo) await this.scan(segment, size, uses);
    } catch {
      // Another process removed it between the listing and the look, or it cannot be read.
      this.forget(segment);
    }
  }

  private async scan(segment: Segment, size: number, uses: UsesOfKey[]): Promise<void> {
    const from = segment.scannedTo;
    if (size > MAX_SEGMENT_BYTES) {
      this.damaged++;
      segment.scannedTo = size;
      return;
    }
    let windowBytes = SCAN_BYTES;
    let at = from;
    let isAtEnd = false;
    while (!isAtEnd) {
      const buffer = await readFrom(segment.file, at, Math.min(windowBytes, size - at));
      isAtEnd = at + buffer.length >= size || buffer.length === 0;
      const advance = this.scanPart(segment, buffer, at, uses);
      at += advance;
      // A record that is larger than the window is read in one that is larger.
      if (advance === 0) windowBytes *= 2;
    }
    // What is cut off at the end of a file that nobody writes any more will never be whole.
    const isCutOff = at < size && !isSegmentLive(segment.name, segment.changedAtMs);
    if (isCutOff) this.damaged++;
    segment.scannedTo = Math.max(segment.scannedTo, isCutOff ? size : at);
  }

  /** Takes in the records of a part of a segment, and answers how much of it was whole. */
  private scanPart(segment: Segment, buffer: Buffer, from: number, uses: UsesOfKey[]): number {
    const { nextAt, gaps } = scanRecords(buffer, (record) => {
      const { kind, at, length, storedAtS } = record;
      if (kind === RecordKind.value) {
        const print = printOfBytes(buffer, record.keyStart, record.keyEnd);
        this.place(print, segment, from + at, length, storedAtS, record.uses);
      } else uses.push(...readUses(readRecord(buffer, at, at + length)));
    });
    this.damaged += gaps;
    return nextAt;
  }
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch {
    // Nothing has been written yet.
    return [];
  }
}

async function readFrom(file: string, at: number, length: number): Promise<Buffer> {
  const handle = await open(file, 'r');
  try {
    const buffer = Buffer.allocUnsafe(length);
    const { bytesRead } = await handle.read(buffer, 0, length, at);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}
