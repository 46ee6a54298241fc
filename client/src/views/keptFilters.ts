import type { Memory } from './recentQueries';

const KEY = 'akin.filters';

/** The filters of the last search of this workspace, with which the next one begins. */
export class KeptFilters {
  constructor(private readonly memory: Memory) {}

  /** What the input of a search begins with: the filters and a blank, or nothing. */
  get prefix(): string {
    const kept = this.memory.get(KEY);
    return typeof kept === 'string' && kept !== '' ? `${kept} ` : '';
  }

  /** Keeps filters as they stand in a query, those of an answer. */
  keep(filters: readonly string[]): void {
    void this.memory.update(KEY, filters.join(' '));
  }
}
