// Makes build/akin-code-<target>-<version>.vsix for this platform, checks what is in it and that its server runs alone.
//   node scripts/package.mjs
// Nothing is done when the package was made, and passed its checks, from the present sources.
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { bundleInputs } from './bundles.mjs';
import { hashOf, readIfPresent, root } from './inputs.mjs';
import { documents, judgeContent, lanceSuffixes } from './packageContent.mjs';
import { inModules, runNode } from './run.mjs';
import { zipEntries } from './zip.mjs';

const folders = ['syntaxes', 'models', 'media', 'l10n'];
/** The texts of package.json. */
const texts = ['package.nls.json', 'package.nls.de.json'];
const inputs = [
  ...bundleInputs,
  ...documents,
  ...folders,
  ...texts,
  'scripts/package.mjs',
  'scripts/packageContent.mjs',
  'scripts/zip.mjs',
];

const target = `${process.platform}-${process.arch}`;
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const staging = join(root, 'build', 'package');

/** Absolute path of the package for this platform, whether it exists or not. */
export const packagePath = join(root, 'build', `${manifest.name}-${target}-${manifest.version}.vsix`);

/**
 * Makes the package when a source has changed since it was last made.
 * @returns {number} an exit code; 0 when the package is there and has passed its checks
 */
export function ensurePackaged() {
  const stampPath = `${packagePath}.made-from`;
  const hash = hashOf(root, inputs);
  if (existsSync(packagePath) && readIfPresent(stampPath) === hash) {
    console.log(`${relative(root, packagePath)} is up to date.`);
    return 0;
  }
  rmSync(stampPath, { force: true });
  rmSync(packagePath, { force: true });
  if (lanceSuffixes[target] === undefined) return fail(`there is no package for ${target}`);
  const absent = documents.filter((file) => !existsSync(join(root, file)));
  if (absent.length > 0) return fail(`missing: ${absent.join(', ')}`);

  const code = stage() || callVsce() || check();
  if (code === 0) writeFileSync(stampPath, hash);
  else rmSync(packagePath, { force: true });
  return code;
}

function fail(message) {
  process.stderr.write(`akin: packaging failed: ${message}\n`);
  return 1;
}

/** Fills the staging folder with exactly what ships. */
function stage() {
  rmSync(staging, { recursive: true, force: true });
  mkdirSync(staging, { recursive: true });
  const code = runNode(['esbuild.mjs', '--production', `--outdir=${join(staging, 'dist')}`]);
  if (code !== 0) return code;
  for (const path of [...documents, ...folders, ...texts])
    cpSync(join(root, path), join(staging, path), { recursive: true });
  // It explains the folder to contributors.
  rmSync(join(staging, 'syntaxes/README.md'), { force: true });
  // An ignore file that leaves nothing out: without one vsce warns.
  writeFileSync(join(staging, '.vscodeignore'), '');
  const { dependencies, devDependencies, overrides, scripts, ...shipped } = manifest;
  // Everything that the dropped parts name is bundled or copied.
  void [dependencies, devDependencies, overrides, scripts];
  writeFileSync(join(staging, 'package.json'), `${JSON.stringify(shipped, null, 2)}\n`);
  stageNatives();
  return 0;
}

/** Copies the native packages of this platform alone, below dist/ since vsce leaves a node_modules at the top out. */
function stageNatives() {
  const [napi] = readdirSync(inModules('onnxruntime-node/bin'));
  const isModule = (path) => !/\.(d\.ts|map)$/.test(path);
  copyPackage('onnxruntime-node', ['dist', join('bin', napi, process.platform, process.arch)], isModule);
  copyPackage('onnxruntime-common', [join('dist', 'cjs')], isModule);
  const lance = `@lancedb/lancedb-${lanceSuffixes[target]}`;
  copyPackage(lance, [`lancedb.${lanceSuffixes[target]}.node`]);
  const notices = 'RUST_THIRD_PARTY_LICENSES.html';
  cpSync(inModules(join('@lancedb/lancedb', notices)), join(staging, 'dist/node_modules', lance, notices));
}

function copyPackage(name, paths, filter = () => true) {
  for (const path of ['package.json', ...paths]) {
    const to = join(staging, 'dist', 'node_modules', name, path);
    mkdirSync(dirname(to), { recursive: true });
    cpSync(inModules(join(name, path)), to, { recursive: true, filter });
  }
}

function callVsce() {
  const vsce = inModules('@vscode/vsce/vsce');
  const flags = ['--no-dependencies', '--allow-missing-repository', '--no-rewrite-relative-links'];
  return runNode([vsce, 'package', '--target', target, '--out', packagePath, ...flags], {
    cwd: staging,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

function check() {
  const archive = readFileSync(packagePath);
  const entries = zipEntries(archive).filter(
    ({ name }) => name.startsWith('extension/') && !name.endsWith('/'),
  );
  for (const { name, bytes } of entries) console.log(`${String(bytes).padStart(11)} ${name}`);
  const { unexpected, missing } = judgeContent(
    entries.map(({ name }) => name.slice('extension/'.length)),
    target,
  );
  if (unexpected.length > 0) return fail(`unexpected: ${unexpected.join(', ')}`);
  if (missing.length > 0) return fail(`missing: ${missing.join(', ')}`);
  const code = proveAlone(entries);
  if (code !== 0) return code;
  const megabytes = (archive.length / 1e6).toFixed(1);
  console.log(
    `${relative(root, packagePath)}: ${entries.length} files, ${megabytes} MB, runs from an empty folder.`,
  );
  return 0;
}

/** Unpacks the package where no repository is around and starts what could miss a file there. */
function proveAlone(entries) {
  const folder = mkdtempSync(join(tmpdir(), 'akin-package-'));
  try {
    for (const { name, content } of entries) {
      const path = join(folder, name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, content());
    }
    const run = (file, ...args) =>
      runNode([join(folder, 'extension', 'dist', file), ...args], {
        cwd: folder,
        stdio: ['ignore', 'ignore', 'inherit'],
      });
    for (const native of ['lancedb', 'onnxruntime'])
      if (run('nativeProbe.js', native) !== 0)
        return fail(`${native} does not load from the unpacked package`);
    // The model, the workers and the grammars, all in one search.
    const sample = join(folder, 'sample');
    mkdirSync(sample);
    writeFileSync(join(sample, 'retry.ts'), 'export function retryWithBackoff(): void {\n  send();\n}\n');
    const found = run(
      'cli.js',
      'search',
      sample,
      'send again after a failure',
      '--storage',
      join(folder, 'storage'),
    );
    return found === 0 ? 0 : fail('the unpacked package does not find a function');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) process.exitCode = ensurePackaged();
