import {
  Disposable,
  type Tab,
  TabInputNotebook,
  TabInputText,
  TabInputTextDiff,
  type Uri,
  window,
} from 'vscode';
import { VisibleFilesChanged } from '../../protocol/indexMessages';
import type { ServerState } from './serverState';
import type { Session } from './session';
import { fileUris, visibleUris } from './visibleUris';

/**
 * Tells the server which files can be seen, so that they are indexed first, and which have a tab, which a filter asks for; a server that
 * has just started too.
 */
export class VisibleFiles implements Disposable {
  private readonly subscriptions: Disposable;
  private last: ServerState['kind'] = 'off';

  constructor(private readonly session: Session) {
    this.subscriptions = Disposable.from(
      window.onDidChangeVisibleTextEditors(() => this.tell()),
      window.onDidChangeActiveTextEditor(() => this.tell()),
      window.tabGroups.onDidChangeTabs(({ opened, closed }) => {
        if (opened.length + closed.length > 0) this.tell();
      }),
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
    const tabs = fileUris(window.tabGroups.all.flatMap((group) => group.tabs.flatMap(documentOf)));
    this.session.notify(VisibleFilesChanged, { uris, tabs });
  }
}

/** The document of a tab, of two that are compared the one that can be edited; none of a page or a terminal. */
function documentOf({ input }: Tab): Uri[] {
  if (input instanceof TabInputText || input instanceof TabInputNotebook) return [input.uri];
  return input instanceof TabInputTextDiff ? [input.modified] : [];
}
