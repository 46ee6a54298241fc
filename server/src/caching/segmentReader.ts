import { open } from 'node:fs/promises';
import { readRecord, type SegmentRecord } from './segmentRecord';

/** Where a record stands in its file. */
interface Place {
  at: number;
  length: number;
}

/** Records nearer than this are read together, since another call costs more than the bytes between them. */
const MAX_GAP_BYTES = 32_768;

/** The most that is read at once, to bound memory. */
const MAX_READ_BYTES = 4_000_000;

/**
 * Reads records of one file, in the order of their places.
 * @param onRecord given undefined for what is not there whole or does not pass its check
 * @throws {Error} when the file cannot be read at all
 */
export async function readRecords<Wanted extends Place>(
  file: string,
  wanted: Wanted[],
  onRecord: (wanted: Wanted, record: SegmentRecord | undefined) => void,
): Promise<void> {
  wanted.sort((a, b) => a.at - b.at);
  const handle = await open(file, 'r');
  try {
    for (const run of runsOf(wanted)) {
      const start = run[0]?.at ?? 0;
      const end = endOf(run.at(-1) ?? { at: start, length: 0 });
      const buffer = Buffer.allocUnsafe(end - start);
      const { bytesRead } = await handle.read(buffer, 0, buffer.length, start);
      const read = buffer.subarray(0, bytesRead);
      for (const item of run) onRecord(item, readRecord(read, item.at - start, endOf(item) - start));
    }
  } finally {
    await handle.close();
  }
}

function* runsOf<Wanted extends Place>(sorted: readonly Wanted[]): Generator<Wanted[]> {
  let run: Wanted[] = [];
  for (const item of sorted) {
    const [first, last] = [run[0], run.at(-1)];
    if (
      first !== undefined &&
      last !== undefined &&
      (item.at - endOf(last) > MAX_GAP_BYTES || endOf(item) - first.at > MAX_READ_BYTES)
    ) {
      yield run;
      run = [];
    }
    run.push(item);
  }
  if (run.length > 0) yield run;
}

function endOf({ at, length }: Place): number {
  return at + length;
}
