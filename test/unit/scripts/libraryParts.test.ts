import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import esbuild from 'esbuild';
import { bundleOptions, libraryParts } from '../../../scripts/bundles.mjs';
import { splitLibrary } from '../../../scripts/libraryParts.mjs';
import { ScratchFolder } from '../scratchFolder';

const root = join(__dirname, '../../..');

/** V8 reads some 30 KB of minified code in a millisecond; a part must take far less than ten of them. */
const MAX_PART_BYTES = 120_000;

/** Loads the library where there is no editor: of `vscode` it needs no more than classes to extend. */
const load = `
const Module = require('node:module');
const original = Module._load;
const classes = require('node:fs').readFileSync(process.argv[2], 'utf8').matchAll(/export (class|enum|namespace) (\\w+)/g);
const vscode = Object.fromEntries([...classes].map(([, , name]) => [name, class {}]));
Module._load = (name, ...more) => (name === 'vscode' ? vscode : original(name, ...more));
const { loadClientBuilder } = require(process.argv[1]);
loadClientBuilder().then((build) => console.log(build.name, typeof build));
`;

/** The same, telling which files are read, and which are loaded for the first time. */
const reads = `
const { basename } = require('node:path');
const files = require('node:fs/promises');
const { readFile } = files;
files.readFile = async (file) => {
  const content = await readFile(file);
  console.log('read', basename(file));
  return content;
};
const first = new Set();
require('node:module')._load = ((next) => (name, ...more) => {
  if (/clientPart/.test(name) && !first.has(name)) console.log('load', basename([...first.add(name)].at(-1)));
  return next(name, ...more);
})(require('node:module')._load);
${load}`;

describe('the parts of the client library', () => {
  const scratch = new ScratchFolder();
  const outdir = scratch.at('dist');
  let wholeBytes = 0;

  before(async () => {
    const { client } = bundleOptions({ production: true, outdir });
    const { outputFiles } = await esbuild.build({ ...client, write: false });
    wholeBytes = outputFiles.reduce((sum, { contents }) => sum + contents.length, 0);
    for (const options of await splitLibrary(client)) await esbuild.build(options);
  });
  after(() => scratch.remove());

  const sizes = (): Map<string, number> =>
    new Map(readdirSync(outdir).map((name) => [name, statSync(join(outdir, name)).size]));

  it('are as many files as the package expects, none of them large', () => {
    const names = ['clientLibrary', ...libraryParts].map((name) => `${name}.js`);
    assert.deepEqual([...sizes().keys()].sort(), names.sort());
    for (const [name, bytes] of sizes()) assert.ok(bytes < MAX_PART_BYTES, `${name}: ${bytes}`);
  });

  it('leave little that VS Code reads when it activates the extension', async () => {
    const { extension } = bundleOptions({ production: true, outdir });
    const { outputFiles } = await esbuild.build({ ...extension, write: false });
    assert.equal(outputFiles.length, 1);
    for (const { path, contents } of outputFiles)
      assert.ok(contents.length < MAX_PART_BYTES, `${path}: ${contents.length}`);
  });

  it('hold every module once', () => {
    const bytes = [...sizes().values()].reduce((sum, size) => sum + size, 0);
    assert.ok(bytes < wholeBytes * 1.1, `${bytes} bytes in parts, ${wholeBytes} as a whole`);
  });

  it('are loaded module by module', () => {
    const main = readFileSync(join(outdir, 'clientLibrary.js'), 'utf8');
    assert.ok((main.match(/clientPart\d\.js"\)\[\d+\]\(\)/g) ?? []).length > 100);
  });

  it('are read in other threads before the first of them is loaded', () => {
    const { stdout, stderr } = spawnSync(
      process.execPath,
      ['-e', reads, join(outdir, 'clientLibrary.js'), join(root, 'node_modules/@types/vscode/index.d.ts')],
      { encoding: 'utf8' },
    );
    const names = libraryParts.map((name) => `${name}.js`);
    const lines = stdout.split('\n');
    assert.deepEqual(lines.slice(0, names.length).sort(), names.map((name) => `read ${name}`).sort(), stderr);
    assert.ok(
      names.every((name) => lines.slice(names.length).includes(`load ${name}`)),
      stdout,
    );
  });

  it('work together', () => {
    const { stdout, stderr } = spawnSync(
      process.execPath,
      ['-e', load, join(outdir, 'clientLibrary.js'), join(root, 'node_modules/@types/vscode/index.d.ts')],
      { encoding: 'utf8' },
    );
    assert.match(stdout, /function/, stderr);
  });
});
