import type { Table } from '@lancedb/lancedb';
import { toUnitVector } from '../base/byteVector';
import { type ArrowBatch, fromArrowBatch } from './chunkRows';
import type { ScoredChunk, StoredChunk, StoreFilter, StoreSearch } from './chunkStore';
import type { Lance } from './lanceConnection';
import { lowerEquals, whereOf } from './lanceFilter';
import { CHUNK_NUMBERS, CHUNK_TEXTS } from './storeSchema';

/** LanceDB drops tokens longer than this; identifiers beyond it are generated. */
const MAX_TERM_LENGTH = 64;

const STORED_COLUMNS = [...CHUNK_TEXTS.filter((name) => name !== 'terms'), ...CHUNK_NUMBERS];

/** Searches in the tables themselves, for a folder that is not kept in memory. */
export class LanceSearch implements StoreSearch {
  private hasTermIndex = false;

  /**
   * @param chunks the table, which may be replaced
   * @param inTurn runs something among the writes, one after another
   */
  constructor(
    private readonly lance: Lance,
    private readonly chunks: () => Table,
    private readonly inTurn: (write: () => Promise<void>) => Promise<void>,
  ) {}

  /** Sees which indexes the table has. */
  async look(): Promise<void> {
    this.hasTermIndex = (await this.chunks().listIndices()).some(({ columns }) => columns.includes('terms'));
  }

  buildIndexes(): Promise<void> {
    return this.inTurn(async () => {
      if (this.hasTermIndex) return;
      await this.chunks().createIndex('terms', {
        config: this.lance.Index.fts({
          baseTokenizer: 'whitespace',
          withPosition: false,
          lowercase: false,
          stem: false,
          removeStopWords: false,
          asciiFolding: false,
          maxTokenLength: MAX_TERM_LENGTH,
        }),
      });
      this.hasTermIndex = true;
    });
  }

  /** Looks at every vector. */
  async byVector(vector: Float32Array, limit: number, filter: StoreFilter): Promise<ScoredChunk[]> {
    const where = whereOf(filter);
    const query = this.chunks().query();
    const found: ScoredChunk[] = [];
    for await (const batch of where.length === 0 ? query : query.where(where.join(' AND '))) {
      for (const chunk of fromArrowBatch(batch as ArrowBatch).chunks) {
        if (!(chunk.vector instanceof Int8Array)) continue;
        const other = toUnitVector(chunk.vector);
        let score = 0;
        for (let i = 0; i < other.length; i++) score += (vector[i] ?? 0) * (other[i] as number);
        found.push({ chunk, score });
      }
      if (found.length > 8 * limit) keepBest(found, limit);
    }
    return keepBest(found, limit);
  }

  async byTerms(terms: readonly string[], limit: number, filter: StoreFilter): Promise<ScoredChunk[]> {
    if (!this.hasTermIndex || terms.length === 0) return [];
    let query = this.chunks()
      .query()
      .fullTextSearch(new this.lance.MatchQuery(terms.join(' '), 'terms'))
      .select([...STORED_COLUMNS, '_score'])
      .limit(limit);
    const where = whereOf(filter);
    if (where.length > 0) query = query.where(where.join(' AND '));
    const rows = (await query.toArray()) as (StoredChunk & { _score: number })[];
    return rows.map((row) => ({ chunk: toStored(row), score: row._score }));
  }

  async bySymbol(name: string, limit: number, filter: StoreFilter): Promise<StoredChunk[]> {
    const where = [lowerEquals('symbol', name), ...whereOf(filter)].join(' AND ');
    const rows = (await this.chunks()
      .query()
      .where(where)
      .select(STORED_COLUMNS)
      .limit(limit)
      .toArray()) as StoredChunk[];
    return rows.map(toStored);
  }
}

function keepBest(found: ScoredChunk[], limit: number): ScoredChunk[] {
  found.sort((a, b) => b.score - a.score);
  found.splice(limit);
  return found;
}

function toStored(row: StoredChunk): StoredChunk {
  const { path, language, kind, symbol, container, startLine, endLine, nameLine, hash } = row;
  return { path, language, kind, symbol, container, startLine, endLine, nameLine, hash };
}
