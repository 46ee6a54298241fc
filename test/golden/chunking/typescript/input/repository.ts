// @ts-nocheck
import { EventEmitter } from 'node:events';
import type { Pool } from './pool';

/** Rows fetched at a time. */
export const PAGE_SIZE = 100;

export type Key = string | number;

/** What a query may ask for. */
export type Filter<T> = {
  [K in keyof T]?: T[K] | { in: T[K][] };
};

export interface Entity {
  id: Key;
  createdAt: Date;
}

export enum Order {
  Ascending = 'asc',
  Descending = 'desc',
}

const enum Flag { A, B }

declare function assertNever(value: never): never;

/** Finds entities by their key. */
export function find(key: number): Entity | undefined;
export function find(key: string): Entity | undefined;
export function find(key: Key): Entity | undefined {
  return entities.get(String(key));
}

/**
 * Reads and writes one kind of entity.
 *
 * @example
 * const users = new Repository<User>(pool, 'users');
 */
@Injectable({ scope: 'request' })
export abstract class Repository<T extends Entity>
  extends EventEmitter
  implements Disposable
{
  private readonly cache = new Map<Key, T>();

  static readonly tables: string[] = [];

  constructor(
    private readonly pool: Pool,
    readonly table: string,
  ) {
    super();
    Repository.tables.push(table);
  }

  get size(): number {
    return this.cache.size;
  }

  protected abstract decode(row: unknown): T;

  /** One entity, from the cache when it is there. */
  @Traced()
  async get(key: Key, signal?: AbortSignal): Promise<T | undefined> {
    const cached = this.cache.get(key);
    if (cached !== undefined) return cached;
    const row = await this.pool.one(`select * from ${this.table} where id = $1`, [key], signal);
    return row === undefined ? undefined : this.decode(row);
  }

  on(event: 'added', listener: (entity: T) => void): this;
  on(event: 'removed', listener: (key: Key) => void): this;
  on(event: string, listener: (...values: never[]) => void): this {
    return super.on(event, listener);
  }

  readonly clear = (): void => {
    this.cache.clear();
  };

  [Symbol.dispose](): void {
    this.clear();
  }
}

export namespace sql {
  export function quote(name: string): string {
    return `"${name.replaceAll('"', '""')}"`;
  }

  export const join = (parts: string[]): string => parts.join(', ');
}

declare module './pool' {
  interface Pool {
    tables: string[];
  }
}

export const defaults = {
  pageSize: PAGE_SIZE,
  order: Order.Ascending,
  retry: { times: 3, delayMs: 100 },
} satisfies Options;

export const createRepository =
  <T extends Entity>(pool: Pool) =>
  (table: string): Repository<T> => {
    return new TableRepository<T>(pool, table);
  };

export default async function connect(url: string): Promise<Pool> {
  const { Pool } = await import('./pool');
  return new Pool(url);
}
