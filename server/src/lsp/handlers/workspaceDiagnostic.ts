import type {
  Diagnostic,
  WorkspaceDiagnosticReport,
  WorkspaceFullDocumentDiagnosticReport,
} from 'vscode-languageserver';
import { contentHash } from '../../base/hash';
import type { ServerContext } from '../serverContext';
import { membersOf } from './search';

/** Of a document without diagnostics. */
const NOTHING = 'nothing';

/**
 * Answers `workspace/diagnostic` with what differs from what the client has; as long as nothing does, the answer
 * waits, since the client asks again right after it.
 */
export async function handleWorkspaceDiagnostic(
  { duplicates, news }: ServerContext,
  params: unknown,
  signal: AbortSignal,
): Promise<WorkspaceDiagnosticReport> {
  const known = knownResults(membersOf(params).previousResultIds);
  for (;;) {
    const seen = news.current;
    const items = differences(duplicates.workspace(), known);
    if (items.length > 0 || !(await news.next(seen, signal))) return { items };
  }
}

function differences(
  now: ReadonlyMap<string, Diagnostic[]>,
  known: ReadonlyMap<string, string>,
): WorkspaceFullDocumentDiagnosticReport[] {
  const items: WorkspaceFullDocumentDiagnosticReport[] = [];
  for (const [uri, diagnostics] of now) {
    const resultId = contentHash(JSON.stringify(diagnostics));
    if (known.get(uri) !== resultId)
      items.push({ kind: 'full', uri, version: null, resultId, items: diagnostics });
  }
  for (const [uri, resultId] of known)
    if (!now.has(uri) && resultId !== NOTHING)
      items.push({ kind: 'full', uri, version: null, resultId: NOTHING, items: [] });
  return items;
}

function knownResults(given: unknown): Map<string, string> {
  const known = new Map<string, string>();
  if (!Array.isArray(given)) return known;
  for (const entry of given) {
    const { uri, value } = membersOf(entry);
    if (typeof uri === 'string' && typeof value === 'string') known.set(uri, value);
  }
  return known;
}
