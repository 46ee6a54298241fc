/** What a person is told unasked of the state of the index; free of the editor, so that it is tested without one. */
import type { ServerState } from '../serverState';

export interface StatusNotice {
  severity: 'warning' | 'error';
  /** What is wrong and what to do about it. */
  message: string;
}

/** Finds in the states what is news: each cause that limits the index once, however often its numbers change. */
export class StatusNews {
  private readonly told = new Set<string>();

  /** @returns what to tell of this state; undefined when there is nothing, or it was told before */
  of(state: ServerState): StatusNotice | undefined {
    if (state.kind !== 'running') return undefined;
    const { state: index, degradedBy = 'model', message, missingModel } = state.status;
    if ((index !== 'degraded' && index !== 'error') || message === undefined) return undefined;
    // That one is a question, which `DownloadConsent` asks.
    if (index === 'degraded' && degradedBy === 'model' && missingModel !== undefined) return undefined;
    // Whoever changes a model, or makes room on a disk, should hear of what is wrong now.
    const cause = index === 'error' || degradedBy === 'model' ? `${index}: ${message}` : degradedBy;
    if (this.told.has(cause)) return undefined;
    this.told.add(cause);
    return { severity: index === 'error' ? 'error' : 'warning', message };
  }
}
