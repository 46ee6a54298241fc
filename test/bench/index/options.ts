import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { BadInput } from '../runBench';

export const USAGE =
  'npm run bench:index -- [--repo DIR ...] [--tree FILES] [--runs N] [--json FILE] [--write] [--compare]';

const DEFAULT_RUNS = 3;
const DEFAULT_TREE_FILES = 50_000;

/** What the benchmark of the indexer is asked to do. */
export interface IndexOptions {
  /** Absolute paths of checkouts; never written to. */
  repositories: string[];
  /** Files of the tree that is made; none is made for 0. */
  treeFiles: number;
  /** Cold runs, of which the median counts. */
  runs: number;
  /** Absolute path of the file that the report goes to. */
  json?: string;
  /** Make this run the committed baseline. */
  write: boolean;
  /** Fail when a ratio is worse than that of the baseline. */
  compare: boolean;
}

/**
 * @param args what follows the script on the command line
 * @throws {BadInput} for anything that cannot be understood
 */
export function readOptions(args: readonly string[]): IndexOptions {
  const values = parse(args);
  const options: IndexOptions = {
    repositories: (values.repo ?? []).map((folder) => resolve(folder)),
    treeFiles: countOf('--tree', values.tree, DEFAULT_TREE_FILES, 0),
    runs: countOf('--runs', values.runs, DEFAULT_RUNS, 1),
    ...(values.json !== undefined && { json: resolve(values.json) }),
    write: values.write === true,
    compare: values.compare === true,
  };
  if (options.repositories.length === 0 && options.treeFiles === 0)
    throw new BadInput(`There is nothing to index. ${USAGE}`);
  return options;
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        repo: { type: 'string', multiple: true },
        tree: { type: 'string' },
        runs: { type: 'string' },
        json: { type: 'string' },
        write: { type: 'boolean' },
        compare: { type: 'boolean' },
      },
    }).values;
  } catch (error) {
    throw new BadInput(`${error instanceof Error ? error.message : String(error)} ${USAGE}`);
  }
}

function countOf(option: string, text: string | undefined, fallback: number, least: number): number {
  if (text === undefined) return fallback;
  const count = Number(text);
  if (Number.isInteger(count) && count >= least) return count;
  throw new BadInput(`${option} must be a whole number from ${least}. ${USAGE}`);
}
