import { constants, existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import ignore, { type Ignore } from 'ignore';
import picomatch from 'picomatch';

/** What holds no source of the user's, whether or not git knows it. An `.akinignore` can bring one back (`!node_modules/`). */
export const ALWAYS_IGNORED = [
  // Without a slash: in a worktree it is a file.
  '.git',
  '.hg/',
  '.svn/',
  '.jj/',
  'node_modules/',
  'bower_components/',
  '__pycache__/',
  '.venv/',
  '.tox/',
  '.mypy_cache/',
  '.pytest_cache/',
  '.ruff_cache/',
  '.gradle/',
  '.terraform/',
  '.next/',
  '.nuxt/',
  '.cache/',
  '*.min.js',
  '*.min.css',
  '*.map',
  'package-lock.json',
  'npm-shrinkwrap.json',
  'yarn.lock',
  'pnpm-lock.yaml',
  'Cargo.lock',
  'poetry.lock',
  'composer.lock',
  'Gemfile.lock',
  'go.sum',
];

const GIT_IGNORE = '.gitignore';
const AKIN_IGNORE = '.akinignore';

/** The rules that one folder adds, to be asked with paths relative to that folder. */
interface RuleLayer {
  /** Relative to the workspace folder, '' for itself; starts with `../` for folders above. */
  folder: string;
  rules: Ignore;
}

/**
 * Decides what is left out: git's rules (nested .gitignore files, those of the folders above up to the
 * repository's root, .git/info/exclude), then `.akinignore` in the same syntax, which has the last word and may
 * bring ignored files back, then globs from settings. Paths are relative to the workspace folder, with `/`;
 * a folder's path ends in `/`.
 */
export class IgnoreRules {
  private readonly gitLayers = new Map<string, RuleLayer>();
  private readonly akinLayers = new Map<string, RuleLayer>();
  private readonly above: RuleLayer[] = [];
  private readonly entered = new Set<string>();
  private readonly builtIn = ignore().add(ALWAYS_IGNORED);
  private readonly excluded: (path: string) => boolean;

  private constructor(
    private readonly root: string,
    excludeGlobs: readonly string[],
  ) {
    const match = excludeGlobs.length > 0 ? picomatch([...excludeGlobs], { dot: true }) : () => false;
    this.excluded = (path) => match(path.endsWith('/') ? path.slice(0, -1) : path);
  }

  /**
   * @param root absolute path of the workspace folder
   * @param excludeGlobs VS Code globs, as in `files.exclude`, matched against whole relative paths
   */
  static async load(root: string, excludeGlobs: readonly string[]): Promise<IgnoreRules> {
    const rules = new IgnoreRules(root, excludeGlobs);
    const repository = repositoryRoot(root);
    if (repository !== undefined) {
      const exclude = await readRules(join(repository, '.git', 'info', 'exclude'));
      const prefix = toPosix(relative(root, repository));
      if (exclude !== undefined) rules.above.push({ folder: prefix, rules: exclude });
      for (const folder of foldersBetween(repository, root)) {
        const found = await readRules(join(folder, GIT_IGNORE));
        if (found !== undefined) rules.above.push({ folder: toPosix(relative(root, folder)), rules: found });
      }
    }
    return rules;
  }

  /**
   * Reads the ignore files of a folder; the walker calls this before it asks about the folder's entries.
   * @param has false for a folder that is known to hold no file of this name: most do not, and trying to open it costs as
   * much as listing the folder
   */
  async enter(folder: string, has: (name: string) => boolean = () => true): Promise<void> {
    this.entered.add(folder);
    const read = (name: string): Promise<Ignore | undefined> =>
      has(name) ? readRules(join(this.root, folder, name)) : Promise.resolve(undefined);
    const [git, akin] = await Promise.all([read(GIT_IGNORE), read(AKIN_IGNORE)]);
    this.put(this.gitLayers, folder, git);
    this.put(this.akinLayers, folder, akin);
  }

  /** Whether a path is left out, its parent folders being known not to be. */
  ignores(path: string): boolean {
    if (this.excluded(path)) return true;
    const backAt = this.broughtBack(path);
    let ignored = this.apply({ folder: '', rules: this.builtIn }, path, false, backAt);
    for (const layer of this.above) ignored = this.apply(layer, path, ignored, backAt);
    for (const layer of layersFor(this.gitLayers, path)) ignored = this.apply(layer, path, ignored, backAt);
    for (const layer of layersFor(this.akinLayers, path)) ignored = this.apply(layer, path, ignored);
    return ignored;
  }

  /**
   * Whether a path is left out, itself or by any of its parent folders, whose rules are read as needed.
   * @param path a folder's ends in `/`
   */
  async ignoresDeep(path: string): Promise<boolean> {
    for (let end = 0; end < path.length;) {
      const folder = path.slice(0, Math.max(0, end - 1));
      if (!this.entered.has(folder)) await this.enter(folder);
      const slash = path.indexOf('/', end);
      end = slash < 0 ? path.length : slash + 1;
      if (this.ignores(path.slice(0, end))) return true;
    }
    return false;
  }

  /** True for the files that hold rules: when one changes, the folder has to be walked again. */
  static isRuleFile(path: string): boolean {
    const name = path.slice(path.lastIndexOf('/') + 1);
    return name === GIT_IGNORE || name === AKIN_IGNORE;
  }

  private put(layers: Map<string, RuleLayer>, folder: string, rules: Ignore | undefined): void {
    if (rules === undefined) layers.delete(folder);
    else layers.set(folder, { folder, rules });
  }

  /** The innermost folder around a path that an `.akinignore` brings back by name, with `/`; else empty. */
  private broughtBack(path: string): string {
    if (this.akinLayers.size === 0) return '';
    let found = '';
    for (let at = path.indexOf('/'); at >= 0 && at < path.length - 1; at = path.indexOf('/', at + 1)) {
      const folder = path.slice(0, at + 1);
      for (const { folder: base, rules } of layersFor(this.akinLayers, folder))
        if (rules.test(folder.slice(base === '' ? 0 : base.length + 1)).unignored) found = folder;
    }
    return found;
  }

  /** @param backAt a folder around the path; a layer that leaves it out is asked about what lies below it alone */
  private apply(layer: RuleLayer, path: string, ignored: boolean, backAt = ''): boolean {
    const inside = pathWithin(this.root, layer.folder, path);
    if (inside === undefined) return ignored;
    const back = backAt === '' ? '' : (pathWithin(this.root, layer.folder, backAt) ?? '');
    const below = back !== '' && layer.rules.ignores(back) ? path.slice(backAt.length) : inside;
    const verdict = layer.rules.test(below);
    if (verdict.ignored) return true;
    return verdict.unignored ? false : ignored;
  }
}

/** The layers of the folders that contain a path, outermost first. */
function* layersFor(layers: ReadonlyMap<string, RuleLayer>, path: string): Generator<RuleLayer> {
  if (layers.size === 0) return;
  const bare = path.endsWith('/') ? path.slice(0, -1) : path;
  const outermost = layers.get('');
  if (outermost !== undefined) yield outermost;
  for (let at = bare.indexOf('/'); at >= 0; at = bare.indexOf('/', at + 1)) {
    const layer = layers.get(bare.slice(0, at));
    if (layer !== undefined) yield layer;
  }
}

/** A path as seen from a layer's folder, or undefined when it lies outside. */
function pathWithin(root: string, folder: string, path: string): string | undefined {
  if (folder === '') return path;
  if (folder.startsWith('..')) {
    const directory = path.endsWith('/');
    const seen = toPosix(relative(join(root, folder), join(root, path)));
    return directory ? `${seen}/` : seen;
  }
  return path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : undefined;
}

/** Git tells letter case apart where the file system commonly does. */
function newRules(): Ignore {
  return ignore({ ignorecase: process.platform === 'win32' || process.platform === 'darwin' });
}

async function readRules(file: string): Promise<Ignore | undefined> {
  try {
    // Non-blocking, so that a FIFO of this name does not hold the walk.
    const flag = constants.O_RDONLY | constants.O_NONBLOCK;
    return newRules().add(await readFile(file, { encoding: 'utf8', flag }));
  } catch {
    // Absent, or unreadable like any other file: then there are no rules to follow.
    return undefined;
  }
}

/** The nearest folder at or above that holds `.git`, which is a file in a worktree. */
function repositoryRoot(folder: string): string | undefined {
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(join(at, '.git'))) return at;
    if (dirname(at) === at) return undefined;
  }
}

/** From `top` down to the parent of `bottom`. */
function foldersBetween(top: string, bottom: string): string[] {
  const folders: string[] = [];
  for (let at = bottom; at !== top;) {
    at = dirname(at);
    folders.unshift(at);
  }
  return folders;
}

function toPosix(path: string): string {
  return sep === '/' ? path : path.split(sep).join('/');
}
