import { commands, type Disposable } from 'vscode';
import { ContextKeys, type ContextKey } from '../../protocol/commands';
import type { ServerState } from './serverState';
import type { Session } from './session';

/** What the editor has been told. */
const told = new Map<ContextKey, boolean | string>();

/** Sets a key that `when` and `enablement` clauses of package.json read. The editor is told what it does not know. */
export function setContextKey(key: ContextKey, value: boolean | string): void {
  if (told.get(key) === value) return;
  told.set(key, value);
  void commands.executeCommand('setContext', key, value);
}

/** Keeps the keys on the state of the index equal to what the session knows. */
export function keepContextKeys(session: Session): Disposable {
  const update = (state: ServerState): void => {
    const index = state.kind === 'running' ? state.status.state : undefined;
    setContextKey(ContextKeys.running, index !== undefined);
    setContextKey(ContextKeys.paused, index === 'paused');
  };
  update(session.state);
  return session.onDidChangeState(update);
}
