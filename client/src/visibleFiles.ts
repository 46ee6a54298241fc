import { Disposable, window } from 'vscode';
import { VisibleFilesChanged } from '../../protocol/messages';
import type { ServerState } from './serverState';
import type { Session } from './session';
import { visibleUris } from './visibleUris';

/** Tells the server which files can be seen, so that they are indexed first; a server that has just started too. */
export class VisibleFiles implements Disposable {
  private readonly subscriptions: Disposable;
  private last: ServerState['kind'] = 'off';

  constructor(private readonly session: Session) {
    this.subscriptions = Disposable.from(
      window.onDidChangeVisibleTextEditors(() => this.tell()),
      window.onDidChangeActiveTextEditor(() => this.tell()),
      session.onDidChangeState(({ kind }) => {
        const before = this.last;
        this.last = kind;
        if (kind === 'running' && before !== 'running') this.tell();
      }),
    );
  }

  dispose(): void {
    this.subscriptions.dispose();
  }

  private tell(): void {
    const editors = window.visibleTextEditors.map(({ document }) => document.uri);
    const uris = visibleUris(editors, window.activeTextEditor?.document.uri);
    this.session.notify(VisibleFilesChanged, { uris });
  }
}
