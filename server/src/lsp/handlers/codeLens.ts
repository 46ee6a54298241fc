import type { CodeLens } from 'vscode-languageserver';
import { Commands, type DuplicateTarget } from '../../../../protocol/commands';
import { t } from '../../base/texts';
import { normalUri } from '../duplicates/normalUri';
import type { ServerContext } from '../serverContext';
import { membersOf } from './search';
import { textDocumentOf } from './textDocumentOf';

/** Answers `textDocument/codeLens`: above each copy how many others there are, when the setting asks for it. */
export function handleCodeLens(context: ServerContext, params: unknown): CodeLens[] {
  const { duplicates, settings, hasCommands } = context;
  if (!settings.duplicatesCodeLens) return [];
  const uri = normalUri(textDocumentOf(membersOf(params).textDocument));
  return duplicates.groupsIn(uri).flatMap((group) => {
    const { copies = [] } = duplicates.place(group) ?? {};
    return copies
      .filter((copy) => copy.uri === uri)
      .map(({ nameRange }): CodeLens => {
        const target: DuplicateTarget = { group: group.id, uri, line: nameRange.start.line };
        const title = t('{0} similar', copies.length - 1);
        // An editor without the command shows the text alone.
        const command = hasCommands
          ? { title, command: Commands.goToTwin, arguments: [target] }
          : { title, command: '' };
        return { range: nameRange, command };
      });
  });
}
