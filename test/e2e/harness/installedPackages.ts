/** Installs packaged extensions once for all VS Codes that a process starts: unpacking is the dearest part of a start. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { environment } from './environment';
import type { VscodeInstall } from './installVscode';

/** Folders of extensions by the packages in them; nothing is written into them any more. */
const installed = new Map<string, string>();

/** A process that is ended takes them along, whether it is at its end or interrupted. */
process.once('exit', () => {
  for (const folder of installed.values()) rmSync(folder, { recursive: true, force: true });
});

/**
 * The folder of extensions that holds some packages and nothing else; an empty one for none.
 * @param packages paths of .vsix files
 * @throws Error when VS Code does not install one.
 */
export function installedPackages(install: VscodeInstall, packages: readonly string[]): string {
  const key = packages.join('\n');
  const known = installed.get(key);
  if (known !== undefined) return join(known, 'extensions');
  const folder = mkdtempSync(join(tmpdir(), 'akin-e2e-extensions-'));
  installed.set(key, folder);
  const extensions = join(folder, 'extensions');
  mkdirSync(extensions);
  try {
    for (const path of packages) installPackage(install, folder, extensions, path);
  } catch (error) {
    installed.delete(key);
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
  return extensions;
}

function installPackage(install: VscodeInstall, home: string, extensions: string, path: string): void {
  const folders = [`--user-data-dir=${join(home, 'user')}`, `--extensions-dir=${extensions}`];
  const args = [install.server, ...folders, '--install-extension', path, '--force'];
  const { status, stdout, stderr } = spawnSync(install.node, args, {
    env: environment(home),
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`${path} could not be installed:\n${stdout}${stderr}`);
}
