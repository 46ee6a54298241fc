import { type CodeAction, CodeActionKind, type Diagnostic } from 'vscode-languageserver';
import { DIAGNOSTIC_SOURCE } from '../duplicateDiagnostics';
import { duplicateActions } from '../duplicates/duplicateActions';
import { documentLines } from '../duplicates/documentLines';
import { normalUri } from '../duplicates/normalUri';
import type { ServerContext } from '../serverContext';
import { membersOf } from './search';
import { rangeOf } from './similar';
import { textDocumentOf } from './textDocumentOf';

/** Answers `textDocument/codeAction`: what can be done about the duplicates that are named in the lines asked for. */
export async function handleCodeAction(context: ServerContext, params: unknown): Promise<CodeAction[]> {
  const given = membersOf(params);
  const { only, diagnostics } = membersOf(given.context);
  const uri = textDocumentOf(given.textDocument);
  const { start, end } = rangeOf(given.range);
  if (!wants(only)) return [];
  const normal = normalUri(uri);
  const { duplicates, hasCommands } = context;
  const groups = duplicates.groupsIn(uri);
  if (groups.length === 0) return [];
  const document = await documentLines(context.documents, uri);
  return groups.flatMap((group) => {
    const placed = duplicates.place(group);
    if (placed === undefined) return [];
    return placed.copies.flatMap((copy, index) => {
      const { line } = copy.nameRange.start;
      if (copy.uri !== normal || line < start.line || line > end.line) return [];
      const own = diagnosticsOf(diagnostics, group.id);
      return duplicateActions(placed, index, { hasCommands, document, diagnostics: own });
    });
  });
}

/** Whether a client that asks for certain kinds asks for quick fixes. */
function wants(only: unknown): boolean {
  if (!Array.isArray(only)) return true;
  return only.some((kind) => kind === CodeActionKind.Empty || kind === CodeActionKind.QuickFix);
}

/** The client's diagnostics of a group. */
function diagnosticsOf(given: unknown, group: string): Diagnostic[] {
  if (!Array.isArray(given)) return [];
  return (given as unknown[]).filter((entry): entry is Diagnostic => {
    const { source, data } = membersOf(entry);
    return source === DIAGNOSTIC_SOURCE && membersOf(data).group === group;
  });
}
