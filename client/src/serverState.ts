import type { IndexStatus } from '../../protocol/messages';
import type { OffReason } from './runDecision';

/** What the client knows of its server: without one (`off`), on its way, answering, or given up. */
export type ServerState =
  | { kind: 'off'; reason: OffReason }
  | { kind: 'starting'; restarts: number }
  | { kind: 'running'; status: IndexStatus }
  | { kind: 'failed'; message: string };

/** True while better results may still turn up. */
export function isPartial(state: ServerState): boolean {
  if (state.kind === 'starting') return true;
  if (state.kind !== 'running') return false;
  const { state: index, filesDone, filesTotal } = state.status;
  return index === 'starting' || index === 'indexing' || (index !== 'ready' && filesDone < filesTotal);
}
