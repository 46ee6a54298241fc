// Runs programs of this project.
import { spawn, spawnSync } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './inputs.mjs';

/**
 * Runs Node with the given arguments, in the repository unless told otherwise, and waits for its end.
 * @param {string[]} args
 * @param {import('node:child_process').SpawnSyncOptions} [options]
 * @returns {number} the exit code; 1 when a signal ended it
 */
export function runNode(args, options = {}) {
  const { status, error } = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit', ...options });
  if (error !== undefined) process.stderr.write(`akin: ${error.message}\n`);
  return status ?? 1;
}

/**
 * Starts Node with the given arguments in the repository, while others run beside it.
 * @param {string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, logPath?: string }} [options] logPath: the file that takes all that it prints
 * @returns {Promise<number>} the exit code; 1 when a signal ended it, or it could not be started
 */
export function startNode(args, { env, logPath } = {}) {
  const log = logPath === undefined ? undefined : openSync(logPath, 'w');
  const stdio = log === undefined ? 'inherit' : ['ignore', log, log];
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { cwd: root, env, stdio });
    if (log !== undefined) closeSync(log);
    child.once('error', (error) => {
      process.stderr.write(`akin: ${error.message}\n`);
      resolve(1);
    });
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

/** The absolute path of a file in node_modules. */
export const inModules = (path) => join(root, 'node_modules', path);
