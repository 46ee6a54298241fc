import type { IndexStatus } from '../../protocol/indexMessages';
import type { OffReason } from './runDecision';

/** What the client knows of its server: without one (`off`), on its way, answering, or given up. */
export type ServerState =
  | { kind: 'off'; reason: OffReason }
  | { kind: 'starting'; restarts: number }
  | { kind: 'running'; status: IndexStatus }
  | { kind: 'failed'; message: string };

/** True when all files have been read, so that asking again would find nothing more. */
export function isSettled(state: ServerState): boolean {
  if (state.kind !== 'running') return false;
  const { state: index, degradedBy } = state.status;
  return index === 'ready' || (index === 'degraded' && degradedBy !== 'memory');
}
