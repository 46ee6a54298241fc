// Makes build/akin-code-<target>-<version>.vsix, checks what is in it and, where it can, that its server runs alone.
//   node scripts/package.mjs                       for this platform, from what is installed: nothing is fetched
//   node scripts/package.mjs --target darwin-arm64 for another; its native package comes from the registry
//   node scripts/package.mjs --all                 for each platform, and the table of docs/publishing.md
// Without an argument nothing is done when the package was made, and passed its checks, from the present sources.
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { bundleInputs } from './bundles.mjs';
import { checkPackage } from './checkPackage.mjs';
import { filesBelow, hashOf, readIfPresent, root } from './inputs.mjs';
import { documents } from './packageContent.mjs';
import { keepTable, packageTable } from './packageTable.mjs';
import { inModules, runNode } from './run.mjs';
import { folders, stageNatives, stageShared, texts } from './stagePackage.mjs';
import { ownTarget, targets, UNIVERSAL } from './targets.mjs';

const scripts = filesBelow(root, ['scripts']).filter((path) => /[pP]ackage|zip|ative|targets/.test(path));
const inputs = [...bundleInputs, ...documents, ...folders, ...texts, ...scripts];
const { name, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const staging = join(root, 'build', 'package');

/** Absolute path of the package for a platform, whether it exists or not. */
const pathOf = (target) => join(root, 'build', `${name}-${target}-${version}.vsix`);

/**
 * Makes the package of this platform when a source has changed since it was last made.
 * @returns {number} an exit code; 0 when the package is there and has passed its checks
 */
export function ensurePackaged() {
  const target = targets.includes(ownTarget) ? ownTarget : UNIVERSAL;
  const path = pathOf(target);
  const stampPath = `${path}.made-from`;
  const hash = hashOf(root, inputs);
  if (existsSync(path) && readIfPresent(stampPath) === hash) {
    console.log(`${relative(root, path)} is up to date.`);
    return 0;
  }
  rmSync(stampPath, { force: true });
  const made = makePackages([target]);
  if (made === undefined) return 1;
  writeFileSync(stampPath, hash);
  return 0;
}

/** Makes packages one after the other; undefined, with the reason told, when one cannot be made or does not pass. */
function makePackages(wanted) {
  const absent = documents.filter((file) => !existsSync(join(root, file)));
  if (absent.length > 0) return fail(`missing: ${absent.join(', ')}`);
  if (stageShared(staging) !== 0) return fail('the bundles are not made');
  const made = [];
  for (const target of wanted) {
    try {
      made.push(makePackage(target));
    } catch (error) {
      rmSync(pathOf(target), { force: true });
      return fail(`${target}: ${error.message}`);
    }
  }
  return made;
}

function makePackage(target) {
  const path = pathOf(target);
  rmSync(path, { force: true });
  stageNatives(staging, target);
  const flags = ['--no-dependencies', '--allow-missing-repository', '--no-rewrite-relative-links'];
  // Without a target the package is offered to every platform that has none of its own.
  if (target !== UNIVERSAL) flags.push('--target', target);
  const code = runNode([inModules('@vscode/vsce/vsce'), 'package', '--out', path, ...flags], {
    cwd: staging,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (code !== 0) throw new Error('vsce does not make it');
  const facts = checkPackage(path, target);
  const proof = facts.started ? 'runs from an empty folder' : 'not started, since it is for another platform';
  console.log(
    `${relative(root, path)}: ${facts.files} files, ${(facts.bytes / 1e6).toFixed(1)} MB, ${proof}.`,
  );
  return facts;
}

function fail(message) {
  process.stderr.write(`akin: packaging failed: ${message}\n`);
  return undefined;
}

function main() {
  const { values } = parseArgs({ options: { target: { type: 'string' }, all: { type: 'boolean' } } });
  if (values.all) {
    const made = makePackages(targets);
    if (made === undefined) return 1;
    const table = packageTable(made);
    console.log(`\n${table}`);
    keepTable(join(root, 'docs', 'publishing.md'), table);
    return 0;
  }
  if (values.target === undefined) return ensurePackaged();
  if (targets.includes(values.target)) return makePackages([values.target]) === undefined ? 1 : 0;
  fail(`there is no target ${values.target}; one of ${targets.join(', ')}`);
  return 1;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) process.exitCode = main();
