import { commands, type Disposable } from 'vscode';
import { ContextKeys, type ContextKey } from '../../protocol/commands';
import type { ServerState } from './serverState';
import type { Session } from './session';

/** Sets a key that `when` and `enablement` clauses of package.json read. */
export function setContextKey(key: ContextKey, value: boolean | string): void {
  void commands.executeCommand('setContext', key, value);
}

/** Keeps the keys on the state of the index equal to what the session knows. */
export function keepContextKeys(session: Session): Disposable {
  const last = new Map<ContextKey, boolean>();
  const set = (key: ContextKey, value: boolean): void => {
    if (last.get(key) === value) return;
    last.set(key, value);
    setContextKey(key, value);
  };
  const update = (state: ServerState): void => {
    const index = state.kind === 'running' ? state.status.state : undefined;
    set(ContextKeys.running, index !== undefined);
    set(ContextKeys.indexing, index === 'indexing');
    set(ContextKeys.paused, index === 'paused');
  };
  update(session.state);
  return session.onDidChangeState(update);
}
