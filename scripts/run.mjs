// Runs a program of this project in the foreground.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from './inputs.mjs';

/**
 * Runs Node with the given arguments, in the repository unless told otherwise.
 * @param {string[]} args
 * @param {import('node:child_process').SpawnSyncOptions} [options]
 * @returns {number} the exit code; 1 when a signal ended it
 */
export function runNode(args, options = {}) {
  const { status, error } = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit', ...options });
  if (error !== undefined) process.stderr.write(`akin: ${error.message}\n`);
  return status ?? 1;
}

/** The absolute path of a file in node_modules. */
export const inModules = (path) => join(root, 'node_modules', path);
