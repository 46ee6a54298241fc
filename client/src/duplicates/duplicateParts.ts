import type { Disposable, ExtensionContext } from 'vscode';
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

/** Everything about duplicates that a person sees, part by part: the view, its commands and those of the editor. */
export function* duplicateParts(
  context: CommandContext,
  extension: ExtensionContext,
): Generator<Pick<Disposable, 'dispose'>> {
  const { session, log } = context;
  const model = new DuplicatesModel(session, extension.workspaceState, (error) =>
    log.error(`Duplicates: ${explain(error)}`),
  );
  yield model;
  const tree = new DuplicatesTree(model);
  yield tree;
  const shared: DuplicateCommandContext = { ...context, model, tree };
  yield registerNextDuplicate(shared);
  yield registerGoToTwin(shared);
  yield registerCompareDuplicates(shared);
  yield registerShowDuplicates(shared);
  yield registerIgnoreDuplicate(shared);
  yield registerAcceptDuplicates(shared);
  yield registerArrangeDuplicates(shared);
  yield registerFilterDuplicates(shared);
  yield registerRefreshDuplicates(shared);
  yield registerCopyDuplicates(shared);
  yield registerOpenDuplicate(shared);
  yield registerOpenDuplicateSettings(shared);
}
