import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LanguageServerProcess } from '../../server/languageServerProcess';
import type { Chance } from '../query/chance';
import { sourcePaths } from '../query/sourceFiles';
import { indexByCommand } from './commandLine';

/** What a switch to another branch and back again cost. */
export interface BranchSwitch {
  files: number;
  /** Chunks of the files, as far as they were embedded on the way there. */
  embeddedThere: number;
  embeddedBack: number;
  /** Of the chunks that came back, those that were not embedded again, from 0 to 1. */
  hitRatio: number;
}

/** Another thing in every file, so that every chunk of it is another one. */
const OTHER = /\b(?=[a-z])(return|import|from|value|name|data|self|this|if|for|the|and|is|a)\b/g;

/** Changes files at once and back again. Each is written by {@link there} and {@link back}. */
export class ChangedFiles {
  private readonly texts: Map<string, string>;

  /** @param folder is written to */
  constructor(
    private readonly folder: string,
    count: number,
    chance: Chance,
  ) {
    const paths = sourcePaths(folder);
    const chosen = new Set<string>();
    const wanted = Math.min(count, paths.length);
    while (chosen.size < wanted) chosen.add(chance.pick(paths));
    this.texts = new Map([...chosen].map((path) => [path, readFileSync(join(folder, path), 'utf8')]));
  }

  get absolute(): string[] {
    return [...this.texts.keys()].map((path) => join(this.folder, path));
  }

  /** @param mark another one makes other text, of which no cache knows */
  there(mark = '_z'): void {
    for (const [path, text] of this.texts)
      writeFileSync(
        join(this.folder, path),
        text.replace(OTHER, (word) => `${word}${mark}`),
      );
  }

  back(): void {
    for (const [path, text] of this.texts) writeFileSync(join(this.folder, path), text);
  }
}

/** Counts embeddings, by the command line, of a change there and back again. */
export function measureSwitch(changed: ChangedFiles, folder: string, storagePath: string): BranchSwitch {
  changed.there('_y');
  const there = indexByCommand(folder, storagePath);
  changed.back();
  const back = indexByCommand(folder, storagePath);
  return {
    files: changed.absolute.length,
    embeddedThere: there.embedded,
    embeddedBack: back.embedded,
    // Nothing embedded on the way there would mean that nothing was changed, which is no hit.
    hitRatio: there.embedded === 0 ? 0 : 1 - Math.min(1, back.embedded / there.embedded),
  };
}

/**
 * Changes files and tells of all of them at once, as an editor does after a switch of branches.
 * @returns how many times the server began to index because of it
 */
export async function countRuns(server: LanguageServerProcess, changed: ChangedFiles): Promise<number> {
  await server.untilReady();
  const from = server.statuses.length;
  const began = server.next(({ state }) => state === 'indexing');
  changed.there();
  await server.changed(...changed.absolute);
  await began;
  await server.untilReady();
  const told = ['ready', ...server.statuses.slice(from).map(({ state }) => state)];
  changed.back();
  const back = server.next(({ state }) => state === 'indexing');
  await server.changed(...changed.absolute);
  await back;
  await server.untilReady();
  return told.filter((state, at) => state === 'indexing' && told[at - 1] !== 'indexing').length;
}
