import { Disposable, Uri, window, workspace, type QuickPickItem } from 'vscode';
import { Commands } from '../../../protocol/commands';
import { DuplicatesRequest, type DuplicateKind } from '../../../protocol/duplicateMessages';
import type { DuplicateCommandContext } from '../duplicates/duplicateCommandContext';
import { NO_FILTER, type DuplicateFilter } from '../duplicates/duplicateFilter';
import { kindTexts } from '../duplicates/duplicateText';
import { foldersOf } from '../duplicates/foldersOf';
import { pathOf } from '../views/duplicatesTree';
import { registerCommand } from './commandContext';
import { t } from '../localise';

interface Choice extends QuickPickItem {
  run: () => Promise<void> | void;
}

/** Asks what to narrow the Duplicates view to: a kind, a folder, or a text in names and paths. */
export function registerFilterDuplicates(context: DuplicateCommandContext): Disposable {
  const { model } = context;
  return Disposable.from(
    registerCommand(context, Commands.filterDuplicates, async () => {
      const choice = await window.showQuickPick(choicesOf(context), {
        title: t('Filter Duplicates'),
        placeHolder: t('Choose what to filter by'),
      });
      await choice?.run();
    }),
    registerCommand(context, Commands.clearDuplicateFilter, () => {
      model.filter = NO_FILTER;
    }),
  );
}

function choicesOf(context: DuplicateCommandContext): Choice[] {
  const { model } = context;
  const { kinds, folder, text } = model.filter;
  const choices: Choice[] = [
    {
      label: `$(symbol-misc) ${t('Kind')}`,
      description: kinds.length === 0 ? t('all') : kinds.map((kind) => kindTexts[kind].adjective).join(', '),
      run: () => chooseKinds(context),
    },
    {
      label: `$(folder) ${t('Folder')}`,
      description: folder?.name ?? t('all'),
      run: () => chooseFolder(context),
    },
    {
      label: `$(search) ${t('Text')}`,
      description: text === '' ? t('any') : text,
      run: () => chooseText(context),
    },
  ];
  if (model.isFiltered)
    choices.push({ label: `$(clear-all) ${t('Clear Filter')}`, run: () => void (model.filter = NO_FILTER) });
  return choices;
}

function change({ model }: DuplicateCommandContext, part: Partial<DuplicateFilter>): void {
  model.filter = { ...model.filter, ...part };
}

async function chooseKinds(context: DuplicateCommandContext): Promise<void> {
  const { kinds } = context.model.filter;
  const all = Object.keys(kindTexts) as DuplicateKind[];
  const items = all.map((kind): QuickPickItem & { value: DuplicateKind } => ({
    label: kindTexts[kind].title,
    detail: kindTexts[kind].explained,
    picked: kinds.length === 0 || kinds.includes(kind),
    value: kind,
  }));
  const picked = await window.showQuickPick(items, {
    title: t('Filter Duplicates by Kind'),
    canPickMany: true,
  });
  if (picked === undefined) return;
  // None and all both mean that there is nothing to filter.
  change(context, { kinds: picked.length === all.length ? [] : picked.map(({ value }) => value) });
}

async function chooseFolder(context: DuplicateCommandContext): Promise<void> {
  const { groups } = await context.session.send(DuplicatesRequest, {});
  const folders = foldersOf(groups, (uri) => workspace.getWorkspaceFolder(Uri.parse(uri))?.uri.toString());
  const items = folders.map(({ uri, count }): QuickPickItem & { uri: string } => ({
    label: pathOf(uri),
    description: String(count),
    uri,
  }));
  const everywhere = { label: t('All Folders'), uri: '' };
  const picked = await window.showQuickPick([everywhere, ...items], {
    title: t('Filter Duplicates by Folder'),
    placeHolder: t('Choose a folder'),
  });
  if (picked === undefined) return;
  change(context, {
    folder: picked.uri === '' ? undefined : { uri: picked.uri, name: picked.label },
  });
}

async function chooseText(context: DuplicateCommandContext): Promise<void> {
  const text = await window.showInputBox({
    title: t('Filter Duplicates by Text'),
    prompt: t('Part of a name or a path; empty for any'),
    value: context.model.filter.text,
  });
  if (text !== undefined) change(context, { text: text.trim() });
}
