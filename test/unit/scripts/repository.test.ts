import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import manifest from '../../../package.json';

const root = join(__dirname, '../../..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

/** The files of a name that belong to the repository, wherever they are. */
function trackedFiles(name: string): string[] {
  const listed = execFileSync('git', ['ls-files', '--', name, `**/${name}`], { cwd: root, encoding: 'utf8' });
  return listed.split('\n').filter((path) => path !== '');
}

describe('an install from a clean clone', () => {
  for (const path of [...trackedFiles('package-lock.json'), ...trackedFiles('.npmrc')]) {
    it(`asks no particular registry: ${path}`, () => {
      const text = read(path);
      assert.doesNotMatch(text, /"resolved": "https?:/);
      assert.doesNotMatch(text, /\b(registry|proxy|cafile)\s*=/);
    });
  }
});

interface LockedPackage {
  dependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
}

describe('the lock file', () => {
  it('has every package that another one asks for, on every platform; `npm ci` refuses it otherwise', () => {
    const { packages } = JSON.parse(read('package-lock.json')) as { packages: Record<string, LockedPackage> };
    const missing = Object.entries(packages).flatMap(([path, { dependencies, optionalDependencies }]) =>
      Object.keys({ ...dependencies, ...optionalDependencies })
        .filter((name) => !placesOf(name, path).some((place) => place in packages))
        .map((name) => `${name}, for ${path}`),
    );
    assert.deepEqual(missing, []);
  });
});

/** Where Node looks for a package that the one at a path asks for. */
function placesOf(name: string, path: string): string[] {
  const folders = path.split('/node_modules/');
  const nested = folders.map((_, depth) => folders.slice(0, depth + 1).join('/node_modules/'));
  return [...nested.map((folder) => `${folder}/node_modules/${name}`), `node_modules/${name}`];
}

describe('the scripts of package.json', () => {
  for (const [name, command] of Object.entries(manifest.scripts)) {
    const files = command.split(/\s+/).filter((word) => /\.(mjs|ts)$/.test(word));
    if (files.length === 0) continue;
    it(`${name} names a file that exists`, () =>
      assert.deepEqual(
        files.filter((file) => !existsSync(join(root, file))),
        [],
      ));
  }
});
