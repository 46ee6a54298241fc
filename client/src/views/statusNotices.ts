import { window, type Disposable, type LogOutputChannel } from 'vscode';
import type { ServerState } from '../serverState';
import type { Session } from '../session';
import { t } from '../localise';

/** Tells the user once of each cause that limits the index; the status bar goes on showing it. */
export class StatusNotices implements Disposable {
  private readonly told = new Set<string>();
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
    if (state.kind !== 'running') return;
    const { state: index, message, missingModel } = state.status;
    // That one is a question, which `DownloadConsent` asks.
    if (missingModel !== undefined && index === 'degraded') return;
    if ((index !== 'degraded' && index !== 'error') || message === undefined || this.told.has(message))
      return;
    this.told.add(message);
    void this.show(index, message);
  }

  private async show(index: 'degraded' | 'error', message: string): Promise<void> {
    const choice =
      index === 'error'
        ? await window.showErrorMessage(`Akin: ${message}`, t('Show Log'))
        : await window.showWarningMessage(t('Akin searches by keywords only. {0}', message), t('Show Log'));
    if (choice !== undefined) this.log.show();
  }
}
