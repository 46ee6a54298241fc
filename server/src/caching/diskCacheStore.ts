import type { Logger } from '../base/logger';
import type { StoreStatistics } from './cacheStatistics';
import { type CacheLimits, type CacheStore, type EvictionPolicy, isExpired } from './cacheStore';
import { DiskUpkeep, toSeconds } from './diskUpkeep';
import { RecordLog } from './recordLog';
import { type Segment, SegmentCatalogue } from './segmentCatalogue';
import { type KeyPrint, printOf, type RecordPlace } from './segmentIndex';
import { SegmentOwner } from './segmentOwner';
import { readRecords } from './segmentReader';
import { fitsRecord, RecordKind, recordBytes, type SegmentRecord } from './segmentRecord';
import type { AppendBytes } from './segmentWriter';

export interface DiskCacheOptions {
  /** Absolute path; several processes may share it. Made when something is written. */
  folder: string;
  limits: CacheLimits;
  policy: EvictionPolicy;
  logger: Logger;
  /** Milliseconds of the wall clock. */
  now?: () => number;
  segmentBytes?: number;
  /** How bytes are written, for tests of full disks. */
  append?: AppendBytes;
}

/** A full cache of 256 MB is then some thirty files: few to list, small enough to give up one. */
const SEGMENT_BYTES = 8_000_000;

/** What waits to be written is written once it is this much, or this old. */
const FLUSH_BYTES = 1_000_000;
const FLUSH_AFTER_MS = 500;

/** More than this waits only where the disk is slower than the model; what is beyond it is not kept. */
const MAX_PENDING_BYTES = 32_000_000;

/** How old the knowledge of other processes' files may be when something is not found. */
const REFRESH_AFTER_MS = 10_000;

/**
 * Keeps values in files that several processes may share: each process appends to segments of its own and reads
 * everyone's. A value is checked when it is read; one that fails is dropped and counted. Keys are ASCII.
 */
export class DiskCacheStore implements CacheStore<Uint8Array> {
  private readonly owner = new SegmentOwner();
  private readonly catalogue: SegmentCatalogue;
  private readonly log: RecordLog;
  private readonly tidier: DiskUpkeep;
  private readonly now: () => number;
  private pending = new Map<string, Uint8Array>();
  /** What is being written. */
  private inFlight: ReadonlyMap<string, Uint8Array> = new Map();
  private pendingBytes = 0;
  private flushTimer: NodeJS.Timeout | undefined;
  /** Everything that writes, or removes files, one after another. */
  private turns: Promise<unknown> = Promise.resolve();
  private refreshed: Promise<void> | undefined;
  private refreshedAtMs = 0;
  private isTidying = false;
  private readonly stop = new AbortController();
  private hits = 0;
  private damaged = 0;
  private expired = 0;

  constructor(private readonly options: DiskCacheOptions) {
    const { folder, limits, policy, logger, now = Date.now, segmentBytes = SEGMENT_BYTES, append } = options;
    this.now = now;
    this.catalogue = new SegmentCatalogue(folder);
    this.log = new RecordLog(this.catalogue, this.owner, logger, {
      folder,
      segmentBytes,
      now,
      ...(append !== undefined && { append }),
    });
    this.tidier = new DiskUpkeep({
      catalogue: this.catalogue,
      log: this.log,
      limits,
      policy,
      segmentBytes,
      now,
    });
  }

  get statistics(): StoreStatistics[] {
    const { catalogue, tidier } = this;
    return [
      {
        kind: 'disk',
        entries: catalogue.index.entries + this.pending.size,
        bytes: catalogue.bytes + this.pendingBytes,
        hits: this.hits,
        evictions: tidier.evictions,
        expired: this.expired + tidier.expired,
        damaged: this.damaged + catalogue.damaged,
        isReadOnly: this.log.isReadOnly,
      },
    ];
  }

  async getMany(keys: readonly string[]): Promise<Map<string, Uint8Array>> {
    const found = new Map<string, Uint8Array>();
    if (keys.length === 0) return found;
    await this.lookAround();
    const wanted: WantedRecord[] = [];
    for (const key of keys) {
      const waiting = this.pending.get(key) ?? this.inFlight.get(key);
      if (waiting !== undefined) {
        found.set(key, waiting);
        continue;
      }
      const print = printOf(key);
      const place = this.catalogue.index.get(print);
      if (place !== undefined) wanted.push({ ...place, key, print });
    }
    for (const { segment, places } of this.bySegment(wanted)) await this.readInto(found, segment, places);
    this.hits += found.size;
    return found;
  }

  noteUses(keys: Iterable<string>): void {
    for (const key of keys) {
      const print = printOf(key);
      const place = this.catalogue.index.get(print);
      const segment = place && this.catalogue.segment(place.segment);
      if (segment === undefined) continue;
      segment.wasUsed = true;
      this.catalogue.index.noteUse(print);
    }
  }

  setMany(entries: ReadonlyMap<string, Uint8Array>): void {
    for (const [key, value] of entries) {
      if (this.pendingBytes > MAX_PENDING_BYTES || this.log.isReadOnly) return;
      // Equal keys mean equal content, which need not be written twice.
      if (!fitsRecord(key, value) || this.pending.has(key) || this.inFlight.has(key)) continue;
      if (this.catalogue.index.get(printOf(key)) !== undefined) continue;
      this.pending.set(key, value);
      this.pendingBytes += recordBytes(key, value);
    }
    if (this.pendingBytes >= FLUSH_BYTES) void this.flush();
    else if (this.pending.size > 0) this.flushSoon();
  }

  async upkeep(signal: AbortSignal): Promise<void> {
    await this.inTurn(async () => {
      // There may be room again.
      this.log.isReadOnly = false;
      await this.tidier.run(signal);
    });
  }

  /** The most used values, those never used left out: what is worth having in memory. */
  async mostUsed(maxBytes: number): Promise<Map<string, Uint8Array>> {
    await this.lookAround();
    const found = new Map<string, Uint8Array>();
    for (const { segment, places } of this.bySegment(this.catalogue.index.mostUsed(maxBytes)))
      try {
        await readRecords(segment.file, places, (_place, record) => {
          if (record !== undefined && !this.isTooOld(record)) found.set(record.key, record.payload);
        });
      } catch (error) {
        this.forgetIfGone(segment, error);
      }
    return found;
  }

  /** What waits is written; the table of places stays, which is small and is needed to find anything. */
  async releaseMemory(): Promise<void> {
    await this.flush();
  }

  async clear(): Promise<void> {
    await this.inTurn(async () => {
      this.takePending();
      await this.tidier.removeAll(this.stop.signal);
    });
  }

  async flush(): Promise<void> {
    clearTimeout(this.flushTimer);
    this.flushTimer = undefined;
    await this.inTurn(() => this.write());
  }

  async dispose(): Promise<void> {
    this.stop.abort();
    await this.flush();
    await this.inTurn(async () => {
      await this.tidier.noteUses();
      await this.log.seal();
    });
    this.owner.release();
  }

  private inTurn<T>(act: () => Promise<T>): Promise<T> {
    const turn = this.turns.then(act);
    this.turns = turn.catch(() => undefined);
    return turn;
  }

  /** Reads what is in the folder at first, and again when that was some time ago. */
  private lookAround(): Promise<void> {
    const ageMs = this.now() - this.refreshedAtMs;
    // A clock that was set back says nothing about the age.
    if (this.refreshed === undefined || ageMs < 0 || ageMs > REFRESH_AFTER_MS) {
      this.refreshedAtMs = this.now();
      this.refreshed = this.inTurn(() => this.catalogue.refresh());
    }
    return this.refreshed;
  }

  /** A file is opened once, however many of its records are wanted. */
  private bySegment<Place extends RecordPlace>(
    all: readonly Place[],
  ): { segment: Segment; places: Place[] }[] {
    const groups = new Map<number, { segment: Segment; places: Place[] }>();
    for (const place of all) {
      const segment = this.catalogue.segment(place.segment);
      if (segment === undefined) continue;
      const group = groups.get(place.segment) ?? { segment, places: [] };
      group.places.push(place);
      groups.set(place.segment, group);
    }
    return [...groups.values()];
  }

  private async readInto(
    found: Map<string, Uint8Array>,
    segment: Segment,
    wanted: WantedRecord[],
  ): Promise<void> {
    segment.wasUsed = true;
    try {
      await readRecords(segment.file, wanted, (want, record) => {
        if (record === undefined) {
          this.damaged++;
          this.catalogue.drop(want.print, segment, want.at);
          return;
        }
        // Another key with the same print: as good as not found.
        if (record.key !== want.key || record.kind !== RecordKind.value) return;
        if (this.isTooOld(record)) {
          this.expired++;
          this.catalogue.drop(want.print, segment, want.at);
          return;
        }
        this.catalogue.index.noteUse(want.print);
        found.set(want.key, record.payload);
      });
    } catch (error) {
      this.forgetIfGone(segment, error);
    }
  }

  /** Another process may have made room. What cannot be read for another reason is not found for now. */
  private forgetIfGone(segment: Segment, error: unknown): void {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') this.catalogue.forget(segment);
  }

  private isTooOld({ storedAtS }: SegmentRecord): boolean {
    return isExpired(storedAtS * 1_000, this.now(), this.options.limits.ageMs);
  }

  private flushSoon(): void {
    this.flushTimer ??= setTimeout(() => void this.flush(), FLUSH_AFTER_MS).unref();
  }

  private async write(): Promise<void> {
    const batch = this.takePending();
    if (batch.size === 0) return;
    const storedAtS = toSeconds(this.now());
    this.inFlight = batch;
    await this.log.append(
      [...batch].map(([key, payload]) => ({ kind: RecordKind.value, key, payload, storedAtS, uses: 0 })),
    );
    this.inFlight = new Map();
    const { limits } = this.options;
    if (this.catalogue.bytes > limits.bytes || this.catalogue.index.entries > limits.entries) this.tidySoon();
  }

  private takePending(): ReadonlyMap<string, Uint8Array> {
    const batch = this.pending;
    this.pending = new Map();
    this.pendingBytes = 0;
    return batch;
  }

  /** Makes room at once when there is too much, not with the next round. */
  private tidySoon(): void {
    if (this.isTidying || this.stop.signal.aborted) return;
    this.isTidying = true;
    void this.inTurn(() => this.tidier.run(this.stop.signal))
      .catch(() => undefined) // The next round meets the same and tells it.
      .finally(() => (this.isTidying = false));
  }
}

interface WantedRecord extends RecordPlace {
  key: string;
  print: KeyPrint;
}
