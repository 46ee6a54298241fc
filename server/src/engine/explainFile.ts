import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import { formatCount, t } from '../base/texts';
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
  if (stats === undefined) return { verdict: 'missing', message: t('{0} is not on the disk.', path) };
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
  const chunks = record.chunks === 1 ? t('{0} chunk', 1) : t('{0} chunks', formatCount(record.chunks));
  const vectors = record.embedded ? [] : [t('It is found by its words; its vectors are still to come.')];
  return {
    verdict: 'indexed',
    message: [t('{0} is indexed, in {1}.', path, chunks), ...vectors].join(' '),
    chunks: record.chunks,
  };
}

function ignored(root: string, path: string, source: IgnoreSource): FileExplanation {
  switch (source.kind) {
    case 'setting':
      return {
        verdict: 'ignored',
        message: t(
          '{0} is not indexed: “{1}” in akin.index.exclude or files.exclude leaves it out.',
          path,
          source.glob,
        ),
      };
    case 'builtIn':
      return {
        verdict: 'ignored',
        message: t(
          '{0} is not indexed: “{1}” is always left out. An .akinignore with “!{1}” brings it back.',
          path,
          source.pattern,
        ),
      };
    case 'file':
      return {
        verdict: 'ignored',
        message: t(
          '{0} is not indexed: “{1}” in {2}, line {3}, leaves it out.',
          path,
          source.pattern,
          source.file,
          source.line,
        ),
        rule: { file: join(root, source.file), line: source.line },
      };
  }
}

function aboutFolder(folder: ExplainedFolder, path: string): FileExplanation {
  let below = 0;
  for (const other of folder.paths()) if (other.startsWith(`${path}/`)) below++;
  const files = below === 1 ? t('{0} file', 1) : t('{0} files', formatCount(below));
  return { verdict: 'folder', message: t('The index knows {0} in {1}.', files, path) };
}

function withoutRecord(folder: ExplainedFolder, path: string, isLink: boolean): FileExplanation {
  if (isLink)
    return {
      verdict: 'skipped',
      message: t(
        '{0} is a link. What it names is indexed at its own place, and links out of the folder once.',
        path,
      ),
    };
  const { state } = folder.status();
  const message =
    state === 'paused'
      ? t('{0} is not indexed yet: indexing is paused.', path)
      : state === 'error'
        ? t('{0} is not indexed: indexing has stopped. The log says why.', path)
        : t('{0} is not indexed yet; it is read in a moment.', path);
  return { verdict: 'waiting', message };
}

/** What can be done about each reason. */
function skipped(
  { settings }: ExplainedFolder,
  { path, skipped: reason, sizeBytes }: FileRecord,
): FileExplanation {
  const kib = (bytes: number): string => `${Math.ceil(bytes / 1024)} KiB`;
  const advice: Partial<Record<string, string>> = {
    [SkipReasons.tooLarge]: t(
      'It has {0}, and akin.index.maxFileSizeKiB allows {1}.',
      kib(sizeBytes),
      kib(settings.maxFileBytes),
    ),
    [SkipReasons.binary]: t('It is no text.'),
    [SkipReasons.minified]: t('Its lines are as long as a machine writes them.'),
    [SkipReasons.generated]: t('A comment at its top says that a program wrote it.'),
    [SkipReasons.unreadable]: t('It cannot be opened; its permissions may forbid it.'),
    [SkipReasons.notAFile]: t('It is a pipe, a socket or a device.'),
    [SkipReasons.empty]: t('There is nothing in it.'),
    [SkipReasons.failed]: t(
      'It made a worker fail twice. Rebuilding the index tries again; the log says what happened.',
    ),
  };
  return {
    verdict: 'skipped',
    message: `${t('{0} is not indexed: {1}.', path, t(reason))} ${advice[reason] ?? ''}`.trim(),
  };
}
