import { randomBytes } from 'node:crypto';
import { uptime } from 'node:os';
import { isProcessAlive } from '../base/isProcessAlive';

/** Files of a cache folder: `<time>-<process>-<random>-<number>.seg`, so that their names sort by age. */
const SEGMENT_NAME = /^[0-9a-z]{9}-(?<owner>(?<pid>\d+)-[0-9a-f]{8})-\d+\.seg$/;

/** The owners of this process: a segment with its number that is not of these was left by another process of that number. */
const owners = new Set<string>();

/** One writer of segments, which no other writes. Claimed until {@link release}. */
export class SegmentOwner {
  readonly name = `${process.pid}-${randomBytes(4).toString('hex')}`;
  private count = 0;

  constructor() {
    owners.add(this.name);
  }

  /** A name that no other writer can come upon. */
  nextSegment(nowMs: number): string {
    return `${Math.max(0, Math.trunc(nowMs)).toString(36).padStart(9, '0')}-${this.name}-${this.count++}.seg`;
  }

  owns(segment: string): boolean {
    return SEGMENT_NAME.exec(segment)?.groups?.owner === this.name;
  }

  release(): void {
    owners.delete(this.name);
  }
}

export function isSegmentName(name: string): boolean {
  return SEGMENT_NAME.test(name);
}

/** Whether a segment may still be written, by this process or another one. */
export function isSegmentLive(name: string, changedAtMs: number): boolean {
  const { owner = '', pid = '' } = SEGMENT_NAME.exec(name)?.groups ?? {};
  if (Number(pid) === process.pid) return owners.has(owner);
  // Process numbers start anew with the machine, so an older file says nothing.
  return Date.now() - changedAtMs <= uptime() * 1_000 && isProcessAlive(Number(pid));
}
