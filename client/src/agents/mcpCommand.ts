/** The command that serves a workspace to agents; plain values, so that it is tested without an editor. */
import { serverEnvironment, serverExecArgv } from '../../../protocol/serverEnvironment';

/** A workspace folder that is served. */
export interface ServedFolder {
  /** Absolute path. */
  path: string;
  /** The `akin` section of its settings. */
  section: object;
  /** Globs that the editor hides. */
  hidden: readonly string[];
}

export interface McpCommand {
  args: string[];
  env: Record<string, string>;
}

/**
 * @param script absolute path of the command line
 * @param storagePath that of the editor's own server, so that both use one index: the first of them writes it
 * @param section the `akin` section of the window's settings
 */
export function mcpCommand(
  script: string,
  storagePath: string,
  section: object,
  folders: readonly ServedFolder[],
): McpCommand {
  const settings = {
    ...section,
    folders: Object.fromEntries(folders.map((folder) => [folder.path, settingsOf(folder)])),
  };
  return {
    args: [
      ...serverExecArgv,
      script,
      'mcp',
      ...folders.map(({ path }) => path),
      '--storage',
      storagePath,
      '--settings',
      JSON.stringify(settings),
    ],
    // The program of a desktop editor is no Node until it is told to be one.
    env: { ELECTRON_RUN_AS_NODE: '1', ...serverEnvironment },
  };
}

/** With what the editor hides left out, as its own server does. */
function settingsOf({ section, hidden }: ServedFolder): object {
  const { index } = section as { index?: { exclude?: unknown } };
  const own: unknown[] = Array.isArray(index?.exclude) ? index.exclude : [];
  return { ...section, index: { ...index, exclude: [...own, ...hidden] } };
}
