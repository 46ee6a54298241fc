// Brings LanceDB's native package of a platform: from node_modules for this one, from the registry for another.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './inputs.mjs';
import { inModules } from './run.mjs';
import { lancePackage, ownTarget } from './targets.mjs';

const cache = join(root, '.cache', 'natives');

/**
 * The folder of LanceDB's native package, of the version and the content that package-lock.json names.
 * @param {string} target one with native packages
 * @returns {string} absolute path
 * @throws {Error} when the registry does not have it, or has something else
 */
export function lanceFolder(target) {
  const name = lancePackage(target);
  return target === ownTarget ? inModules(name) : fetched(name);
}

function fetched(name) {
  const { version, integrity } = lockedPackage(name);
  const [algorithm, digest] = integrity.split('-');
  const key = createHash('sha256').update(integrity).digest('hex').slice(0, 12);
  const folder = join(cache, `${name.replace('@', '').replace('/', '-')}-${version}-${key}`);
  if (existsSync(folder)) return folder;
  const unfinished = `${folder}.${process.pid}.tmp`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { recursive: true });
  try {
    const archive = download(`${name}@${version}`, unfinished);
    if (createHash(algorithm).update(readFileSync(archive)).digest('base64') !== digest)
      throw new Error(`${name}@${version} is not what package-lock.json names`);
    run('tar', ['-xzf', archive, '-C', unfinished]);
    renameSync(join(unfinished, 'package'), folder);
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
  return folder;
}

function lockedPackage(name) {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  const locked = packages[`node_modules/${name}`];
  if (locked === undefined) throw new Error(`package-lock.json does not name ${name}`);
  return locked;
}

function download(spec, folder) {
  const told = run('npm', ['pack', spec, '--json', '--pack-destination', folder]);
  return join(folder, JSON.parse(told)[0].filename);
}

function run(command, args) {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    encoding: 'utf8',
    // npm is a script there.
    shell: process.platform === 'win32',
  });
  if (status !== 0) throw new Error(`${command} ${args[0]} ${args[1]}: ${error?.message ?? stderr.trim()}`);
  return stdout;
}
