import type { DegradedBy, EngineState, EngineStatus } from './engineTypes';

/** States by how much a person should know of them; the first that any folder has stands for all. */
const BY_URGENCY: readonly EngineState[] = ['error', 'starting', 'indexing', 'paused', 'degraded', 'ready'];

/** What limits most first. */
const CAUSES: readonly DegradedBy[] = ['model', 'memory', 'store'];

/** One status for all folders: sums, the most urgent state and cause, each message once. */
export function aggregateStatus(folders: readonly EngineStatus[], empty: EngineStatus): EngineStatus {
  const [first] = folders;
  if (first === undefined) return empty;
  if (folders.length === 1) return first;
  const leading = folders.reduce((a, b) =>
    BY_URGENCY.indexOf(b.state) < BY_URGENCY.indexOf(a.state) ? b : a,
  );
  const status: EngineStatus = {
    ...leading,
    filesDone: sum(folders, 'filesDone'),
    filesTotal: sum(folders, 'filesTotal'),
    chunks: sum(folders, 'chunks'),
    updates: sum(folders, 'updates'),
    storeBytes: sum(folders, 'storeBytes'),
    skipped: sumByReason(folders),
  };
  const messages = new Set(folders.map(({ message }) => message).filter((message) => message !== undefined));
  if (messages.size > 0) status.message = [...messages].join(' ');
  const cause = CAUSES.find((each) => folders.some(({ degradedBy }) => degradedBy === each));
  if (cause !== undefined) status.degradedBy = cause;
  return status;
}

function sum(
  folders: readonly EngineStatus[],
  key: 'filesDone' | 'filesTotal' | 'chunks' | 'updates' | 'storeBytes',
): number {
  return folders.reduce((total, folder) => total + folder[key], 0);
}

function sumByReason(folders: readonly EngineStatus[]): Record<string, number> {
  const totals: Record<string, number> = {};
  for (const { skipped } of folders)
    for (const [reason, count] of Object.entries(skipped)) totals[reason] = (totals[reason] ?? 0) + count;
  return totals;
}
