import type { Logger } from '../base/logger';
import type { SegmentCatalogue } from './segmentCatalogue';
import { printOf } from './segmentIndex';
import type { SegmentOwner } from './segmentOwner';
import { RecordKind, recordBytes, type SegmentRecord, writeRecord } from './segmentRecord';
import { SegmentWriter, type SegmentWriterOptions } from './segmentWriter';

/** Records are written in pieces of about this size: few calls, little memory. */
const PIECE_BYTES = 1_000_000;

/**
 * Writes records to the segments of this process and tells the catalogue where they stand. It never throws: where
 * nothing can be written, what it was given is lost, as a cache may.
 */
export class RecordLog {
  private readonly writer: SegmentWriter;
  private hasWarned = false;
  /** Whether the last attempt to write has failed. */
  isReadOnly = false;

  constructor(
    private readonly catalogue: SegmentCatalogue,
    private readonly owner: SegmentOwner,
    private readonly logger: Logger,
    options: Omit<SegmentWriterOptions, 'owner'>,
  ) {
    this.writer = new SegmentWriter({ ...options, owner });
  }

  /** Whether this is the segment that is being written. */
  isCurrent(name: string): boolean {
    return this.writer.current === name;
  }

  /** Whether this log wrote a segment. */
  owns(name: string): boolean {
    return this.owner.owns(name);
  }

  /** Appends records, in one turn; calls must follow on each other. Answers whether all are written. */
  async append(records: readonly SegmentRecord[]): Promise<boolean> {
    try {
      for (const piece of piecesOf(records)) {
        if (this.isReadOnly) return false;
        await this.appendPiece(piece);
      }
      return true;
    } catch (error) {
      this.turnOff(error);
      return false;
    }
  }

  /** Ends the segment that is being written. */
  async seal(): Promise<void> {
    try {
      await this.writer.seal();
    } catch (error) {
      this.turnOff(error);
    }
  }

  private async appendPiece(records: readonly SegmentRecord[]): Promise<void> {
    const size = records.reduce((sum, { key, payload }) => sum + recordBytes(key, payload), 0);
    const bytes = Buffer.allocUnsafe(size);
    const ends: number[] = [];
    let end = 0;
    for (const record of records) ends.push((end = writeRecord(bytes, end, record)));
    const { name, at } = await this.writer.append(bytes);
    const segment = this.catalogue.named(name);
    segment.sizeBytes = Math.max(segment.sizeBytes, at + size);
    segment.scannedTo = Math.max(segment.scannedTo, at + size);
    let start = 0;
    records.forEach((record, index) => {
      const to = ends[index] as number;
      if (record.kind === RecordKind.value)
        this.catalogue.place(
          printOf(record.key),
          segment,
          at + start,
          to - start,
          record.storedAtS,
          record.uses,
        );
      start = to;
    });
  }

  private turnOff(error: unknown): void {
    this.isReadOnly = true;
    if (this.hasWarned) return;
    this.hasWarned = true;
    const reason = (error as NodeJS.ErrnoException).code ?? 'unknown';
    this.logger.warn(
      `The cache on disk cannot be written (${reason === 'ENOSPC' ? 'the disk is full' : reason}); it is only read for now.`,
    );
  }
}

function* piecesOf(records: readonly SegmentRecord[]): Generator<SegmentRecord[]> {
  let piece: SegmentRecord[] = [];
  let bytes = 0;
  for (const record of records) {
    piece.push(record);
    bytes += recordBytes(record.key, record.payload);
    if (bytes < PIECE_BYTES) continue;
    yield piece;
    piece = [];
    bytes = 0;
  }
  if (piece.length > 0) yield piece;
}
