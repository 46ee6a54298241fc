/** The rows of the index view; text alone, so that they are tested without an editor. */
import type { FolderIndexReport } from '../../../../protocol/indexMessages';
import { t } from '../../localise';
import { formatBytes, formatCount, plural } from '../numbers';
import { describeState } from '../statusText';

/** A row. `skippedFor` and `file` have rows below them or are files themselves. */
export interface IndexNode {
  kind: 'folder' | 'fact' | 'skipped' | 'reason' | 'file';
  id: string;
  label: string;
  description?: string;
  /** A codicon. */
  icon: string;
  /** URI of the workspace folder that it belongs to. */
  folder: string;
  /** Of a `reason`. */
  reason?: string;
  /** URI of a `file`. */
  file?: string;
  children?: IndexNode[];
  /** Shown open. */
  expanded?: boolean;
}

/** One row for each folder, with what is known of its index below. */
export function indexNodes(
  reports: readonly FolderIndexReport[],
  nameOf: (uri: string) => string,
): IndexNode[] {
  return reports.map((report) => folderNode(report, nameOf(report.uri)));
}

function folderNode({ uri, status, updated }: FolderIndexReport, name: string): IndexNode {
  const { summary, problem, severity } = describeState({ kind: 'running', status });
  const fact = (key: string, label: string, description: string, icon: string): IndexNode => ({
    kind: 'fact',
    id: `${uri}#${key}`,
    label,
    description,
    icon,
    folder: uri,
  });
  const children: IndexNode[] = [];
  if (problem !== undefined) children.push(fact('problem', t('Problem'), problem, 'warning'));
  const { filesDone, filesTotal, chunks, storeBytes, model } = status;
  const files =
    filesDone === filesTotal
      ? formatCount(filesTotal)
      : t('{0} of {1}', formatCount(filesDone), formatCount(filesTotal));
  children.push(
    fact('files', t('Files'), files, 'files'),
    fact('chunks', t('Chunks'), formatCount(chunks), 'symbol-snippet'),
    fact('bytes', t('On Disk'), formatBytes(storeBytes), 'database'),
    fact('updated', t('Last Update'), updated ?? t('never'), 'clock'),
    fact(
      'model',
      t('Model'),
      model === '' ? t('none') : model.replace(/(?<=.)@[^@/\\]*$/, ''),
      'circuit-board',
    ),
    skippedNode(uri, status.skipped),
  );
  return {
    kind: 'folder',
    id: uri,
    label: name,
    description: summary,
    icon: severity === 'normal' ? 'root-folder' : severity,
    folder: uri,
    children,
    expanded: true,
  };
}

function skippedNode(uri: string, skipped: Record<string, number>): IndexNode {
  const reasons = Object.entries(skipped)
    .filter(([, count]) => count > 0)
    .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  const total = reasons.reduce((sum, [, count]) => sum + count, 0);
  return {
    kind: 'skipped',
    id: `${uri}#skipped`,
    label: t('Skipped'),
    description: plural(total, 'file'),
    icon: 'debug-step-over',
    folder: uri,
    children: reasons.map(([reason, count]) => ({
      kind: 'reason',
      id: `${uri}#skipped/${reason}`,
      label: t(reason),
      description: formatCount(count),
      icon: 'circle-slash',
      folder: uri,
      reason,
    })),
  };
}

/** The files below a reason. */
export function fileNodes(
  parent: IndexNode,
  uris: readonly string[],
  pathOf: (uri: string) => string,
): IndexNode[] {
  return uris.map((uri) => ({
    kind: 'file',
    id: `${parent.id}/${uri}`,
    label: pathOf(uri),
    icon: 'file',
    folder: parent.folder,
    file: uri,
  }));
}
