import { URI } from 'vscode-uri';
import type {
  ExplainFileResult,
  FolderIndexReport,
  SkippedFilesResult,
} from '../../../../protocol/indexMessages';
import { AkinError } from '../../base/errors';
import { formatTime, t } from '../../base/texts';
import type { ServerContext } from '../serverContext';
import { membersOf, pathOf } from './search';

/** Answers `akin/folders`. */
export async function handleFolders({ engine }: ServerContext): Promise<FolderIndexReport[]> {
  const reports = (await engine?.folderReports()) ?? [];
  return reports.map(({ root, status, updatedMs }) => ({
    uri: URI.file(root).toString(),
    status,
    ...(updatedMs !== undefined && { updatedMs, updated: formatTime(updatedMs) }),
  }));
}

/** Answers `akin/skippedFiles`. */
export function handleSkippedFiles({ engine }: ServerContext, params: unknown): SkippedFilesResult {
  const { folder, reason } = membersOf(params);
  if (typeof reason !== 'string')
    throw new AkinError('invalid-request', t('{0} needs a reason.', 'akin/skippedFiles'));
  const files = engine?.skippedFiles(pathOf(folder, 'folder'), reason) ?? [];
  return { uris: files.map((file) => URI.file(file).toString()) };
}

/** Answers `akin/explainFile`. */
export async function handleExplainFile(
  { engine }: ServerContext,
  params: unknown,
): Promise<ExplainFileResult> {
  const file = pathOf(membersOf(params).uri, 'uri');
  const explained = await engine?.explain(file);
  if (explained === undefined)
    return { verdict: 'outside', message: t('{0} is in no folder that Akin indexes.', file) };
  const { rule, ...rest } = explained;
  return rule === undefined
    ? rest
    : { ...rest, rule: { uri: URI.file(rule.file).toString(), line: rule.line } };
}
