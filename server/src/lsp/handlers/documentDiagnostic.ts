import type { DocumentDiagnosticReport } from 'vscode-languageserver';
import { contentHash } from '../../base/hash';
import { normalUri } from '../duplicates/normalUri';
import type { ServerContext } from '../serverContext';
import { membersOf } from './search';
import { textDocumentOf } from './textDocumentOf';

/** Answers `textDocument/diagnostic`; in short where the client has the same already. */
export function handleDocumentDiagnostic(context: ServerContext, params: unknown): DocumentDiagnosticReport {
  const { textDocument, previousResultId } = membersOf(params);
  const items = context.duplicates.document(normalUri(textDocumentOf(textDocument)));
  const resultId = contentHash(JSON.stringify(items));
  if (resultId === previousResultId) return { kind: 'unchanged', resultId };
  return { kind: 'full', resultId, items };
}
