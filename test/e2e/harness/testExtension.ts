import { rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { createVSIX } from '@vscode/vsce';
import { bundleForHost } from './hostSuite';
import { buildFolder } from './paths';

/** An extension for the tests alone: one file beside its suite. */
export interface TestExtension {
  /** The file that exports `activate`. */
  source: string;
  /** What its package.json says besides name, version and entry. */
  manifest?: object;
}

/**
 * Packages an extension that only the tests use. It runs in any workspace, trusted or not.
 * @returns the package
 */
export async function packageTestExtension({ source, manifest = {} }: TestExtension): Promise<string> {
  const name = basename(source, '.ts');
  const folder = buildFolder(`e2e-${name}`);
  rmSync(folder, { recursive: true, force: true });
  await bundleForHost([source], folder);
  const declared = {
    name: name.toLowerCase(),
    publisher: 'akin-tests',
    version: '0.0.1',
    engines: { vscode: '^1.100.0' },
    main: `./${name}.js`,
    files: [`${name}.js`],
    capabilities: { virtualWorkspaces: true, untrustedWorkspaces: { supported: true } },
    ...manifest,
  };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(declared));
  writeFileSync(join(folder, 'README.md'), 'An extension for the tests of Akin.\n');
  const packagePath = join(folder, `${name}.vsix`);
  await createVSIX({
    cwd: folder,
    packagePath,
    dependencies: false,
    allowMissingRepository: true,
    skipLicense: true,
  });
  return packagePath;
}
