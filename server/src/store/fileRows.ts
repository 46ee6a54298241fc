import { type ArrowBatch, BytesColumn, integersOf, numbersOf } from './arrowColumns';
import type { FileRecord } from './chunkStore';

/** The records of a batch of the file table. */
export function* filesOfBatch(batch: ArrowBatch): Generator<FileRecord> {
  const [path, contentHash, skipped] = [
    new BytesColumn(batch, 'path'),
    new BytesColumn(batch, 'contentHash'),
    new BytesColumn(batch, 'skipped'),
  ];
  const chunks = integersOf(batch, 'chunks');
  const sizeBytes = numbersOf(batch, 'sizeBytes');
  const mtimeMs = numbersOf(batch, 'mtimeMs');
  const embedded = batch.getChild('embedded');
  for (let row = 0; row < batch.numRows; row++)
    yield {
      path: path.textOf(row),
      sizeBytes: sizeBytes[row] ?? 0,
      mtimeMs: mtimeMs[row] ?? 0,
      contentHash: contentHash.textOf(row),
      chunks: chunks[row] ?? 0,
      skipped: skipped.textOf(row),
      // Bits, which begin anywhere in a byte: Arrow's own reader knows where.
      embedded: embedded?.get(row) === true,
    };
}
