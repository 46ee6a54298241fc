import { window, type Disposable, type LogOutputChannel } from 'vscode';
import { t } from '../localise';
import type { ServerState } from '../serverState';
import type { Session } from '../session';
import { StatusNews, type StatusNotice } from './statusNews';

/** Tells the user once of each cause that limits the index; the status bar goes on showing it. */
export class StatusNotices implements Disposable {
  private readonly news = new StatusNews();
  private readonly subscription: Disposable;

  constructor(
    server: Session,
    private readonly log: LogOutputChannel,
  ) {
    this.subscription = server.onDidChangeState((state) => this.notice(state));
  }

  dispose(): void {
    this.subscription.dispose();
  }

  private notice(state: ServerState): void {
    const notice = this.news.of(state);
    if (notice !== undefined) void this.show(notice);
  }

  private async show({ severity, message }: StatusNotice): Promise<void> {
    const text = `Akin: ${message}`;
    const choice =
      severity === 'error'
        ? await window.showErrorMessage(text, t('Show Log'))
        : await window.showWarningMessage(text, t('Show Log'));
    if (choice !== undefined) this.log.show();
  }
}
