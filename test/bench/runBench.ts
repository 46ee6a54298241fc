import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { packageRoot } from '../server/languageServerProcess';
import { ScratchFolder } from '../unit/scratchFolder';

/** Exit codes of every benchmark, as those of the command line. */
const ExitCodes = { failed: 1, badInput: 2, interrupted: 130 } as const;

/** A mistake of the caller's, told in one line; the benchmark ends with 2. */
export class BadInput extends Error {
  override readonly name = 'BadInput';
}

/** Runs a benchmark's main function and sets the exit code of this process: 2 for {@link BadInput}, 1 for any other failure. */
export async function runBench(main: () => Promise<void>): Promise<void> {
  // An orderly exit, so that what was written for the benchmark is removed.
  process.once('SIGINT', () => process.exit(ExitCodes.interrupted));
  try {
    await main();
  } catch (error) {
    const expected = error instanceof BadInput;
    tell(expected ? error.message : String(error instanceof Error ? error.stack : error));
    process.exitCode = expected ? ExitCodes.badInput : ExitCodes.failed;
  }
}

/** Tells on the standard error stream; the other one is for the figures. */
export function tell(text: string): void {
  process.stderr.write(`${text}\n`);
}

/**
 * Builds dist/ unless it is up to date, so that what is measured is what the sources say.
 * @throws {Error} when the build fails
 */
export function ensureBuilt(): void {
  const { status } = spawnSync(process.execPath, [join(packageRoot, 'scripts', 'build.mjs')], {
    cwd: packageRoot,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (status !== 0) throw new Error('The build failed.');
}

/** Lets `use` have a temporary folder and removes it afterwards, also when the process is interrupted. */
export async function withScratch<Result>(use: (scratch: ScratchFolder) => Promise<Result>): Promise<Result> {
  const scratch = new ScratchFolder();
  const remove = (): void => scratch.remove();
  process.once('exit', remove);
  try {
    return await use(scratch);
  } finally {
    process.off('exit', remove);
    remove();
  }
}
