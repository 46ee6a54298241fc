import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { BadInput } from '../runBench';

export const USAGE =
  'npm run bench:duplicates -- --clones DIR --checkout LANG=DIR … [--seeds 1,2] [--min-similarity X] [--jscpd DIR] [--only seeds|speed|recheck|sample] [--sample-seed N] [--keep DIR] [--out DIR]';

/** Languages of the generator. */
const LANGUAGES = ['ts', 'py', 'java', 'go'];

/** What the benchmark of duplicates is asked to do. */
export interface DuplicateBenchOptions {
  /** Folder of the generator `gen.py` and the scorer `score.py`. */
  clones: string;
  /** Checkouts by the generator's name of their language. */
  checkouts: { language: string; folder: string }[];
  seeds: number[];
  /** The default when absent. */
  minSimilarity?: number;
  /** Folder in whose node_modules jscpd is. */
  jscpd?: string;
  only?: string;
  /** Draws the findings that a person judges. */
  sampleSeed: number;
  /** Where the page is written once everything was measured; nothing is when absent. */
  out?: string;
  /** Where generated workspaces and reports are kept; a temporary folder when absent. */
  keep?: string;
}

/**
 * @param args what follows the script on the command line
 * @throws {BadInput} for anything that cannot be understood
 */
export function readOptions(args: readonly string[]): DuplicateBenchOptions {
  const { values } = parse(args);
  const clones = values.clones ?? process.env.AKIN_CLONES_BENCH;
  if (clones === undefined || !existsSync(join(clones, 'gen.py')))
    throw new BadInput(`--clones must name the folder of gen.py and score.py. ${USAGE}`);
  const checkouts = (values.checkout ?? []).map((text) => {
    const [language = '', folder = ''] = text.split('=');
    if (!LANGUAGES.includes(language) || !existsSync(folder))
      throw new BadInput(`--checkout must be one of ${LANGUAGES.join(', ')}, then = and a folder. ${USAGE}`);
    return { language, folder: resolve(folder) };
  });
  if (checkouts.length === 0) throw new BadInput(`At least one --checkout is needed. ${USAGE}`);
  return {
    clones: resolve(clones),
    checkouts,
    seeds: (values.seeds ?? '1,2,3').split(',').map(seedOf),
    ...(values['min-similarity'] !== undefined && { minSimilarity: Number(values['min-similarity']) }),
    ...(values.jscpd !== undefined && { jscpd: resolve(values.jscpd) }),
    ...(values.only !== undefined && { only: values.only }),
    sampleSeed: seedOf(values['sample-seed'] ?? '1'),
    ...(values.out !== undefined && { out: resolve(values.out) }),
    ...(values.keep !== undefined && { keep: resolve(values.keep) }),
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        clones: { type: 'string' },
        checkout: { type: 'string', multiple: true },
        seeds: { type: 'string' },
        'min-similarity': { type: 'string' },
        jscpd: { type: 'string' },
        only: { type: 'string' },
        'sample-seed': { type: 'string' },
        out: { type: 'string' },
        keep: { type: 'string' },
      },
    });
  } catch (error) {
    throw new BadInput(`${error instanceof Error ? error.message : String(error)} ${USAGE}`);
  }
}

function seedOf(text: string): number {
  const seed = Number(text);
  if (Number.isInteger(seed) && seed >= 1) return seed;
  throw new BadInput(`--seeds must be whole numbers from 1, separated by commas. ${USAGE}`);
}
