import { copyFileSync, mkdirSync, readdirSync, renameSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { ScratchFolder } from '../unit/scratchFolder';
import { packageRoot } from './languageServerProcess';

/** What the package is copied with. */
export interface CopyOptions {
  /** Whether native modules are found from the copy. */
  natives: boolean;
}

/**
 * Makes a copy of the built package of which parts can be replaced, and answers its absolute path. The bundles are
 * copied, since a link would be followed back to the package; what they only read is linked.
 */
export function copyPackage(scratch: ScratchFolder, name: string, { natives }: CopyOptions): string {
  const copy = scratch.at(name);
  mkdirSync(join(copy, 'dist'), { recursive: true });
  for (const file of readdirSync(join(packageRoot, 'dist')).filter((entry) => entry.endsWith('.js')))
    copyFileSync(join(packageRoot, 'dist', file), join(copy, 'dist', file));
  for (const data of ['dist/grammars', 'syntaxes', 'models', ...(natives ? ['node_modules'] : [])])
    symlinkSync(join(packageRoot, data), join(copy, data));
  copyFileSync(join(packageRoot, 'package.json'), join(copy, 'package.json'));
  return copy;
}

/**
 * Has the script of a copied package's thread run some code of a test before it.
 * @param script name of the bundle, such as `prepareWorker`
 */
export function wrapThread(scratch: ScratchFolder, copy: string, script: string, code: string): void {
  const bundle = join(copy, 'dist', `${script}.js`);
  renameSync(bundle, join(copy, 'dist', `${script}.whole.js`));
  scratch.write(bundle.slice(scratch.path.length), `${code}\nrequire('./${script}.whole.js');\n`);
}
