import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { HitFilter } from './engineTypes';

/** A query as it was asked, without what is only for measuring. */
export interface AskedQuery {
  query: string;
  limit: number;
  filter: HitFilter;
}

interface CountedQuery extends AskedQuery {
  uses: number;
  lastUsedMs: number;
}

/** Queries that are kept for one folder: far more than are ever prepared, so that a new one has time to become frequent. */
const MAX_QUERIES = 100;

/** Longer ones are pasted texts that nobody asks twice. */
const MAX_QUERY_CHARS = 300;

/** A query that was not asked for this long is forgotten. */
const FORGOTTEN_AFTER_MS = 30 * 24 * 60 * 60 * 1_000;

/** A query that goes on from the one before within this is the same one, still being typed. */
const TYPING_MS = 3_000;

/**
 * How often each query of one folder was asked, in a file of plain JSON. Nothing of it leaves the machine. Several
 * windows on one folder each add what they have counted.
 */
export class QueryFrequencies {
  /** Counted since the file was last written. */
  private added = new Map<string, CountedQuery>();
  private typed: { asked: AskedQuery; atMs: number } | undefined;
  private known: Map<string, CountedQuery> | undefined;
  private writing: Promise<void> = Promise.resolve();

  constructor(
    private readonly file: string,
    private readonly now: () => number = Date.now,
  ) {}

  /** Counts a query, once the person has gone on to another one or the file is written. */
  note(asked: AskedQuery): void {
    if (asked.query.trim() === '' || asked.query.length > MAX_QUERY_CHARS) return;
    const atMs = this.now();
    if (this.typed !== undefined && !isTypedOn(this.typed, asked, atMs)) this.count();
    this.typed = { asked, atMs };
  }

  /** The queries asked most often, the latest of those first; those asked once are left out. */
  async frequent(atMost: number): Promise<AskedQuery[]> {
    this.known ??= await this.read();
    const all = merged(this.known, this.added, this.now());
    return [...all.values()]
      .filter(({ uses }) => uses > 1)
      .slice(0, atMost)
      .map(({ query, limit, filter }) => ({ query, limit, filter }));
  }

  /** Adds what was counted to the file; a failure costs the counts alone. */
  save(): Promise<void> {
    this.writing = this.writing.then(() => this.write());
    return this.writing;
  }

  async clear(): Promise<void> {
    this.added.clear();
    this.typed = undefined;
    this.known = new Map();
    await this.writing;
    await rm(this.file, { force: true });
  }

  private count(): void {
    if (this.typed === undefined) return;
    const { asked, atMs } = this.typed;
    this.typed = undefined;
    const key = keyOf(asked);
    const uses = (this.added.get(key)?.uses ?? 0) + 1;
    this.added.set(key, { ...asked, uses, lastUsedMs: atMs });
  }

  private async write(): Promise<void> {
    this.count();
    if (this.added.size === 0) return;
    const { added } = this;
    this.added = new Map();
    // Read again: another window may have written since.
    this.known = merged(await this.read(), added, this.now());
    const draft = `${this.file}.${process.pid}`;
    try {
      await mkdir(dirname(this.file), { recursive: true });
      await writeFile(draft, JSON.stringify([...this.known.values()]));
      await rename(draft, this.file);
    } catch {
      await rm(draft, { force: true }).catch(() => undefined);
    }
  }

  private async read(): Promise<Map<string, CountedQuery>> {
    try {
      const list: unknown = JSON.parse(await readFile(this.file, 'utf8'));
      const valid = Array.isArray(list) ? list.filter(isCounted) : [];
      return new Map(valid.map((item) => [keyOf(item), item]));
    } catch {
      // There is none yet, or it is damaged: counting begins anew.
      return new Map();
    }
  }
}

/** Both counts together, most frequent first, without what is forgotten. */
function merged(
  known: ReadonlyMap<string, CountedQuery>,
  added: ReadonlyMap<string, CountedQuery>,
  nowMs: number,
): Map<string, CountedQuery> {
  const all = new Map(known);
  for (const [key, item] of added) all.set(key, { ...item, uses: item.uses + (known.get(key)?.uses ?? 0) });
  const sorted = [...all]
    .filter(([, { lastUsedMs }]) => nowMs - lastUsedMs <= FORGOTTEN_AFTER_MS)
    .sort(([, a], [, b]) => b.uses - a.uses || b.lastUsedMs - a.lastUsedMs);
  return new Map(sorted.slice(0, MAX_QUERIES));
}

function isTypedOn(
  before: { asked: AskedQuery; atMs: number },
  { query }: AskedQuery,
  atMs: number,
): boolean {
  const isSoon = Math.abs(atMs - before.atMs) <= TYPING_MS;
  const known = before.asked.query;
  // The same query again is one more use, unless it is the one that is still being typed.
  return isSoon && query !== known && (query.startsWith(known) || known.startsWith(query));
}

function keyOf({ query, limit, filter }: AskedQuery): string {
  const { languages = [], kinds = [], include = [], exclude = [] } = filter;
  return JSON.stringify([query, limit, languages, kinds, include, exclude]);
}

function isCounted(item: unknown): item is CountedQuery {
  if (typeof item !== 'object' || item === null) return false;
  const { query, limit, filter, uses, lastUsedMs } = item as Record<string, unknown>;
  return (
    typeof query === 'string' &&
    typeof limit === 'number' &&
    typeof uses === 'number' &&
    typeof lastUsedMs === 'number' &&
    typeof filter === 'object' &&
    filter !== null &&
    Object.values(filter).every(
      (list) => Array.isArray(list) && list.every((text) => typeof text === 'string'),
    )
  );
}

/** Removes the files of folders in which nothing was asked for so long that all of it is forgotten. */
export async function removeForgotten(folder: string, nowMs = Date.now()): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  for (const name of names) {
    const file = join(folder, name);
    const { mtimeMs } = await stat(file);
    if (nowMs - mtimeMs > FORGOTTEN_AFTER_MS) await rm(file, { force: true });
  }
}
