import type { Memory } from './recentQueries';

const KEY = 'akin.refusedModels';

/** The models that a person has said are not to be fetched. */
export class RefusedModels {
  constructor(private readonly memory: Memory) {}

  has(id: string): boolean {
    return this.all().includes(id);
  }

  add(id: string): void {
    if (!this.has(id)) void this.memory.update(KEY, [...this.all(), id]);
  }

  private all(): string[] {
    const kept = this.memory.get(KEY);
    return Array.isArray(kept) ? kept.filter((id) => typeof id === 'string') : [];
  }
}
