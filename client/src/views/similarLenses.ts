import {
  CodeLens,
  Disposable,
  EventEmitter,
  languages,
  Range,
  workspace,
  type CodeLensProvider,
  type TextDocument,
} from 'vscode';
import { Commands } from '../../../protocol/commands';
import { OutlineRequest } from '../../../protocol/searchMessages';
import { readSettings, settingDeclarations } from '../../../protocol/settings';
import { t } from '../localise';
import { isCancellation, ServerUnavailableError } from '../requestErrors';
import { isSettled } from '../serverState';
import type { Session } from '../session';

/** A code lens above each function that finds similar ones, where the setting asks for it. */
export class SimilarLenses implements CodeLensProvider, Disposable {
  private readonly changeEmitter = new EventEmitter<void>();
  readonly onDidChangeCodeLenses = this.changeEmitter.event;
  private readonly subscriptions: Disposable;

  constructor(private readonly session: Session) {
    let wasSettled = false;
    this.subscriptions = Disposable.from(
      this.changeEmitter,
      languages.registerCodeLensProvider({ scheme: 'file' }, this),
      workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration(settingDeclarations.codeLens.key)) this.changeEmitter.fire();
      }),
      // What was saved has other lines once it is indexed.
      session.onDidChangeState((state) => {
        if (isSettled(state) && !wasSettled) this.changeEmitter.fire();
        wasSettled = isSettled(state);
      }),
    );
  }

  async provideCodeLenses({ uri, lineCount }: TextDocument): Promise<CodeLens[]> {
    if (!readSettings(workspace.getConfiguration('akin', uri)).settings.codeLens) return [];
    try {
      const symbols = await this.session.send(OutlineRequest, { uri: uri.toString() });
      return symbols
        .filter(({ line }) => line < lineCount)
        .map(
          ({ line }) =>
            new CodeLens(new Range(line, 0, line, 0), {
              command: Commands.peekSimilar,
              title: t('Find similar code'),
              arguments: [{ uri, line }],
            }),
        );
    } catch (error) {
      // A lens is no reason to disturb anybody.
      if (error instanceof ServerUnavailableError || isCancellation(error)) return [];
      throw error;
    }
  }

  dispose(): void {
    this.subscriptions.dispose();
  }
}
