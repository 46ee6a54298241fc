import { existsSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Absolute path of the repository. */
export const repositoryRoot = resolve(__dirname, '../../..');

/** The folder of the end-to-end suites. */
export const e2eFolder = join(repositoryRoot, 'test', 'e2e');

/** The workspace that the search suite opens. */
export const sampleWorkspace = join(e2eFolder, 'search', 'workspace');

/** A folder below build/, made when it is not there. */
export function buildFolder(name: string): string {
  const path = join(repositoryRoot, 'build', name);
  mkdirSync(path, { recursive: true });
  return path;
}

/**
 * The packaged extension under test: the newest build/akin-code-*.vsix of this platform, or the one that AKIN_VSIX names.
 * @throws Error that says how to make one when there is none.
 */
export function newestPackage(): string {
  const named = process.env.AKIN_VSIX;
  if (named !== undefined) {
    if (!existsSync(named)) throw new Error(`AKIN_VSIX names no file: ${named}`);
    return resolve(named);
  }
  const folder = buildFolder('');
  const packages = readdirSync(folder)
    .filter(
      (name) => name.startsWith(`akin-code-${process.platform}-${process.arch}-`) && name.endsWith('.vsix'),
    )
    .map((name) => ({ path: join(folder, name), changed: statSync(join(folder, name)).mtimeMs }))
    .sort((a, b) => b.changed - a.changed);
  const [newest] = packages;
  if (newest === undefined)
    throw new Error('There is no build/akin-code-*.vsix: run `npm run package` before the end-to-end tests.');
  return newest.path;
}

/** The files of a folder, not of those in it, whose names end in a certain way; sorted. */
export function filesIn(folder: string, ending: string): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(ending))
    .map((name) => join(folder, name))
    .sort();
}
