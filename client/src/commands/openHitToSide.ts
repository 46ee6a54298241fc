import type { Disposable } from 'vscode';
import { Commands } from '../../../protocol/commands';
import { HitQuickPick } from '../views/hitQuickPick';
import { registerCommand, type CommandContext } from './commandContext';

/** Opens the focused hit beside; its key works while a quick pick of hits is open. */
export function registerOpenHitToSide(context: CommandContext): Disposable {
  return registerCommand(context, Commands.openHitToSide, () => HitQuickPick.visible?.openFocused(true));
}
