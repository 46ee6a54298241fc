import type { EngineStatus, RunCounts } from '../../engine/engineTypes';
import type { FolderIndex } from '../../engine/folderIndex';
import { formatBytes, formatCount, writeJson, writeLine } from '../output';
import { ProgressBar } from '../progressBar';
import { type Session, type SessionOptions, withSession } from '../session';
import { UsageError } from '../usageError';
import { StatusBell, watchChanges } from '../watchChanges';

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

export interface IndexOptions extends SessionOptions {
  json?: boolean;
  /** Go on for as long as files change. */
  watch?: boolean;
}

/** Brings the index of a folder up to date, and keeps it so when asked to. */
export async function runIndex(folder: string, options: IndexOptions): Promise<void> {
  const started = performance.now();
  const bar = new ProgressBar(options.json !== true);
  const bell = new StatusBell();
  const { index, status, counts } = await withSession(
    folder,
    options,
    false,
    async (session) => {
      await waitForIndex(session);
      if (options.watch === true) {
        bar.stop();
        await keepUpToDate(session, bell, options, secondsSince(started));
      }
      return { index: session.folder, status: session.folder.status(), counts: session.folder.counts };
    },
    (engine) => {
      bell.ring();
      bar.update(() => engine.status());
    },
  );
  bar.stop();
  if (status.state === 'error') throw new UsageError(status.message ?? 'Indexing stopped.');
  warnWhenDegraded(status);
  // Closing has dropped what only a running engine needs, so that the size is read after it.
  print(reportOf(index, status, counts, secondsSince(started)), options);
}

/** Tells what is indexed, then each change of it, until the command is interrupted. */
async function keepUpToDate(
  session: Session,
  bell: StatusBell,
  options: IndexOptions,
  seconds: number,
): Promise<void> {
  const { folder } = session;
  let told = reportOf(folder, folder.status(), folder.counts, seconds);
  warnWhenDegraded(folder.status());
  print(told, options);
  let { embedded, removed } = folder.counts;
  await watchChanges(session, bell, (took) => {
    const { counts } = folder;
    const done = { embedded: counts.embedded - embedded, removed: counts.removed - removed };
    const report = reportOf(folder, folder.status(), done, Math.round(took * 1000) / 1000);
    const isNews =
      done.embedded + done.removed > 0 || report.files !== told.files || report.chunks !== told.chunks;
    if (isNews) print(report, options);
    told = report;
    ({ embedded, removed } = counts);
    return Promise.resolve();
  });
}

function reportOf(
  index: FolderIndex,
  status: EngineStatus,
  { embedded, removed }: RunCounts,
  seconds: number,
): IndexReport {
  const { chunks, skipped, model } = status;
  const { indexedFiles: files, bytesOnDisk: storeBytes } = index;
  return { files, chunks, embedded, removed, skipped, seconds, storeBytes, model };
}

function secondsSince(startedMs: number): number {
  return Math.round(performance.now() - startedMs) / 1000;
}

function print(report: IndexReport, { json }: IndexOptions): void {
  if (json === true) writeJson(report);
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
