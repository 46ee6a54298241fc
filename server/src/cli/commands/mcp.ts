import { resolve } from 'node:path';
import { readSettings, type Settings } from '../../../../protocol/settings';
import { isAborted, messageOf } from '../../base/errors';
import type { Logger } from '../../base/logger';
import { engineSettings } from '../../compose';
import type { Engine } from '../../engine/engine';
import { followFolder, type FolderFollower } from '../../engine/followFolder';
import type { FolderIndex } from '../../engine/folderIndex';
import { checkFolder } from '../../workspace/folderGuard';
import { type EngineSession, HOW_TO_INSIST, type SessionOptions, settingsOf, withEngine } from '../session';
import { UsageError } from '../usageError';

/** The face for agents, which is handed in: this one does not know it. Resolves when its client has gone. */
export type ServeMcp = (
  options: {
    engine: Engine;
    folders: readonly { root: string; opened: Promise<FolderIndex> }[];
    logger: Logger;
    version: string;
  },
  signal: AbortSignal,
) => Promise<void>;

export interface McpOptions extends SessionOptions {
  /** JSON of an editor's `akin` settings, with those of single folders by path under `folders`. */
  settings?: string;
}

/** Serves folders to an agent on the standard streams until it closes them. */
export async function runMcp(
  folderArguments: readonly string[],
  options: McpOptions,
  { serve, version }: { serve: ServeMcp; version: string },
): Promise<void> {
  const roots = [...new Set(folderArguments.map((folder) => resolve(folder)))];
  const given = parseSettings(options.settings);
  const settings = settingsOf(options, given(undefined));
  // Before a model is loaded: a client shows why a server could not be started.
  for (const root of roots) await checkFolder(root, settings.allowAnyFolder, HOW_TO_INSIST);
  const followers: FolderFollower[] = [];
  await withEngine(
    options,
    settings,
    async (session) => {
      const folders = roots.map((root) => {
        const opened = open(root, given(root), session, followers);
        // Those who ask are told; nobody may have asked yet.
        opened.catch((error: unknown) => {
          if (!isAborted(error)) session.logger.error(messageOf(error));
        });
        return { root, opened };
      });
      await serve({ engine: session.engine, folders, logger: session.logger, version }, session.signal);
      await Promise.all(followers.map((follower) => follower.close()));
    },
    () => {
      for (const follower of followers) follower.update();
    },
  );
}

async function open(
  root: string,
  settings: Settings,
  { engine, logger }: EngineSession,
  followers: FolderFollower[],
): Promise<FolderIndex> {
  const { exclude, maxFileBytes } = engineSettings(settings);
  const index = await engine.addFolder(root, { exclude, maxFileBytes });
  followers.push(
    followFolder(index, (error) => logger.error(`Changes in ${root} cannot be watched: ${messageOf(error)}`)),
  );
  return index;
}

/**
 * @returns the settings of a folder, or those of the whole
 * @throws {UsageError} when it is no JSON object
 */
function parseSettings(json = '{}'): (root: string | undefined) => Settings {
  let section: unknown;
  try {
    section = JSON.parse(json);
  } catch (error) {
    throw new UsageError(`--settings is no JSON: ${messageOf(error)}`);
  }
  if (typeof section !== 'object' || section === null || Array.isArray(section))
    throw new UsageError('--settings must be a JSON object.');
  const byFolder = 'folders' in section ? (section.folders as Partial<Record<string, unknown>> | null) : {};
  return (root) => {
    const { settings, problems } = readSettings(
      (root === undefined ? undefined : byFolder?.[root]) ?? section,
    );
    // As in the editor itself: one wrong value is no reason to serve nothing.
    for (const { message } of problems)
      process.stderr.write(`akin: --settings: ${message} The default is used.\n`);
    return settings;
  };
}
