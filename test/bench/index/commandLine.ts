import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { IndexReport } from '../../../server/src/cli/commands/index';
import { packageRoot } from '../../server/languageServerProcess';
import type { ParseAlone } from './parseAlone';

/**
 * Brings an index up to date by the built command line: its report tells how many chunks went through the model, which
 * the status of a server does not.
 * @throws {Error} when it fails
 */
export function indexByCommand(folder: string, storagePath: string): IndexReport {
  const script = join(packageRoot, 'dist', 'cli.js');
  return run([script, 'index', folder, '--json', '--storage', storagePath]) as IndexReport;
}

/**
 * Chunks a folder in a process of its own.
 * @throws {Error} when it fails
 */
export function parseAlone(folder: string): ParseAlone {
  return run(['--import=tsx', join(__dirname, 'parseAlone.ts'), folder]) as ParseAlone;
}

function run(args: readonly string[]): unknown {
  const { status, stdout } = spawnSync(process.execPath, args, {
    cwd: packageRoot,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (status !== 0) throw new Error(`${args.join(' ')} ended with ${String(status)}.`);
  return JSON.parse(stdout) as unknown;
}
