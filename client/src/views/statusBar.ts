import {
  Disposable,
  MarkdownString,
  StatusBarAlignment,
  ThemeColor,
  window,
  type StatusBarItem,
} from 'vscode';
import { Commands } from '../../../protocol/commands';
import type { ServerState } from '../serverState';
import type { Session } from '../session';
import { describeState, type StatusText } from './statusText';
import { t } from '../localise';

const backgrounds: Record<StatusText['severity'], ThemeColor | undefined> = {
  normal: undefined,
  warning: new ThemeColor('statusBarItem.warningBackground'),
  error: new ThemeColor('statusBarItem.errorBackground'),
};

/** The state of the index in the status bar; hidden while no folder is open. */
export class StatusBar implements Disposable {
  private readonly item: StatusBarItem = window.createStatusBarItem(
    'akin.status',
    StatusBarAlignment.Right,
    100,
  );
  private readonly subscription: Disposable;

  constructor(server: Session) {
    this.item.name = 'Akin';
    this.item.command = Commands.showIndexStatus;
    this.show(server.state);
    this.subscription = server.onDidChangeState((state) => this.show(state));
  }

  dispose(): void {
    this.subscription.dispose();
    this.item.dispose();
  }

  private show(state: ServerState): void {
    if (state.kind === 'off' && state.reason === 'noFolder') {
      this.item.hide();
      return;
    }
    const text = describeState(state);
    this.item.text = text.bar;
    this.item.tooltip = tooltipOf(text);
    this.item.backgroundColor = backgrounds[text.severity];
    this.item.accessibilityInformation = {
      label: `Akin: ${text.problem === undefined ? text.summary : `${text.summary}. ${text.problem}`}`,
      role: 'button',
    };
    this.item.show();
  }
}

function tooltipOf({ summary, facts, problem }: StatusText): MarkdownString {
  const tooltip = new MarkdownString('', true);
  tooltip.appendMarkdown('**Akin** — ').appendText(summary);
  if (problem !== undefined) tooltip.appendMarkdown('\n\n$(warning) ').appendText(problem);
  const rows = facts.map(({ name, value }) => `| ${name}&nbsp;&nbsp; | ${plainCell(value)} |`);
  if (rows.length > 0) tooltip.appendMarkdown(['\n\n| | |', '|:--|:--|', ...rows].join('\n'));
  tooltip.appendMarkdown(`\n\n${t('Click for actions')}`);
  return tooltip;
}

/** Values hold names of files, which must not act as markup. */
function plainCell(value: string): string {
  return value.replace(/[\\`*_{}[\]()#+!|<>~$&]/g, '\\$&').replaceAll('\n', ' ');
}
