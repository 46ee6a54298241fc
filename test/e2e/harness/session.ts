import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { openBrowser } from './browser';
import { newestPackage } from './paths';
import { Ui } from './ui';
import { Workbench, type UserSettings } from './workbench';

/** VS Code with the package under test, open on a copy of a folder, and a user in front of it. */
export interface Session {
  ui: Ui;
  workbench: Workbench;
  /** The copy that is open; a test may change it. */
  folder: string;
  /** Addresses outside this machine that the page asked for and did not get. */
  refused: readonly string[];
  close: () => Promise<void>;
}

export interface SessionOptions {
  /** The folder to copy and open. */
  workspace: string;
  /** Name of the copy, as the explorer shows it. */
  name?: string;
  settings?: UserSettings;
  /** Settings of the machine that the server runs on, where those stand that no synchronised setting may give. */
  machineSettings?: UserSettings;
  /** Environment of the server and all that it starts. */
  env?: Record<string, string>;
  /** Nobody has said to trust the folder. */
  restricted?: boolean;
  /** The language of VS Code's extensions; English when absent. */
  language?: string;
  /** What is written into the copy before it is opened, by path. */
  files?: Record<string, string>;
  /** Packaged extensions that are installed beside the one under test. */
  others?: string[];
}

/** Opens a session; the caller closes it. */
export async function openSession(options: SessionOptions): Promise<Session> {
  const { settings = {}, machineSettings = {}, restricted = false, env = {} } = options;
  const packages = [newestPackage(), ...(options.others ?? [])];
  const workbench = await Workbench.start({ packages, settings, machineSettings, restricted, env });
  const folder = join(workbench.folder, options.name ?? basename(options.workspace));
  cpSync(options.workspace, folder, { recursive: true });
  for (const [path, text] of Object.entries(options.files ?? {})) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const browser = await openBrowser(options.language);
  const close = async (): Promise<void> => {
    await browser.close();
    await workbench.stop();
  };
  const ui = new Ui(browser.page);
  try {
    await ui.open(workbench.urlOf(folder));
  } catch (error) {
    await close();
    throw error;
  }
  return { ui, workbench, folder, refused: browser.refused, close };
}
