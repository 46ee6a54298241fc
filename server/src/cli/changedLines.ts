import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { messageOf } from '../base/errors';
import type { DuplicateMember } from '../duplicates/duplicateGroup';
import { UsageError } from './usageError';

const run = promisify(execFile);

/** A diff of a whole repository; longer ones are no review. */
const MAX_DIFF_BYTES = 512 * 2 ** 20;

/** Lines, from 1, both inclusive. */
interface Span {
  from: number;
  to: number;
}

/** What differs from a revision: by path, relative to the folder, the lines that are new; `all` for a new file. */
export type ChangedLines = ReadonlyMap<string, readonly Span[] | 'all'>;

/**
 * Asks git what is new in a folder since a revision, files that git does not know yet among it.
 * @throws {UsageError} when the folder is in no repository or the revision is unknown
 */
export async function changedSince(folder: string, revision: string): Promise<ChangedLines> {
  const git = async (...args: string[]): Promise<string> => {
    const options = { cwd: folder, maxBuffer: MAX_DIFF_BYTES };
    return (await run('git', ['-c', 'core.quotePath=false', ...args], options)).stdout;
  };
  try {
    await git('rev-parse', '--verify', '--end-of-options', `${revision}^{commit}`);
  } catch {
    throw new UsageError(`git knows no revision ${revision} in ${folder}.`);
  }
  try {
    const diff = await git(
      'diff',
      '--relative',
      '--no-color',
      '--no-ext-diff',
      '--no-prefix',
      '-U0',
      revision,
      '--',
    );
    const untracked = await git('ls-files', '--others', '--exclude-standard', '-z');
    const changed = new Map<string, Span[] | 'all'>(readDiff(diff));
    for (const path of untracked.split('\0')) if (path !== '') changed.set(path, 'all');
    return changed;
  } catch (error) {
    throw new UsageError(`git cannot tell what has changed since ${revision}: ${messageOf(error)}`);
  }
}

/** The new lines of each file of a diff without context. */
export function readDiff(diff: string): Map<string, Span[]> {
  const changed = new Map<string, Span[]>();
  let spans: Span[] = [];
  for (const line of diff.split('\n')) {
    if (line.startsWith('+++ ')) {
      spans = [];
      const path = line.slice(4).replace(/\t$/, '');
      if (path !== '/dev/null') changed.set(path, spans);
      continue;
    }
    const hunk = /^@@ -\S+ \+(\d+)(?:,(\d+))? @@/.exec(line);
    if (hunk === null) continue;
    const from = Number(hunk[1]);
    const count = hunk[2] === undefined ? 1 : Number(hunk[2]);
    // What was only taken away stands between two lines.
    spans.push({ from, to: Math.max(from, from + count - 1) });
  }
  return changed;
}

/** Whether a copy has lines that are new. */
export function isChanged(changed: ChangedLines, { path, startLine, endLine }: DuplicateMember): boolean {
  const spans = changed.get(path);
  if (spans === undefined || spans === 'all') return spans === 'all';
  return spans.some(({ from, to }) => from <= endLine && to >= startLine);
}
