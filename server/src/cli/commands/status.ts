import type { EngineStatus } from '../../engine/engineTypes';
import { formatBytes, formatCount, writeJson, writeLine } from '../output';
import { type SessionOptions, withSession } from '../session';

/** Tells the state of a folder's index without changing it. */
export async function runStatus(folder: string, options: SessionOptions & { json?: boolean }): Promise<void> {
  const status = await withSession(folder, options, true, async ({ folder: index }) => {
    await index.whenScanned();
    return atRest(index.status());
  });
  if (options.json === true) writeJson(status);
  else writeLine(describe(status));
}

/** The command does not index, so that what is shown as paused is up to date or waits for `akin index`. */
export function atRest(status: EngineStatus): EngineStatus {
  if (status.state !== 'paused') return status;
  const waiting = status.filesTotal - status.filesDone;
  if (waiting === 0)
    return { ...status, state: status.degradedBy === undefined ? 'ready' : 'degraded', stage: 'Up to date' };
  const message = `${formatCount(waiting, 'file')} to index; run akin index.`;
  return { ...status, stage: 'Out of date', message: [message, status.message].filter(Boolean).join(' ') };
}

function describe(status: EngineStatus): string {
  const lines = [
    `${status.stage}: ${formatCount(status.filesDone, 'file')}, ${formatCount(status.chunks, 'chunk')}, ${formatBytes(status.storeBytes)}`,
    `Model: ${status.model === '' ? 'none' : status.model}`,
  ];
  for (const [reason, count] of Object.entries(status.skipped)) lines.push(`Skipped, ${reason}: ${count}`);
  if (status.message !== undefined) lines.push(status.message);
  return lines.join('\n');
}
