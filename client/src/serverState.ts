import type { IndexStatus } from '../../protocol/messages';
import type { OffReason } from './runDecision';

/** What the client knows of its server: without one (`off`), on its way, answering, or given up. */
export type ServerState =
  | { kind: 'off'; reason: OffReason }
  | { kind: 'starting'; restarts: number }
  | { kind: 'running'; status: IndexStatus }
  | { kind: 'failed'; message: string };

/** True when all files have been read, so that asking again would find nothing more. */
export function isSettled(state: ServerState): boolean {
  return state.kind === 'running' && (state.status.state === 'ready' || state.status.state === 'degraded');
}
