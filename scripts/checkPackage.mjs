// Judges a finished package: what is in it, for which platform, and whether it runs alone.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { foreignNatives, isNative } from './nativeFormat.mjs';
import { judgeContent } from './packageContent.mjs';
import { isPage, linkedPaths } from './packagedPages.mjs';
import { runNode } from './run.mjs';
import { ownTarget, UNIVERSAL } from './targets.mjs';
import { zipEntries } from './zip.mjs';

const TOP = 'extension/';

/**
 * Prints each file with its size, and checks them.
 * @param {string} path of the package
 * @param {string} target
 * @returns {import('./packageTable.mjs').PackageFacts}
 * @throws {Error} with what is wrong
 */
export function checkPackage(path, target) {
  const archive = readFileSync(path);
  const entries = zipEntries(archive).filter(({ name }) => name.startsWith(TOP) && !name.endsWith('/'));
  for (const { name, bytes } of entries) console.log(`${String(bytes).padStart(11)} ${name}`);
  const names = entries.map(({ name }) => name.slice(TOP.length));
  const { unexpected, missing } = judgeContent(names, target);
  if (unexpected.length > 0) throw new Error(`unexpected: ${unexpected.join(', ')}`);
  if (missing.length > 0) throw new Error(`missing: ${missing.join(', ')}`);
  const dead = deadLinks(entries, new Set(names));
  if (dead.length > 0) throw new Error(`links that lead nowhere: ${dead.join(', ')}`);
  const foreign = foreignNatives(entries, target);
  if (foreign.length > 0) throw new Error(`made for another platform: ${foreign.join(', ')}`);
  const runsHere = target === ownTarget || target === UNIVERSAL;
  if (runsHere) proveAlone(entries, target);
  const sum = (files) => files.reduce((total, { bytes }) => total + bytes, 0);
  const natives = entries.filter(({ name }) => isNative(name));
  return {
    target,
    files: entries.length,
    bytes: archive.length,
    unpackedBytes: sum(entries),
    natives: natives.map(({ name, bytes }) => ({ name: name.split('/').pop(), bytes })),
    started: runsHere,
  };
}

/** Links of the package's pages to what it does not hold, each as `page → path`. */
function deadLinks(entries, names) {
  return entries
    .map(({ name, content }) => ({ page: name.slice(TOP.length), content }))
    .filter(({ page }) => isPage(page))
    .flatMap(({ page, content }) =>
      linkedPaths(page, content().toString('utf8'))
        .filter((path) => !names.has(path))
        .map((path) => `${page} → ${path}`),
    );
}

/** Unpacks the package where no repository is around and starts what could miss a file there. */
function proveAlone(entries, target) {
  const folder = mkdtempSync(join(tmpdir(), 'akin-package-'));
  try {
    for (const { name, content } of entries) {
      const path = join(folder, name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, content());
    }
    const run = (file, ...args) =>
      runNode([join(folder, TOP, 'dist', file), ...args], {
        cwd: folder,
        stdio: ['ignore', 'ignore', target === UNIVERSAL ? 'ignore' : 'inherit'],
      });
    for (const native of ['lancedb', 'onnxruntime'])
      // The probe says no instead of ending in another way where there is nothing to load.
      if (run('nativeProbe.js', native) !== (target === UNIVERSAL ? 1 : 0))
        throw new Error(`${native} is not found as it should be in the unpacked package`);
    proveSearch(folder, run);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The model, the workers and the grammars, all in one search. */
function proveSearch(folder, run) {
  const sample = join(folder, 'sample');
  mkdirSync(sample);
  writeFileSync(join(sample, 'retry.ts'), 'export function retryWithBackoff(): void {\n  send();\n}\n');
  const query = 'send again after a failure';
  if (run('cli.js', 'search', sample, query, '--storage', join(folder, 'storage')) !== 0)
    throw new Error('the unpacked package does not find a function');
}
