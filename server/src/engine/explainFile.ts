import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import type { FileRecord } from '../store/chunkStore';
import { SkipReasons } from '../workspace/skipReason';
import type { EngineSettings, EngineState } from './engineTypes';
import { ignoredBy, type IgnoreSource } from './ignoredBy';

/** How a file stands with the index. */
export interface FileExplanation {
  /**
   * `indexed`, `waiting` to be read, left out by a rule (`ignored`) or for what it is (`skipped`), a `folder`, not there (`missing`), or in
   * no indexed folder (`outside`).
   */
  verdict: 'indexed' | 'waiting' | 'ignored' | 'skipped' | 'folder' | 'missing' | 'outside';
  /** What a person is told: the fact, and what to do about it. */
  message: string;
  /** Where the rule stands, if a file holds it: absolute path and line from 1. */
  rule?: { file: string; line: number };
  chunks?: number;
}

/** A folder as far as the explanation depends on it. */
export interface ExplainedFolder {
  root: string;
  settings: Pick<EngineSettings, 'exclude' | 'maxFileBytes'>;
  record(path: string): FileRecord | undefined;
  paths(): Iterable<string>;
  status(): { state: EngineState };
}

/**
 * Says why a path is in the index, or why not.
 * @param path relative to the folder, with `/`
 */
export async function explainFile(folder: ExplainedFolder, path: string): Promise<FileExplanation> {
  const stats = await lstat(join(folder.root, path)).catch(() => undefined);
  if (stats === undefined) return { verdict: 'missing', message: `${path} is not on the disk.` };
  const source = await ignoredBy(
    folder.root,
    stats.isDirectory() ? `${path}/` : path,
    folder.settings.exclude,
  );
  if (source !== undefined) return ignored(folder.root, path, source);
  if (stats.isDirectory()) return aboutFolder(folder, path);
  const record = folder.record(path);
  if (record === undefined) return withoutRecord(folder, path, stats.isSymbolicLink());
  if (record.skipped !== '') return skipped(folder, record);
  const chunks = record.chunks === 1 ? '1 chunk' : `${record.chunks} chunks`;
  const vectors = record.embedded ? '' : ' It is found by its words; its vectors are still to come.';
  return {
    verdict: 'indexed',
    message: `${path} is indexed, in ${chunks}.${vectors}`,
    chunks: record.chunks,
  };
}

function ignored(root: string, path: string, source: IgnoreSource): FileExplanation {
  const not = `${path} is not indexed:`;
  switch (source.kind) {
    case 'setting':
      return {
        verdict: 'ignored',
        message: `${not} “${source.glob}” in akin.index.exclude or files.exclude leaves it out.`,
      };
    case 'builtIn':
      return {
        verdict: 'ignored',
        message: `${not} “${source.pattern}” is always left out. An .akinignore with “!${source.pattern}” brings it back.`,
      };
    case 'file':
      return {
        verdict: 'ignored',
        message: `${not} “${source.pattern}” in ${source.file}, line ${source.line}, leaves it out.`,
        rule: { file: join(root, source.file), line: source.line },
      };
  }
}

function aboutFolder(folder: ExplainedFolder, path: string): FileExplanation {
  let below = 0;
  for (const other of folder.paths()) if (other.startsWith(`${path}/`)) below++;
  const files = below === 1 ? '1 file' : `${below} files`;
  return { verdict: 'folder', message: `The index knows ${files} in ${path}.` };
}

function withoutRecord(folder: ExplainedFolder, path: string, isLink: boolean): FileExplanation {
  if (isLink)
    return {
      verdict: 'skipped',
      message: `${path} is a link. What it names is indexed at its own place, and links out of the folder once.`,
    };
  const { state } = folder.status();
  const message =
    state === 'paused'
      ? `${path} is not indexed yet: indexing is paused.`
      : state === 'error'
        ? `${path} is not indexed: indexing has stopped. The log says why.`
        : `${path} is not indexed yet; it is read in a moment.`;
  return { verdict: 'waiting', message };
}

/** What can be done about each reason. */
function skipped(
  { settings }: ExplainedFolder,
  { path, skipped: reason, sizeBytes }: FileRecord,
): FileExplanation {
  const kib = (bytes: number): string => `${Math.ceil(bytes / 1024)} KiB`;
  const advice: Partial<Record<string, string>> = {
    [SkipReasons.tooLarge]: `It has ${kib(sizeBytes)}, and akin.index.maxFileSizeKiB allows ${kib(settings.maxFileBytes)}.`,
    [SkipReasons.binary]: 'It is no text.',
    [SkipReasons.minified]: 'Its lines are as long as a machine writes them.',
    [SkipReasons.generated]: 'A comment at its top says that a program wrote it.',
    [SkipReasons.unreadable]: 'It cannot be opened; its permissions may forbid it.',
    [SkipReasons.notAFile]: 'It is a pipe, a socket or a device.',
    [SkipReasons.empty]: 'There is nothing in it.',
    [SkipReasons.failed]:
      'It made a worker fail twice. Rebuilding the index tries again; the log says what happened.',
  };
  return {
    verdict: 'skipped',
    message: `${path} is not indexed: ${reason}. ${advice[reason] ?? ''}`.trim(),
  };
}
