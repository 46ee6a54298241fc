import type { KeyPrint } from './segmentIndex';
import { RecordKind, type SegmentRecord } from './segmentRecord';

/** How often an entry has been used. */
export interface UsesOfKey {
  print: KeyPrint;
  uses: number;
}

/** Two halves of the print, and the count. */
const BYTES_EACH = 9;

/** A record that says how often entries were used: it is what the next process knows of what this one read. */
export function usesRecord(all: readonly UsesOfKey[], storedAtS: number): SegmentRecord {
  const payload = Buffer.alloc(all.length * BYTES_EACH);
  all.forEach(({ print, uses }, index) => {
    payload.writeUInt32LE(print.high, index * BYTES_EACH);
    payload.writeUInt32LE(print.low, index * BYTES_EACH + 4);
    payload[index * BYTES_EACH + 8] = uses;
  });
  return { kind: RecordKind.uses, key: 'uses', payload, storedAtS, uses: 0 };
}

/** What such a record says; nothing where it is damaged. */
export function readUses(record: SegmentRecord | undefined): UsesOfKey[] {
  if (record === undefined) return [];
  const payload = Buffer.from(record.payload);
  return Array.from({ length: Math.floor(payload.length / BYTES_EACH) }, (_, index) => ({
    print: {
      high: payload.readUInt32LE(index * BYTES_EACH),
      low: payload.readUInt32LE(index * BYTES_EACH + 4),
    },
    uses: (payload[index * BYTES_EACH + 8] as number) & 0x7f,
  }));
}
