import { rm, utimes } from 'node:fs/promises';
import { throwIfAborted } from '../base/errors';
import { type CacheLimits, type EvictionPolicy, isExpired } from './cacheStore';
import type { RecordLog } from './recordLog';
import type { Segment, SegmentCatalogue } from './segmentCatalogue';
import { isSegmentLive } from './segmentOwner';
import { recordBytes, type SegmentRecord } from './segmentRecord';
import { planUpkeep, type SegmentState } from './upkeepPlan';
import { usesRecord } from './usesRecord';

export interface DiskUpkeepOptions {
  catalogue: SegmentCatalogue;
  log: RecordLog;
  limits: CacheLimits;
  policy: EvictionPolicy;
  segmentBytes: number;
  now: () => number;
}

/** Used entries that a round keeps of what it evicts take this share of the limit at most, so that room is made all the same. */
const KEPT_SHARE = 0.05;

/** Entries whose uses are written down in one round: 450 kB. */
const MAX_NOTED_USES = 50_000;

/**
 * Keeps the segments of a folder few and small. Only those that no other process writes are touched; where two
 * processes tidy at once, an entry may be kept twice or lost, which a cache may.
 */
export class DiskUpkeep {
  evictions = 0;
  expired = 0;

  constructor(private readonly options: DiskUpkeepOptions) {}

  async run(signal: AbortSignal): Promise<void> {
    const { catalogue, limits, policy, segmentBytes, now } = this.options;
    await catalogue.refresh();
    await this.noteUses();
    const states = this.states();
    const plan = planUpkeep(states, limits, policy, { nowMs: now(), segmentBytes });
    for (const name of plan.expired) this.expired += await this.remove(catalogue.named(name), signal);
    let roomBytes = KEPT_SHARE * limits.bytes;
    for (const name of plan.evicted) {
      const segment = catalogue.named(name);
      roomBytes -= await this.keep(segment, roomBytes);
      this.evictions += await this.remove(segment, signal);
    }
    for (const name of plan.merged) {
      const segment = catalogue.named(name);
      // Where nothing can be written, a small file is better than none.
      if ((await this.keep(segment, Number.POSITIVE_INFINITY)) >= 0) await this.remove(segment, signal);
    }
  }

  /** Writes down which entries were used how often, and when segments were used last. */
  async noteUses(): Promise<void> {
    const { catalogue, log, now } = this.options;
    const news = catalogue.index.takeNews(MAX_NOTED_USES);
    if (news.length > 0) await log.append([usesRecord(news, toSeconds(now()))]);
    for (const segment of catalogue.segments) {
      if (!segment.wasUsed || !this.isRemovable(segment)) continue;
      segment.wasUsed = false;
      segment.changedAtMs = now();
      await utimes(segment.file, now() / 1_000, now() / 1_000).catch(() => undefined);
    }
  }

  /** Removes every segment that no other process writes. */
  async removeAll(signal: AbortSignal): Promise<void> {
    const { catalogue, log } = this.options;
    await log.seal();
    await catalogue.refresh();
    for (const segment of catalogue.segments)
      if (this.isRemovable(segment)) await this.remove(segment, signal);
  }

  private states(): SegmentState[] {
    const { catalogue } = this.options;
    const uses = catalogue.index.usesBySegment();
    return catalogue.segments.map((segment) => ({
      name: segment.name,
      bytes: segment.sizeBytes,
      entries: segment.entries,
      uses: uses.get(segment.number) ?? 0,
      lastUsedMs: segment.changedAtMs,
      newestStoredAtMs: segment.newestStoredAtS * 1_000,
      isRemovable: this.isRemovable(segment),
    }));
  }

  private isRemovable({ name, changedAtMs }: Segment): boolean {
    const { log } = this.options;
    return log.owns(name) ? !log.isCurrent(name) : !isSegmentLive(name, changedAtMs);
  }

  /**
   * Writes entries of a segment to the one that is being written: the used ones while they fit, or all without a limit.
   * @returns bytes written, -1 where nothing can be
   */
  private async keep(segment: Segment, roomBytes: number): Promise<number> {
    const { catalogue, log, limits, now } = this.options;
    if (log.isReadOnly) return -1;
    let kept = 0;
    const chosen: SegmentRecord[] = [];
    const isAll = roomBytes === Number.POSITIVE_INFINITY;
    const records = (await catalogue.liveRecords(segment).catch(() => [])).sort((a, b) => b.uses - a.uses);
    for (const record of records) {
      const bytes = recordBytes(record.key, record.payload);
      if (isExpired(record.storedAtS * 1_000, now(), limits.ageMs)) continue;
      if (kept + bytes > roomBytes || (!isAll && record.uses === 0)) break;
      kept += bytes;
      // A second chance costs half of what was earned, so that it comes to an end.
      chosen.push(isAll ? record : { ...record, uses: record.uses >> 1 });
    }
    return (await log.append(chosen)) ? kept : -1;
  }

  /** Removes a segment and answers how many entries went with it. */
  private async remove(segment: Segment, signal: AbortSignal): Promise<number> {
    throwIfAborted(signal);
    // Where it cannot be removed it stays known, and the next round tries again.
    await rm(segment.file, { force: true });
    const { entries } = segment;
    this.options.catalogue.forget(segment);
    return entries;
  }
}

/** Whole seconds that fit the field of a record, whatever the clock says. */
export function toSeconds(ms: number): number {
  return Math.max(0, Math.min(0xffff_ffff, Math.floor(ms / 1_000)));
}
