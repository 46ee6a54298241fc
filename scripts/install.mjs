// Installs the packages of the lock file when that has not been done yet. Uses Node alone.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { readIfPresent, root } from './inputs.mjs';

const STAMP = 'node_modules/.akin-installed';
/** npm's own record of what it installed. */
const INSTALLED_LOCK = 'node_modules/.package-lock.json';

/**
 * What the stamp of a finished install says.
 * @param {string} lockText the content of package-lock.json
 * @param {string} nodeVersion for example 20.19.0
 */
export function stampOf(lockText, nodeVersion) {
  return `${createHash('sha256').update(lockText).digest('hex')} node ${nodeVersion.split('.')[0]}`;
}

/**
 * Whether npm has already installed exactly what the lock file asks for, so that an install by hand is not repeated.
 * Packages for other platforms may be absent.
 * @param {string} lockText the content of package-lock.json
 * @param {string | undefined} installedText the content of node_modules/.package-lock.json
 */
export function isComplete(lockText, installedText) {
  if (installedText === undefined) return false;
  const installed = JSON.parse(installedText).packages;
  return Object.entries(JSON.parse(lockText).packages)
    .filter(([path]) => path.includes('node_modules/'))
    .every(([path, { version, optional }]) =>
      installed[path] === undefined ? optional === true : installed[path].version === version,
    );
}

/**
 * Runs `npm ci` unless the packages are there.
 * @returns {number} an exit code; 0 when everything is installed
 */
export function ensureInstalled(base = root) {
  const lockText = readIfPresent(join(base, 'package-lock.json')) ?? '';
  const stamp = stampOf(lockText, process.versions.node);
  const stampPath = join(base, STAMP);
  const found = readIfPresent(stampPath);
  if (found === stamp) return 0;
  const byHand = found === undefined && isComplete(lockText, readIfPresent(join(base, INSTALLED_LOCK)));
  if (!byHand) {
    process.stderr.write('Installing packages from the lock file …\n');
    rmSync(stampPath, { force: true });
    const code = npmCi(base);
    if (code !== 0) {
      process.stderr.write(
        'akin: the packages could not be installed: check that your npm registry can be reached, then run `npm ci` and try again.\n',
      );
      return code;
    }
  }
  writeFileSync(stampPath, stamp);
  return 0;
}

function npmCi(base) {
  const args = ['ci', '--no-progress', '--loglevel=error'];
  // Standard output stays free for what the caller prints.
  const options = { cwd: base, stdio: ['ignore', 2, 2] };
  // npm names its own program to the scripts it runs; Windows can start `npm` through a shell only.
  const npm = process.env.npm_execpath;
  const { status } = npm?.endsWith('.js')
    ? spawnSync(process.execPath, [npm, ...args], options)
    : spawnSync('npm', args, { ...options, shell: process.platform === 'win32' });
  return status ?? 1;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) process.exitCode = ensureInstalled();
