import { commands, Disposable, window, workspace, type QuickPickItem } from 'vscode';
import { Commands, type DuplicateTarget } from '../../../protocol/commands';
import type { DuplicateCopy, DuplicateGroup } from '../../../protocol/duplicateMessages';
import { alignNames } from '../duplicates/alignNames';
import type { DuplicateCommandContext } from '../duplicates/duplicateCommandContext';
import { chosenDuplicate, twinsOf } from '../duplicates/duplicateTargets';
import { copyName, copyPlace } from '../duplicates/duplicateText';
import { COMPARED_SCHEME, comparedUri, ComparedCopies, textOfCopy } from '../views/comparedCopies';
import { pathOf } from '../views/duplicatesTree';
import { registerCommand } from './commandContext';
import { t } from '../localise';

/** Opens two copies side by side; where names differ alone, those of the twin are shown as in the first. */
export function registerCompareDuplicates(context: DuplicateCommandContext): Disposable {
  return Disposable.from(
    workspace.registerTextDocumentContentProvider(COMPARED_SCHEME, new ComparedCopies()),
    registerCommand(context, Commands.compareDuplicates, async (given) => {
      const chosen = await chosenDuplicate(context.session, given);
      if (chosen === undefined) return;
      const { group } = chosen;
      const copy = chosen.copy ?? group.copies[0];
      if (copy === undefined) return;
      const twin = namedTwin(group, given) ?? (await pickTwin(group, copy));
      if (twin !== undefined) await compare(group, copy, twin);
    }),
  );
}

/** The twin that a code action named. */
function namedTwin({ copies }: DuplicateGroup, given: unknown): DuplicateCopy | undefined {
  const { twin } = (given ?? {}) as Partial<DuplicateTarget>;
  return copies.find(({ uri, nameRange }) => uri === twin?.uri && nameRange.start.line === twin.line);
}

/** The one twin there is, or the one that a person chooses. */
async function pickTwin(group: DuplicateGroup, copy: DuplicateCopy): Promise<DuplicateCopy | undefined> {
  const twins = twinsOf(group, copy);
  if (twins.length <= 1) return twins[0];
  const items = twins.map((twin): QuickPickItem & { twin: DuplicateCopy } => {
    const path = pathOf(twin.uri);
    return {
      label: copyName(twin, path, group.wholeFile),
      description: copyPlace(twin, path),
      twin,
    };
  });
  const name = copyName(copy, pathOf(copy.uri), group.wholeFile);
  const picked = await window.showQuickPick(items, {
    title: t('Compare {0}', name),
    placeHolder: t('Choose the copy to compare with'),
    matchOnDescription: true,
  });
  return picked?.twin;
}

async function compare(group: DuplicateGroup, copy: DuplicateCopy, twin: DuplicateCopy): Promise<void> {
  // Names that differ are what makes copies renamed; in copies that differ in more they are told apart as they stand.
  const names =
    group.kind === 'renamed'
      ? alignNames(await textOfCopy(copy), await textOfCopy(twin))
      : new Map<string, string>();
  const [left, right] = [copy, twin].map((each) => titleOf(group, each, copy.uri === twin.uri));
  const note = names.size > 0 ? ` (${t('names aligned')})` : '';
  await commands.executeCommand(
    'vscode.diff',
    comparedUri(copy, new Map()),
    comparedUri(twin, names),
    `${left ?? ''} ↔ ${right ?? ''}${note}`,
    { preview: true },
  );
}

/** The name of a copy; with its line where both stand in one file, else with that file. */
function titleOf({ wholeFile }: DuplicateGroup, copy: DuplicateCopy, sameFile: boolean): string {
  const path = pathOf(copy.uri);
  const name = copyName(copy, path, wholeFile);
  if (wholeFile) return path;
  return sameFile
    ? `${name}:${copy.nameRange.start.line + 1}`
    : `${name} (${path.split('/').at(-1) ?? path})`;
}
