import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { throwIfAborted } from '../base/errors';
import { type GitLimits, runGit } from './git';

/** Time and length that each question to git may take: the answer only orders work, which goes on without it. */
const LIMITS: GitLimits = { timeoutMs: 3_000, maxBytes: 4 * 1024 * 1024 };

/** Commits looked back on: some days' work, whoever's. */
const COMMITS = 50;

/** Uncommitted files whose time of change is asked for; more than this is a generated tree and no work of a person. */
const MAX_UNCOMMITTED = 2_000;

/**
 * The files that were changed lately as git knows them: first those that are not committed, by their time of change,
 * then those of the last commits. Files that are gone are not among them.
 * @param root absolute path of a folder that is a repository, a part of one, or a worktree of one
 * @param limit most files to answer
 * @returns paths relative to `root` with `/`, the latest first and each once; none without git, outside of a
 * repository, or where git does not trust the folder
 * @throws {import('../base/errors').AkinError} `aborted` on the signal
 */
export async function recentFiles(
  root: string,
  signal: AbortSignal,
  limit: number,
  limits: GitLimits = LIMITS,
): Promise<string[]> {
  const prefix = await prefixOf(root, limits, signal);
  if (prefix === undefined) return [];
  const [changed, committed] = await Promise.all([
    uncommitted(root, prefix, limits, signal),
    lastCommitted(root, limits, signal),
  ]);
  const latest = await existing(root, changed.slice(0, MAX_UNCOMMITTED));
  throwIfAborted(signal);
  const names = new Set([...latest.sort((a, b) => b.mtimeMs - a.mtimeMs).map(({ path }) => path)]);
  const older = committed.filter((path) => !names.has(path)).slice(0, MAX_UNCOMMITTED);
  for (const { path } of await existing(root, older)) names.add(path);
  throwIfAborted(signal);
  return [...names].slice(0, limit);
}

/** What `git config` ends with when nothing fits. */
const NO_SUCH_SETTING = 1;

/** Where the folder stands in its repository: empty at the top, else with a `/` at its end. */
async function prefixOf(root: string, limits: GitLimits, signal: AbortSignal): Promise<string | undefined> {
  const { stdout, code } = await runGit(root, ['rev-parse', '--show-prefix'], limits, signal);
  return code === 0 ? stdout.toString('utf8').replace(/\n$/, '') : undefined;
}

/**
 * Settings that turn off every filter of the repository (git-lfs is one): to see whether a file differs, git would run
 * it through the program that they name.
 * @returns undefined when that cannot be done
 */
async function filtersOff(
  root: string,
  limits: GitLimits,
  signal: AbortSignal,
): Promise<string[] | undefined> {
  const args = ['config', '--null', '--name-only', '--get-regexp', '^filter\\.'];
  const { stdout, code } = await runGit(root, args, limits, signal);
  if (code === NO_SUCH_SETTING) return [];
  const names = new Set(splitAtNul(stdout).map((key) => key.slice(0, key.lastIndexOf('.'))));
  // On a command line a key ends at the first of these.
  if (code !== 0 || [...names].some((name) => name.includes('='))) return undefined;
  return [...names].flatMap((name) =>
    [`${name}.clean=`, `${name}.process=`, `${name}.required=false`].flatMap((setting) => ['-c', setting]),
  );
}

async function uncommitted(
  root: string,
  prefix: string,
  limits: GitLimits,
  signal: AbortSignal,
): Promise<string[]> {
  const filters = await filtersOff(root, limits, signal);
  if (filters === undefined) return [];
  const args = [
    ...filters,
    'status',
    '--porcelain=v1',
    '-z',
    '--untracked-files=all',
    '--ignore-submodules=all',
  ];
  const { stdout } = await runGit(root, [...args, '--no-renames', '--', '.'], limits, signal);
  return (
    splitAtNul(stdout)
      // Two letters of state and a space; paths count from the top of the repository.
      .map((entry) => entry.slice(3))
      .filter((path) => path.startsWith(prefix))
      .map((path) => path.slice(prefix.length))
  );
}

/** Also what came of an answer that was too long or took too long: its beginning is the latest. */
async function lastCommitted(root: string, limits: GitLimits, signal: AbortSignal): Promise<string[]> {
  const what = ['--name-only', '-z', '--format=', '--no-renames', '--no-ext-diff', '--diff-filter=d'];
  const where = ['--relative', '--ignore-submodules=all', '--', '.'];
  const { stdout } = await runGit(root, ['log', `-n${COMMITS}`, ...what, ...where], limits, signal);
  return [...new Set(splitAtNul(stdout))];
}

/** The texts that end with a NUL; one that was cut off is none. */
function splitAtNul(bytes: Buffer): string[] {
  return bytes
    .toString('utf8')
    .split('\0')
    .slice(0, -1)
    .filter((text) => text !== '');
}

/** The paths that are files, with their time of change. */
async function existing(
  root: string,
  paths: readonly string[],
): Promise<{ path: string; mtimeMs: number }[]> {
  const found = await Promise.all(
    paths.map(async (path) => {
      try {
        const stats = await stat(join(root, path));
        return stats.isFile() ? [{ path, mtimeMs: stats.mtimeMs }] : [];
      } catch {
        return [];
      }
    }),
  );
  return found.flat();
}
