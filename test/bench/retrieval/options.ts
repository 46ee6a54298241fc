import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { BadInput } from '../runBench';

export const USAGE =
  'npm run bench:retrieval -- --data DIR --checkouts DIR [--only NAME,NAME] [--out DIR] [--misses]';

/** What the retrieval benchmark is asked to do. */
export interface RetrievalOptions {
  /** Absolute path of the folder with repos.tsv, published.tsv and the questions. */
  data: string;
  /** Absolute path of the folder with a folder per repository. */
  checkouts: string;
  /** Names of the repositories to measure; all when absent. */
  only?: string[];
  /** Absolute path of the folder for the report; absent when none is to be written. */
  out?: string;
  /** Tell of every question that was not answered perfectly. */
  misses: boolean;
}

/**
 * @param args what follows the script on the command line
 * @param defaultOut absolute path of the folder where the report of a whole run belongs
 * @throws {BadInput} for anything that cannot be understood
 */
export function readOptions(args: readonly string[], defaultOut: string): RetrievalOptions {
  const { data, checkouts, only, out, misses } = parse(args);
  if (data === undefined || checkouts === undefined)
    throw new BadInput(`--data and --checkouts are needed: ${USAGE}`);
  const names = only?.split(',').filter((name) => name !== '');
  if (names?.length === 0) throw new BadInput('--only needs names of repositories, joined by commas.');
  // Figures of a part would look like those of the whole.
  const reportFolder = out === undefined ? (names === undefined ? defaultOut : undefined) : resolve(out);
  return {
    data: resolve(data),
    checkouts: resolve(checkouts),
    misses,
    ...(names !== undefined && { only: names }),
    ...(reportFolder !== undefined && { out: reportFolder }),
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        data: { type: 'string' },
        checkouts: { type: 'string' },
        only: { type: 'string' },
        out: { type: 'string' },
        misses: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    throw new BadInput(`${error instanceof Error ? error.message : String(error)} ${USAGE}`);
  }
}
