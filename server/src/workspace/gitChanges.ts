import { execFile } from 'node:child_process';
import { AkinError } from '../base/errors';
import { t } from '../base/texts';

/** Names of the branch that others start from, the surest first. */
const TRUNKS = ['origin/HEAD', 'upstream/HEAD', 'origin/main', 'origin/master', 'main', 'master'];

/** Git answers within milliseconds; on a network drive it may take seconds. */
const GIT_TIMEOUT_MS = 15_000;

/** Names of half a million files; a branch that changes more is no branch to search in. */
const MAX_OUTPUT_BYTES = 32 * 1024 * 1024;

/** A repository may name programs to run; nothing that is asked here needs them. */
const NO_PROGRAMS = ['-c', 'core.fsmonitor=false', '-c', 'core.hooksPath=', '-c', 'diff.external='];

/**
 * The files of a folder that differ from where its branch began, uncommitted and new ones included: from the merge base with the
 * trunk, on the trunk itself with its upstream, and without either from the last commit.
 * @returns paths relative to the folder, with `/`
 * @throws {AkinError} `no-repository` when the folder is no git repository with a commit, `aborted` on the signal
 */
export async function changedFiles(folder: string, signal: AbortSignal): Promise<string[]> {
  const git = (...args: string[]): Promise<string | undefined> => runGit(folder, args, signal);
  const head = await git('rev-parse', '--verify', '--quiet', 'HEAD');
  if (head === undefined)
    throw new AkinError('no-repository', t('It needs a git repository with at least one commit.'));
  const base = (await branchPoint(git, head.trim())) ?? 'HEAD';
  const [changed, added] = await Promise.all([
    git('diff', '--name-only', '--relative', '--no-ext-diff', '--no-textconv', '-z', base, '--'),
    git('ls-files', '--others', '--exclude-standard', '-z'),
  ]);
  if (changed === undefined || added === undefined)
    throw new AkinError('no-repository', t('Git does not tell what was changed here.'));
  return [...new Set(`${changed}${added}`.split('\0').filter((path) => path !== ''))];
}

/** The commit that the branch began at, unless nothing tells. */
async function branchPoint(
  git: (...args: string[]) => Promise<string | undefined>,
  head: string,
): Promise<string | undefined> {
  for (const other of [...TRUNKS, '@{upstream}']) {
    const commit = (await git('rev-parse', '--verify', '--quiet', `${other}^{commit}`))?.trim();
    // The trunk itself has not left anything: its upstream may tell what was not pushed yet.
    if (commit === undefined || commit === head) continue;
    const base = (await git('merge-base', head, commit))?.trim();
    if (base !== undefined && base !== '') return base;
  }
  return undefined;
}

/** What git prints, or undefined when it fails or is not there. */
function runGit(folder: string, args: readonly string[], signal: AbortSignal): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    execFile(
      'git',
      [...NO_PROGRAMS, ...args],
      {
        cwd: folder,
        signal,
        timeout: GIT_TIMEOUT_MS,
        maxBuffer: MAX_OUTPUT_BYTES,
        windowsHide: true,
        env: { ...process.env, GIT_OPTIONAL_LOCKS: '0', GIT_TERMINAL_PROMPT: '0' },
      },
      (error, stdout) => {
        if (error === null) resolve(stdout);
        else if (signal.aborted) reject(new AkinError('aborted', 'The work was cancelled.'));
        else resolve(undefined);
      },
    );
  });
}
