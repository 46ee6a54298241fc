import type { Table } from '@lancedb/lancedb';
import { type ArrowBatch, BytesColumn, integersOf } from './arrowColumns';
import { containsAny } from './lanceFilter';

/** Where a chunk is that has some of the words. */
export interface FoundWords {
  path: string;
  startLine: number;
  score: number;
}

/**
 * Chunks that have any of some words, without an index of words: all chunks are looked through, half a second for 170,000. The score is the sum of
 * the inverse document frequencies (those of BM25) of the words that a chunk has.
 * @param where conditions that hold besides
 */
export async function scanForWords(
  chunks: Table,
  terms: readonly string[],
  where: readonly string[],
): Promise<FoundWords[]> {
  const distinct = [...new Set(terms)];
  const marked = distinct.map((term) => ` ${term} `);
  const seen = distinct.map(() => 0);
  const rows: { path: string; startLine: number; has: number[] }[] = [];
  const query = chunks
    .query()
    .select(['path', 'startLine', 'terms'])
    .where([containsAny('terms', distinct), ...where].join(' AND '));
  for await (const batch of query) {
    const { numRows } = batch as ArrowBatch;
    const paths = new BytesColumn(batch as ArrowBatch, 'path');
    const words = new BytesColumn(batch as ArrowBatch, 'terms');
    const lines = integersOf(batch as ArrowBatch, 'startLine');
    for (let row = 0; row < numRows; row++) {
      const text = ` ${words.textOf(row)} `;
      const has = marked.flatMap((term, at) => (text.includes(term) ? [at] : []));
      for (const at of has) seen[at] = (seen[at] ?? 0) + 1;
      if (has.length > 0) rows.push({ path: paths.textOf(row), startLine: lines[row] ?? 0, has });
    }
  }
  const total = await chunks.countRows();
  const rarity = seen.map((count) => Math.log(1 + (total - count + 0.5) / (count + 0.5)));
  return rows.map(({ path, startLine, has }) => ({
    path,
    startLine,
    score: has.reduce((sum, at) => sum + (rarity[at] ?? 0), 0),
  }));
}
