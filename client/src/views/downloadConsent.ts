import { ConfigurationTarget, window, workspace, type Disposable } from 'vscode';
import type { MissingModel } from '../../../protocol/indexMessages';
import { settingDeclarations } from '../../../protocol/settings';
import { t } from '../localise';
import type { ServerState } from '../serverState';
import type { Session } from '../session';
import type { Memory } from './recentQueries';
import { RefusedModels } from './refusedModels';

/**
 * Asks before a model is fetched, which is the one thing that Akin asks the network for. Once for each model and
 * window, and never again for one that was refused.
 */
export class DownloadConsent implements Disposable {
  private readonly asked = new Set<string>();
  private readonly refused: RefusedModels;
  private readonly subscription: Disposable;

  /** @param memory kept for all workspaces, as the setting is */
  constructor(session: Session, memory: Memory) {
    this.refused = new RefusedModels(memory);
    this.subscription = session.onDidChangeState((state) => this.consider(state));
  }

  dispose(): void {
    this.subscription.dispose();
  }

  private consider(state: ServerState): void {
    const missing = state.kind === 'running' ? state.status.missingModel : undefined;
    if (missing === undefined || this.asked.has(missing.id) || this.refused.has(missing.id)) return;
    this.asked.add(missing.id);
    void this.ask(missing);
  }

  private async ask({ id, host }: MissingModel): Promise<void> {
    const [fetch, builtIn, refuse] = [t('Fetch'), t('Use the Built-in Model'), t("Don't Fetch")];
    const choice = await window.showWarningMessage(
      t(
        'The model {0} is not on this machine. Fetch it once from {1}? Only its name is sent there, none of your code. Until then Akin searches by keywords only.',
        id,
        host,
      ),
      fetch,
      builtIn,
      refuse,
    );
    const { allowModelDownload, model } = settingDeclarations;
    if (choice === fetch) await set(allowModelDownload.key, true);
    if (choice === builtIn) await set(model.key, undefined);
    if (choice === refuse) this.refused.add(id);
  }
}

function set(key: string, value: unknown): Thenable<void> {
  return workspace.getConfiguration().update(key, value, ConfigurationTarget.Global);
}
