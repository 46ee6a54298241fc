import { join } from 'node:path';
import { Chunker } from '../../../server/src/chunking/chunker';
import { locateAssets } from '../../../server/src/engine/assets';
import { packageRoot } from '../../server/languageServerProcess';
import type { ScratchFolder } from '../../unit/scratchFolder';
import { Chance } from './chance';
import { reword } from './rewording';
import { readSource, type SourceFile, sourcePaths } from './sourceFiles';
import { vocabulary } from './vocabulary';

/** Folders of this repository whose files the made ones are like; together some twenty languages. */
const PATTERNS = ['client', 'protocol', 'server/src', 'scripts', 'test', 'training'];

/** Any number does; the same one makes the same files. */
const SEED = 20;

/** The name, below the scratch folder, of the folder that is made. */
const MADE = 'made';

/**
 * Fills a folder with about so many chunks of source code: copies of this repository's files, each about something else.
 * @returns absolute path of the folder
 */
export async function makeFolder(scratch: ScratchFolder, wantedChunks: number): Promise<string> {
  const words = vocabulary();
  const patterns = await countChunks(patternFiles());
  const chance = new Chance(SEED);
  const taken = new Set<string>();
  let chunks = 0;
  for (let copy = 0; chunks < wantedChunks; copy++) {
    for (const { file, count } of patterns) {
      if (chunks >= wantedChunks) break;
      const { path, text } = reword(file, words, chance);
      // Two files may come to the same path; the path of the pattern is its own.
      const free = [path, file.path]
        .map((choice) => `${MADE}/set-${copy}/${choice}`)
        .find((at) => !taken.has(at));
      if (free === undefined) continue;
      taken.add(free);
      scratch.write(free, text);
      chunks += count;
    }
  }
  return scratch.at(MADE);
}

function patternFiles(): SourceFile[] {
  return PATTERNS.flatMap((folder) =>
    sourcePaths(join(packageRoot, folder)).flatMap((path) => {
      const file = readSource(packageRoot, `${folder}/${path}`);
      return file === undefined ? [] : [file];
    }),
  );
}

/** Other words leave the number of chunks about as it was. */
async function countChunks(files: readonly SourceFile[]): Promise<{ file: SourceFile; count: number }[]> {
  const { grammarsDir, syntaxesDir } = locateAssets(packageRoot);
  const chunker = await Chunker.create({ grammarsDir, syntaxesDir });
  const counted: { file: SourceFile; count: number }[] = [];
  for (const file of files) counted.push({ file, count: (await chunker.chunk(file)).chunks.length });
  return counted.filter(({ count }) => count > 0);
}
