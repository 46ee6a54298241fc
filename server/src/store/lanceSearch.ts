import type { Table } from '@lancedb/lancedb';
import { unitFactor } from '../base/byteVector';
import type { ArrowBatch } from './arrowColumns';
import { type PlacedVector, placedVectorsOfBatch } from './chunkRows';
import type { ScoredChunk, StoredChunk, StoreFilter, StoreSearch } from './chunkStore';
import type { Lance } from './lanceConnection';
import { anyOf, lowerEquals, whereOf } from './lanceFilter';
import { LEAST_ROWS, type NearestVectors } from './nearestVectors';
import { CHUNK_NUMBERS, CHUNK_TEXTS } from './storeSchema';
import type { FoundVector } from './vectorFile';
import { scanForWords } from './lanceWordScan';

/** LanceDB drops tokens longer than this; identifiers beyond it are generated. */
const MAX_TERM_LENGTH = 64;

const STORED_COLUMNS = [...CHUNK_TEXTS.filter((name) => name !== 'terms'), ...CHUNK_NUMBERS];

export interface LanceSearchOptions {
  lance: Lance;
  /** The table, which may be replaced. */
  chunks: () => Table;
  nearest: NearestVectors;
  /** Runs something among the writes, one after another. */
  inTurn: (write: () => Promise<void>) => Promise<void>;
}

/** Where a chunk is, and how well it fits. */
type Placed = Pick<FoundVector, 'path' | 'startLine' | 'score'>;

/** Searches in the tables themselves, for a folder that is not kept in memory. */
export class LanceSearch implements StoreSearch {
  private isTermIndexThere = false;

  constructor(private readonly options: LanceSearchOptions) {}

  /** Words have an index, as far as was seen. */
  get hasTermIndex(): boolean {
    return this.isTermIndexThere;
  }

  async look(): Promise<void> {
    const indices = await this.options.chunks().listIndices();
    this.isTermIndexThere = indices.some(({ columns }) => columns.includes('terms'));
  }

  /**
   * Does without the index of words until {@link buildIndexes}; words are looked for in all chunks meanwhile. To bring the index up to date with a table that is rewritten takes 200 MB more memory than to make it anew,
   * and as long (173,000 chunks).
   */
  async dropTermIndex(): Promise<void> {
    if (!this.hasTermIndex) return;
    const chunks = this.options.chunks();
    this.isTermIndexThere = false;
    for (const { name, columns } of await chunks.listIndices())
      if (columns.includes('terms')) await chunks.dropIndex(name);
  }

  async buildIndexes(latencyGoalMs: number): Promise<void> {
    const { chunks, inTurn, nearest } = this.options;
    await inTurn(async () => {
      if (!this.hasTermIndex) await buildTermIndex(this.options.lance, chunks());
      this.isTermIndexThere = true;
    });
    if (nearest.isFresh || (await chunks().countRows()) < LEAST_ROWS) return;
    await nearest.build(inTurn, () => this.vectors([]), latencyGoalMs);
  }

  /** By the vectors that are kept apart where they are, less what has changed since, which is looked at like all else without. */
  async byVector(vector: Float32Array, limit: number, filter: StoreFilter): Promise<ScoredChunk[]> {
    const { nearest } = this.options;
    const where = whereOf(filter);
    if (!nearest.isBuilt || where.length > 0) return this.scan(vector, limit, where);
    const changed = [...nearest.changedPaths];
    const fresh = changed.length === 0 ? [] : await this.scan(vector, limit, [anyOf('path', changed)]);
    let rows: FoundVector[];
    try {
      rows = await nearest.search(vector, limit);
    } catch {
      // Somebody has touched the file: the tables have all of it, and it is made anew at the next rest.
      await nearest.drop();
      return this.scan(vector, limit, where);
    }
    return keepBest([...fresh, ...(await this.chunksAt(rows))], limit);
  }

  /** Looks at every vector that fits. */
  private async scan(vector: Float32Array, limit: number, where: readonly string[]): Promise<ScoredChunk[]> {
    const found: FoundVector[] = [];
    for await (const rows of this.vectors(where)) {
      for (const { path, startLine, bytes } of rows)
        found.push({ path, startLine, score: cosine(vector, bytes) });
      if (found.length > 8 * limit) keepBest(found, limit);
    }
    return keepBest(await this.chunksAt(keepBest(found, limit)), limit);
  }

  /** All vectors that fit, of a batch at a time. */
  private async *vectors(where: readonly string[]): AsyncGenerator<PlacedVector[]> {
    const query = this.options.chunks().query().select(['path', 'startLine', 'vector']);
    for await (const batch of where.length === 0 ? query : query.where(where.join(' AND ')))
      yield placedVectorsOfBatch(batch as ArrowBatch);
  }

  /** The chunks at some places. */
  private async chunksAt(rows: readonly Placed[]): Promise<ScoredChunk[]> {
    if (rows.length === 0) return [];
    const scores = new Map(rows.map((row) => [`${row.path}:${row.startLine}`, row.score]));
    const found: ScoredChunk[] = [];
    for (const chunk of await this.stored(
      [anyOf('path', [...new Set(rows.map(({ path }) => path))])],
      undefined,
    )) {
      const score = scores.get(`${chunk.path}:${chunk.startLine}`);
      if (score !== undefined) found.push({ chunk, score });
    }
    return found;
  }

  async byTerms(terms: readonly string[], limit: number, filter: StoreFilter): Promise<ScoredChunk[]> {
    if (terms.length === 0) return [];
    const where = whereOf(filter);
    if (!this.hasTermIndex)
      return keepBest(
        await this.chunksAt(keepBest(await scanForWords(this.options.chunks(), terms, where), limit)),
        limit,
      );
    let query = this.options
      .chunks()
      .query()
      .fullTextSearch(new this.options.lance.MatchQuery(terms.join(' '), 'terms'))
      .select([...STORED_COLUMNS, '_score'])
      .limit(limit);
    if (where.length > 0) query = query.where(where.join(' AND '));
    const rows = (await query.toArray()) as (StoredChunk & { _score: number })[];
    return rows.map((row) => ({ chunk: toStored(row), score: row._score }));
  }

  async bySymbol(name: string, limit: number, filter: StoreFilter): Promise<StoredChunk[]> {
    return this.stored([lowerEquals('symbol', name), ...whereOf(filter)], limit);
  }

  private async stored(where: readonly string[], limit: number | undefined): Promise<StoredChunk[]> {
    const query = this.options.chunks().query().where(where.join(' AND ')).select(STORED_COLUMNS);
    const rows = (await (limit === undefined ? query : query.limit(limit)).toArray()) as StoredChunk[];
    return rows.map(toStored);
  }
}

async function buildTermIndex(lance: Lance, chunks: Table): Promise<void> {
  await chunks.createIndex('terms', {
    config: lance.Index.fts({
      baseTokenizer: 'whitespace',
      withPosition: false,
      lowercase: false,
      stem: false,
      removeStopWords: false,
      asciiFolding: false,
      maxTokenLength: MAX_TERM_LENGTH,
    }),
  });
}

function cosine(vector: Float32Array, bytes: Int8Array): number {
  let sum = 0;
  for (let i = 0; i < bytes.length; i++) sum += (vector[i] ?? 0) * (bytes[i] as number);
  return sum * unitFactor(bytes);
}

function keepBest<Scored extends { score: number }>(found: Scored[], limit: number): Scored[] {
  found.sort((a, b) => b.score - a.score);
  found.splice(limit);
  return found;
}

function toStored(row: StoredChunk): StoredChunk {
  const { path, language, kind, symbol, container, startLine, endLine, nameLine, hash } = row;
  return { path, language, kind, symbol, container, startLine, endLine, nameLine, hash };
}
