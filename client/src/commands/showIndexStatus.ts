import { commands, QuickPickItemKind, window, type Disposable, type QuickPickItem } from 'vscode';
import { Commands, type CommandId } from '../../../protocol/commands';
import type { ServerState } from '../serverState';
import { describeState } from '../views/statusText';
import { registerCommand, type CommandContext } from './commandContext';
import { t } from '../localise';

interface Action extends QuickPickItem {
  run?: () => unknown;
}

/** Opens the status menu: the state on top, kept up to date, and below it what can be done. */
export function registerShowIndexStatus(context: CommandContext): Disposable {
  return registerCommand(context, Commands.showIndexStatus, () => {
    const pick = window.createQuickPick<Action>();
    pick.title = 'Akin';
    const update = (state: ServerState): void => {
      const text = describeState(state);
      pick.title = `Akin — ${text.summary}`;
      pick.placeholder = text.problem ?? t('Choose an action');
      const active = pick.activeItems[0]?.label;
      const items = itemsOf(state, context);
      pick.items = items;
      const again = items.find(({ label }) => label === active);
      if (again !== undefined) pick.activeItems = [again];
    };
    update(context.session.state);
    const subscription = context.session.onDidChangeState(update);
    pick.onDidAccept(() => {
      const [chosen] = pick.activeItems;
      if (chosen?.run === undefined) return;
      pick.hide();
      chosen.run();
    });
    pick.onDidHide(() => {
      subscription.dispose();
      pick.dispose();
    });
    pick.show();
  });
}

function itemsOf(state: ServerState, { session, log }: CommandContext): Action[] {
  const { facts, problem } = describeState(state);
  const command = (label: string, id: CommandId): Action => ({
    label,
    run: () => commands.executeCommand(id),
  });
  const actions: Action[] = [];
  if (state.kind === 'running') {
    actions.push(
      command(`$(search) ${t('Semantic Search')}`, Commands.search),
      state.status.state === 'paused'
        ? command(`$(debug-start) ${t('Resume Indexing')}`, Commands.resumeIndexing)
        : command(`$(debug-pause) ${t('Pause Indexing')}`, Commands.pauseIndexing),
      command(`$(refresh) ${t('Rebuild Index')}`, Commands.rebuildIndex),
      command(`$(trash) ${t('Clear Index')}`, Commands.clearIndex),
      command(`$(graph) ${t('Performance Report')}`, Commands.showPerformanceReport),
    );
  }
  if (state.kind === 'failed')
    actions.push({ label: `$(debug-restart) ${t('Restart')}`, run: () => session.restart() });
  actions.push(
    { label: `$(output) ${t('Show Log')}`, run: () => log.show() },
    {
      label: `$(gear) ${t('Settings')}`,
      run: () => commands.executeCommand('workbench.action.openSettings', '@ext:akin.akin-code'),
    },
  );
  const told: Action[] = facts.map(({ name, value }) => ({ label: name, description: value }));
  if (problem !== undefined) told.unshift({ label: `$(warning) ${t('Problem')}`, detail: problem });
  if (told.length === 0) return actions;
  return [...actions, { label: 'state', kind: QuickPickItemKind.Separator }, ...told];
}
