import type { Memory } from '../../../client/src/views/recentQueries';

/** A workspace's memory that holds what it is told. */
export class MapMemory implements Memory {
  readonly values = new Map<string, unknown>();

  get(key: string): unknown {
    return this.values.get(key);
  }

  update(key: string, value: unknown): Promise<void> {
    this.values.set(key, value);
    return Promise.resolve();
  }
}
