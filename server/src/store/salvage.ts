import type { Table } from '@lancedb/lancedb';
import type { ArrowBatch } from './arrowColumns';
import { fromArrowBatch } from './chunkRows';
import type { IndexedChunk } from './chunkStore';

/** Rows read at a time from a table that cannot be read as a whole. */
const PIECE_ROWS = 4_096;

/** A damaged piece is halved down to so many rows, which are given up. */
const SMALLEST_PIECE_ROWS = 256;

/** Reads what can be read of a chunk table with damaged files: rows that cannot be, and files that they belong to, are left out. */
export async function readWhatIsLeft(table: Table): Promise<IndexedChunk[]> {
  const rows = await table.countRows();
  const found: IndexedChunk[] = [];
  for (let from = 0; from < rows; from += PIECE_ROWS)
    await readPiece(table, from, Math.min(PIECE_ROWS, rows - from), found);
  return found;
}

async function readPiece(table: Table, from: number, rows: number, found: IndexedChunk[]): Promise<void> {
  try {
    const read: IndexedChunk[] = [];
    for await (const batch of table.query().offset(from).limit(rows))
      for (const chunk of fromArrowBatch(batch as ArrowBatch).chunks) read.push(chunk);
    for (const chunk of read) found.push(chunk);
  } catch {
    if (rows <= SMALLEST_PIECE_ROWS) return;
    const half = Math.ceil(rows / 2);
    await readPiece(table, from, half, found);
    await readPiece(table, from + half, rows - half, found);
  }
}
