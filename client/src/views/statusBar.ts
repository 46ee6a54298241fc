import * as vscode from 'vscode';
import { Commands, ContextKeys } from '../../../protocol/commands';
import type { IndexStatus } from '../../../protocol/messages';
import { statusBarText, statusSentence, statusTooltip } from './statusText';

/** To the left of what editors put there themselves. */
const PRIORITY = 100;

/** The status bar item: always shown while Akin has something to say, a click opens the status menu. */
export class StatusBar implements vscode.Disposable {
  private readonly item = vscode.window.createStatusBarItem(
    'akin.status',
    vscode.StatusBarAlignment.Right,
    PRIORITY,
  );

  constructor() {
    this.item.name = 'Akin';
    this.item.command = Commands.showIndexStatus;
  }

  /** Shows a status and sets the context keys that menus read. */
  show(status: IndexStatus): void {
    this.item.text = statusBarText(status);
    this.item.tooltip = new vscode.MarkdownString(statusTooltip(status), true);
    this.item.backgroundColor = backgroundOf(status);
    this.item.accessibilityInformation = { label: `Akin: ${statusSentence(status)}`, role: 'button' };
    this.item.show();
    void vscode.commands.executeCommand('setContext', ContextKeys.paused, status.state === 'paused');
  }

  hide(): void {
    this.item.hide();
  }

  dispose(): void {
    this.item.dispose();
  }
}

function backgroundOf({ state }: IndexStatus): vscode.ThemeColor | undefined {
  if (state === 'error') return new vscode.ThemeColor('statusBarItem.errorBackground');
  if (state === 'degraded') return new vscode.ThemeColor('statusBarItem.warningBackground');
  return undefined;
}
