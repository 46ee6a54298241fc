import { Disposable, type ExtensionContext } from 'vscode';
import { registerAcceptDuplicates } from '../commands/acceptDuplicates';
import { registerArrangeDuplicates } from '../commands/arrangeDuplicates';
import type { CommandContext } from '../commands/commandContext';
import { registerCompareDuplicates } from '../commands/compareDuplicates';
import { registerCopyDuplicates } from '../commands/copyDuplicates';
import { registerFilterDuplicates } from '../commands/filterDuplicates';
import { registerGoToTwin } from '../commands/goToTwin';
import { registerIgnoreDuplicate } from '../commands/ignoreDuplicate';
import { registerNextDuplicate } from '../commands/nextDuplicate';
import { registerOpenDuplicate } from '../commands/openDuplicate';
import { registerOpenDuplicateSettings } from '../commands/openDuplicateSettings';
import { registerRefreshDuplicates } from '../commands/refreshDuplicates';
import { registerShowDuplicates } from '../commands/showDuplicates';
import { explain } from '../requestErrors';
import { DuplicatesTree } from '../views/duplicatesTree';
import type { DuplicateCommandContext } from './duplicateCommandContext';
import { DuplicatesModel } from './duplicatesModel';

/** Everything about duplicates that a person sees: the view, its commands and those of the editor. */
export function registerDuplicates(context: CommandContext, extension: ExtensionContext): Disposable {
  const { session, log } = context;
  const model = new DuplicatesModel(session, extension.workspaceState, (error) =>
    log.error(`Duplicates: ${explain(error)}`),
  );
  const tree = new DuplicatesTree(model);
  const shared: DuplicateCommandContext = { ...context, model, tree };
  return Disposable.from(
    model,
    tree,
    registerNextDuplicate(shared),
    registerGoToTwin(shared),
    registerCompareDuplicates(shared),
    registerShowDuplicates(shared),
    registerIgnoreDuplicate(shared),
    registerAcceptDuplicates(shared),
    registerArrangeDuplicates(shared),
    registerFilterDuplicates(shared),
    registerRefreshDuplicates(shared),
    registerCopyDuplicates(shared),
    registerOpenDuplicate(shared),
    registerOpenDuplicateSettings(shared),
  );
}
