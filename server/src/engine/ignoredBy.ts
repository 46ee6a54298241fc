import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import ignore from 'ignore';
import picomatch from 'picomatch';
import { ALWAYS_IGNORED, IgnoreRules } from '../workspace/ignoreRules';

/** What keeps a path out of the index. */
export type IgnoreSource =
  | { kind: 'setting'; glob: string }
  | { kind: 'builtIn'; pattern: string }
  /** `file` is relative to the workspace folder; `line` is counted from 1. */
  | { kind: 'file'; file: string; line: number; pattern: string };

/**
 * Finds the rule that leaves a path out; undefined when none does.
 * @param root absolute path of the workspace folder
 * @param path relative to it, with `/`
 * @param globs those of the settings
 */
export async function ignoredBy(
  root: string,
  path: string,
  globs: readonly string[],
): Promise<IgnoreSource | undefined> {
  const rules = await IgnoreRules.load(root, globs);
  if (!(await rules.ignoresDeep(path))) return undefined;
  const tried = [path, ...parentsOf(path)];
  const glob = globs.find((one) => tried.some((at) => picomatch.isMatch(at, one, { dot: true })));
  if (glob !== undefined) return { kind: 'setting', glob };
  return (await ruleInFiles(root, path)) ?? builtInRule(path);
}

function builtInRule(path: string): IgnoreSource | undefined {
  const pattern = ALWAYS_IGNORED.find((one) => ignore().add(one).ignores(path));
  return pattern === undefined ? undefined : { kind: 'builtIn', pattern };
}

/** The last line that names the path or a folder around it: a later and nearer rule has the last word. */
async function ruleInFiles(root: string, path: string): Promise<IgnoreSource | undefined> {
  const top = repositoryRoot(root) ?? root;
  const files = [join(top, '.git', 'info', 'exclude')];
  for (const folder of foldersDownTo(top, dirname(join(root, path)))) files.push(join(folder, '.gitignore'));
  for (const folder of foldersDownTo(root, dirname(join(root, path))))
    files.push(join(folder, '.akinignore'));
  let found: IgnoreSource | undefined;
  for (const file of files) {
    const base = file.endsWith(join('info', 'exclude')) ? top : dirname(file);
    // A rule for folders alone tells them by the slash at their end.
    const inside = `${toPosix(relative(base, join(root, path)))}${path.endsWith('/') ? '/' : ''}`;
    const lines = await linesOf(file);
    lines.forEach((pattern, i) => {
      if (isRule(pattern) && ignore().add(pattern).ignores(inside))
        found = { kind: 'file', file: toPosix(relative(root, file)), line: i + 1, pattern: pattern.trim() };
    });
  }
  return found;
}

function isRule(line: string): boolean {
  return line.trim() !== '' && !/^[#!]/.test(line);
}

async function linesOf(file: string): Promise<string[]> {
  try {
    return (await readFile(file, 'utf8')).split(/\r?\n/);
  } catch {
    // Most folders have none.
    return [];
  }
}

/** The nearest folder at or above that holds `.git`. */
function repositoryRoot(folder: string): string | undefined {
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(join(at, '.git'))) return at;
    if (dirname(at) === at) return undefined;
  }
}

/** From `top` down to `bottom`, both included. */
function foldersDownTo(top: string, bottom: string): string[] {
  const folders = [bottom];
  for (let at = bottom; at !== top && dirname(at) !== at;) {
    at = dirname(at);
    folders.unshift(at);
  }
  return folders;
}

function parentsOf(path: string): string[] {
  const parts = path.split('/');
  return parts.slice(1).map((_, i) => parts.slice(0, parts.length - 1 - i).join('/'));
}

function toPosix(path: string): string {
  return sep === '/' ? path : path.split(sep).join('/');
}
