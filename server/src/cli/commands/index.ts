import type { EngineStatus } from '../../engine/engineTypes';
import { formatBytes, formatCount, writeJson, writeLine } from '../output';
import { ProgressBar } from '../progressBar';
import { type Session, type SessionOptions, withSession } from '../session';
import { UsageError } from '../usageError';

/** What `akin index --json` prints. */
export interface IndexReport {
  /** Files in the index; those that are skipped do not count. */
  files: number;
  chunks: number;
  /** Chunks embedded in this run. */
  embedded: number;
  /** Files that had been indexed and are gone. */
  removed: number;
  skipped: Record<string, number>;
  seconds: number;
  storeBytes: number;
  model: string;
}

/** Brings the index of a folder up to date. */
export async function runIndex(folder: string, options: SessionOptions & { json?: boolean }): Promise<void> {
  const started = performance.now();
  const bar = new ProgressBar(options.json !== true);
  const { index, status, counts } = await withSession(
    folder,
    options,
    false,
    async (session) => {
      await waitForIndex(session);
      return { index: session.folder, status: session.folder.status(), counts: session.folder.counts };
    },
    (engine) => bar.update(() => engine.status()),
  );
  bar.stop();
  if (status.state === 'error') throw new UsageError(status.message ?? 'Indexing stopped.');
  const report: IndexReport = {
    files: index.indexedFiles,
    chunks: status.chunks,
    ...counts,
    skipped: status.skipped,
    seconds: Math.round(performance.now() - started) / 1000,
    // Closing has dropped what only a running engine needs.
    storeBytes: index.bytesOnDisk,
    model: status.model,
  };
  warnWhenDegraded(status);
  if (options.json === true) writeJson(report);
  else writeLine(describe(report));
}

/**
 * Waits until the index is up to date.
 * @throws {UsageError} when it cannot be for want of memory; what is stored by then stays
 */
export function waitForIndex({ engine, folder }: Session): Promise<void> {
  return new Promise((resolve, reject) => {
    engine.pacing.whenStopped((message) => reject(new UsageError(message)));
    void folder.whenIdle().then(resolve);
  });
}

/** Says on the standard error stream what does not work as it should. */
export function warnWhenDegraded({ message }: EngineStatus): void {
  if (message !== undefined) process.stderr.write(`akin: ${message}\n`);
}

function describe(report: IndexReport): string {
  const lines = [
    `${formatCount(report.files, 'file')}, ${formatCount(report.chunks, 'chunk')}: ` +
      `${formatCount(report.embedded, 'chunk')} embedded and ${formatCount(report.removed, 'file')} removed ` +
      `in ${report.seconds.toFixed(1)} s; the index takes ${formatBytes(report.storeBytes)}.`,
  ];
  const skipped = Object.entries(report.skipped).map(([reason, count]) => `${count} ${reason}`);
  if (skipped.length > 0) lines.push(`Skipped: ${skipped.join(', ')}.`);
  return lines.join('\n');
}
