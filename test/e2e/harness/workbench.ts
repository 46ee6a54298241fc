import { spawn, type ChildProcess } from 'node:child_process';
import {
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { environment } from './environment';
import { installedPackages } from './installedPackages';
import { ensureVscode, type VscodeInstall } from './installVscode';

/** What keeps a fresh VS Code quiet and offline. */
const quietSettings = {
  'chat.disableAIFeatures': true,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'files.hotExit': 'off',
  'git.enabled': false,
  'npm.fetchOnlinePackageInfo': false,
  'security.workspace.trust.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'typescript.disableAutomaticTypeAcquisition': true,
  'update.mode': 'none',
  'update.showReleaseNotes': false,
  'window.confirmBeforeClose': 'never',
  'window.menuBarVisibility': 'compact',
  'workbench.enableExperiments': false,
  'workbench.reduceMotion': 'on',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.welcomePage.walkthroughs.openOnInstall': false,
};

/** A folder is untrusted without a question. */
const restrictedSettings = {
  'security.workspace.trust.enabled': true,
  'security.workspace.trust.startupPrompt': 'never',
};

const START_TIMEOUT_MS = 60_000;
const STOP_TIMEOUT_MS = 5_000;

export type UserSettings = Record<string, unknown>;

export interface WorkbenchOptions {
  /** Packaged extensions that are installed at the start. */
  packages?: string[];
  /** User settings on top of the quiet ones. */
  settings?: UserSettings;
  /** Settings of the machine that the server runs on. */
  machineSettings?: UserSettings;
  /** Lets a page run a suite inside the extension host. */
  testDriver?: boolean;
  /** Asks whether folders are trusted, and takes each for untrusted until someone says so. */
  restricted?: boolean;
  /** Environment of the server and all that it starts. */
  env?: Record<string, string>;
  /** A port of 127.0.0.1; a free one when absent. */
  port?: number;
}

/** What must not outlive this process: server groups by their folder. */
const running = new Map<string, ChildProcess | undefined>();
process.once('exit', () => {
  for (const [folder, child] of running) {
    if (child !== undefined) signalGroup(child, 'SIGKILL');
    removeFolder(folder);
  }
});
// Without a handler a signal ends the process and leaves out what is to be done at its exit.
process.once('SIGINT', () => process.exit(130)).once('SIGTERM', () => process.exit(143));

/**
 * A running VS Code server with a home and user data of its own; `stop` ends it with everything it started and deletes
 * its folder. The folder of its extensions is that of all others with the same packages.
 */
export class Workbench {
  private constructor(
    private readonly child: ChildProcess,
    /** Everything of this run lies below. */
    readonly folder: string,
    readonly port: number,
    private readonly settings: UserSettings,
    private readonly extensions: string,
  ) {}

  /** @throws Error when an extension cannot be installed or the server does not come up. */
  static async start(options: WorkbenchOptions = {}): Promise<Workbench> {
    const install = ensureVscode();
    const folder = mkdtempSync(join(tmpdir(), 'akin-e2e-'));
    running.set(folder, undefined);
    const restricted = options.restricted ?? false;
    const settings = { ...quietSettings, ...(restricted && restrictedSettings), ...options.settings };
    writeSettings(folder, settings);
    writeSettings(folder, options.machineSettings ?? {}, 'Machine');
    const env = { ...environment(folder), ...options.env };
    const extensions = installedPackages(install, options.packages ?? []);
    const port = options.port ?? (await freePort());
    const flags = [
      `--port=${String(port)}`,
      `--user-data-dir=${join(folder, 'user')}`,
      `--extensions-dir=${extensions}`,
      ...(restricted ? [] : ['--disable-workspace-trust']),
      ...(options.testDriver === true ? ['--enable-smoke-test-driver'] : []),
    ];
    const child = spawnServer(install, folder, env, flags);
    const workbench = new Workbench(child, folder, port, settings, extensions);
    try {
      await workbench.untilUp();
    } catch (error) {
      await workbench.stop();
      throw error;
    }
    return workbench;
  }

  /** `127.0.0.1:<port>`, as it stands in `vscode-remote:` addresses. */
  get authority(): string {
    return `127.0.0.1:${String(this.port)}`;
  }

  /** The page of a folder; `launch` are VS Code's own pairs, for example `['extensionTestsPath', uri]`. */
  urlOf(folder: string, launch: [string, string][] = []): string {
    const payload = launch.length === 0 ? '' : `&payload=${encodeURIComponent(JSON.stringify(launch))}`;
    return `http://${this.authority}/?folder=${encodeURIComponent(folder)}${payload}`;
  }

  /** The page of a `.code-workspace` file. */
  workspaceUrlOf(file: string): string {
    return `http://${this.authority}/?workspace=${encodeURIComponent(file)}`;
  }

  /** The folder that an installed extension was unpacked into. */
  extensionFolder(id: string): string {
    const name = readdirSync(this.extensions).find((entry) => entry.toLowerCase().startsWith(`${id}-`));
    if (name === undefined) throw new Error(`${id} is not installed in ${this.extensions}.`);
    return join(this.extensions, name);
  }

  /** Changes user settings; the window has to be reloaded, since VS Code does not watch the file here. */
  changeSettings(settings: UserSettings): void {
    writeSettings(this.folder, { ...this.settings, ...settings });
  }

  /**
   * Changes settings of the machine while windows are open.
   * @param settings in the place of those that it was started with
   */
  changeMachineSettings(settings: UserSettings): void {
    writeSettings(this.folder, settings, 'Machine');
  }

  /** The command lines of all processes that run for it: the server's, its extension hosts' and what these started. */
  commandLines(): string[] {
    return commandLinesOf(this.child.pid);
  }

  /** What the server has printed. */
  log(): string {
    return readFileSync(logPath(this.folder), 'utf8');
  }

  /** Ends the server, the extension host and the language server, and deletes their folders. */
  async stop(): Promise<void> {
    for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
      if (!signalGroup(this.child, signal)) break;
      const end = Date.now() + STOP_TIMEOUT_MS;
      while (Date.now() < end && signalGroup(this.child, 0)) await delay(50);
    }
    removeFolder(this.folder);
    running.delete(this.folder);
  }

  private async untilUp(): Promise<void> {
    const end = Date.now() + START_TIMEOUT_MS;
    while (Date.now() < end) {
      if (this.child.exitCode !== null || this.child.signalCode !== null)
        throw new Error(`The VS Code server ended at its start:\n${this.log()}`);
      if (await answers(`http://${this.authority}/version`)) return;
      await delay(100);
    }
    throw new Error(`The VS Code server did not come up in ${START_TIMEOUT_MS} ms:\n${this.log()}`);
  }
}

function spawnServer(
  install: VscodeInstall,
  folder: string,
  env: NodeJS.ProcessEnv,
  flags: readonly string[],
): ChildProcess {
  const log = openSync(logPath(folder), 'w');
  const args = [
    install.server,
    '--host=127.0.0.1',
    '--without-connection-token',
    '--accept-server-license-terms',
    '--telemetry-level=off',
    ...flags,
  ];
  // Detached: a group of its own, which one signal ends as a whole.
  const child = spawn(install.node, args, { detached: true, stdio: ['ignore', log, log], env });
  closeSync(log);
  running.set(folder, child);
  return child;
}

function writeSettings(folder: string, settings: UserSettings, whose: 'User' | 'Machine' = 'User'): void {
  const user = join(folder, 'user', whose);
  mkdirSync(user, { recursive: true });
  writeFileSync(join(user, 'settings.json'), JSON.stringify(settings, undefined, 2));
}

function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
}

function logPath(folder: string): string {
  return join(folder, 'server.log');
}

/** Of the processes of a group, as Linux lists them; one that ends meanwhile is passed over. */
function commandLinesOf(group: number | undefined): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        // The name, in brackets, may hold anything; the group is the third word behind it.
        const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
        if (Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[2]) !== group) return [];
        return [readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').join(' ').trim()];
      } catch {
        return [];
      }
    });
}

/** Whether there was still a process to signal. */
function signalGroup(child: ChildProcess, signal: NodeJS.Signals | 0): boolean {
  if (child.pid === undefined) return false;
  try {
    return process.kill(-child.pid, signal);
  } catch {
    return false;
  }
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url)).ok;
  } catch {
    return false;
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}
