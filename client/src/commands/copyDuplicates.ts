import { env, type Disposable } from 'vscode';
import { Commands } from '../../../protocol/commands';
import type { DuplicateCommandContext } from '../duplicates/duplicateCommandContext';
import { duplicatesMarkdown, groupMarkdown } from '../duplicates/duplicatesMarkdown';
import { chosenDuplicate, tellInStatusBar } from '../duplicates/duplicateTargets';
import { pathOf } from '../views/duplicatesTree';
import { registerCommand } from './commandContext';
import { t } from '../localise';

/** Copies what the view lists as Markdown, or the one duplicate that it is called on. */
export function registerCopyDuplicates(context: DuplicateCommandContext): Disposable {
  return registerCommand(context, Commands.copyDuplicates, async (given) => {
    const text = given === undefined ? await all(context) : await one(context, given);
    if (text === undefined) return;
    await env.clipboard.writeText(text);
    tellInStatusBar(t('Akin: copied as Markdown'));
  });
}

async function all({ model }: DuplicateCommandContext): Promise<string> {
  await model.upToDate();
  return duplicatesMarkdown(model.groups, pathOf);
}

async function one({ session }: DuplicateCommandContext, given: unknown): Promise<string | undefined> {
  const chosen = await chosenDuplicate(session, given);
  return chosen === undefined ? undefined : `${groupMarkdown(chosen.group, pathOf)}\n`;
}
