// Fills a folder with exactly what ships for a platform.
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from './inputs.mjs';
import { documents, vsceNames } from './packageContent.mjs';
import { isPage, withoutDeadLinks } from './packagedPages.mjs';
import { inModules, runNode } from './run.mjs';
import { lanceFolder } from './targetNatives.mjs';
import { lancePackage, lanceSuffixes, UNIVERSAL } from './targets.mjs';

/** Folders that ship as they are. */
export const folders = ['syntaxes', 'models', 'media', 'l10n'];
/** The texts of package.json. */
export const texts = ['package.nls.json', 'package.nls.de.json'];

/**
 * Fills the folder with what all platforms share.
 * @param {string} staging absolute path; emptied first
 * @returns {number} an exit code
 */
export function stageShared(staging) {
  rmSync(staging, { recursive: true, force: true });
  mkdirSync(staging, { recursive: true });
  const code = runNode(['esbuild.mjs', '--production', `--outdir=${join(staging, 'dist')}`]);
  if (code !== 0) return code;
  for (const path of [...documents, ...folders, ...texts])
    cpSync(join(root, path), join(staging, path), { recursive: true });
  const isThere = (target) => !(target in vsceNames) && existsSync(join(staging, target));
  for (const page of documents.filter(isPage)) {
    const path = join(staging, page);
    writeFileSync(path, withoutDeadLinks(page, readFileSync(path, 'utf8'), isThere));
  }
  // It explains the folder to contributors.
  rmSync(join(staging, 'syntaxes/README.md'), { force: true });
  // An ignore file that leaves nothing out: without one vsce warns.
  writeFileSync(join(staging, '.vscodeignore'), '');
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const { dependencies, devDependencies, overrides, scripts, ...shipped } = manifest;
  // Everything that the dropped parts name is bundled or copied.
  void [dependencies, devDependencies, overrides, scripts];
  writeFileSync(join(staging, 'package.json'), `${JSON.stringify(shipped, null, 2)}\n`);
  return 0;
}

/**
 * Puts the native packages of one platform alone there, in place of another's.
 * They lie below dist/ since vsce leaves a node_modules at the top out.
 * @param {string} staging absolute path, filled by {@link stageShared}
 * @param {string} target
 * @throws {Error} when a native package cannot be had
 */
export function stageNatives(staging, target) {
  const modules = join(staging, 'dist', 'node_modules');
  rmSync(modules, { recursive: true, force: true });
  if (target === UNIVERSAL) return;
  const copy = (from, name, paths, filter = () => true) => {
    for (const path of ['package.json', ...paths]) {
      const to = join(modules, name, path);
      mkdirSync(dirname(to), { recursive: true });
      cpSync(join(from, path), to, { recursive: true, filter });
    }
  };
  const [napi] = readdirSync(inModules('onnxruntime-node/bin'));
  const isModule = (path) => !/\.(d\.ts|map)$/.test(path);
  const binaries = join('bin', napi, ...target.split('-'));
  // The binding asks for libonnxruntime.1.dylib; the file with the whole version is a second copy of it.
  const isNeeded = (path) => isModule(path) && !/\.\d+\.\d+\.\d+\.dylib$/.test(path);
  copy(inModules('onnxruntime-node'), 'onnxruntime-node', ['dist', binaries], isNeeded);
  copy(inModules('onnxruntime-common'), 'onnxruntime-common', [join('dist', 'cjs')], isModule);
  const lance = lancePackage(target);
  copy(lanceFolder(target), lance, [`lancedb.${lanceSuffixes[target]}.node`]);
  const notices = 'RUST_THIRD_PARTY_LICENSES.html';
  cpSync(inModules(join('@lancedb/lancedb', notices)), join(modules, lance, notices));
}
