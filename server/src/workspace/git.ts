import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { AkinError } from '../base/errors';

/** How a run of git ended. */
export interface GitOutput {
  /** What it printed, as far as it came. */
  stdout: Buffer;
  /** Its exit code; undefined when it is missing or was stopped for its time or for the length of its answer. */
  code: number | undefined;
}

export interface GitLimits {
  timeoutMs: number;
  maxBytes: number;
}

/**
 * Keeps git from starting other programs and from the network, whatever the repository's own settings say: a folder
 * that was only opened must not run what it brings along.
 */
const QUIET = [
  ['core.fsmonitor', 'false'],
  ['core.hooksPath', '/dev/null'],
  ['core.pager', 'cat'],
  ['log.showSignature', 'false'],
  ['log.follow', 'false'],
  ['log.showRoot', 'true'],
  ['protocol.allow', 'never'],
  ['maintenance.auto', 'false'],
  ['gc.auto', '0'],
].flatMap(([key, value]) => ['-c', `${key ?? ''}=${value ?? ''}`]);

/**
 * Runs git in a folder, for reading only: it takes no locks, asks nothing, and starts no program.
 * @throws {AkinError} `aborted` on the signal
 */
export function runGit(
  folder: string,
  args: readonly string[],
  { timeoutMs, maxBytes }: GitLimits,
  signal: AbortSignal,
): Promise<GitOutput> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) {
      reject(aborted());
      return;
    }
    const child = spawn('git', ['--no-pager', '--no-optional-locks', ...QUIET, '-C', folder, ...args], {
      // Windows looks for programs in the working folder first, so that is none of the user's.
      cwd: tmpdir(),
      env: gitEnvironment(),
      stdio: ['ignore', 'pipe', 'ignore'],
      windowsHide: true,
    });
    const chunks: Buffer[] = [];
    let bytes = 0;
    const stop = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', abort);
      // The pipe may be held by a grandchild, which nobody waits for.
      child.stdout.destroy();
      child.kill('SIGKILL');
    };
    const end = (code?: number): void => {
      stop();
      resolve({ stdout: Buffer.concat(chunks), code });
    };
    const abort = (): void => {
      stop();
      reject(aborted());
    };
    const timer = setTimeout(() => end(), timeoutMs);
    signal.addEventListener('abort', abort, { once: true });
    child.once('error', () => end());
    child.once('close', (code) => end(code ?? undefined));
    child.stdout.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      bytes += chunk.length;
      if (bytes > maxBytes) end();
    });
  });
}

/** The environment without what names another repository, as a hook or a shell may have set it. */
function gitEnvironment(): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => !name.toUpperCase().startsWith('GIT_'));
  return {
    ...Object.fromEntries(inherited),
    LC_ALL: 'C',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_TERMINAL_PROMPT: '0',
    GIT_NO_LAZY_FETCH: '1',
  };
}

function aborted(): AkinError {
  return new AkinError('aborted', 'The work was cancelled.');
}
