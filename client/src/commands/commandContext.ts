import { commands, window, type Disposable, type LogOutputChannel } from 'vscode';
import type { CommandId } from '../../../protocol/commands';
import { t } from '../localise';
import { explain, isCancellation } from '../requestErrors';
import type { Session } from '../session';
import type { KeptFilters } from '../views/keptFilters';
import type { RecentQueries } from '../views/recentQueries';
import type { ResultsView } from '../views/results/resultsView';

/** What the commands share. */
export interface CommandContext {
  readonly session: Session;
  readonly log: LogOutputChannel;
  readonly recent: RecentQueries;
  readonly filters: KeptFilters;
  readonly results: ResultsView;
}

/** Registers a command, which is handed what it was called with, and whose failure is logged and shown once, with the way to the log. */
export function registerCommand(
  { log }: CommandContext,
  id: CommandId,
  run: (...given: unknown[]) => Promise<void> | void,
): Disposable {
  return commands.registerCommand(id, async (...given: unknown[]) => {
    try {
      await run(...given);
    } catch (error) {
      if (isCancellation(error)) return;
      log.error(`${id}: ${explain(error)}`);
      const choice = await window.showErrorMessage(`Akin: ${explain(error)}`, t('Show Log'));
      if (choice !== undefined) log.show();
    }
  });
}
