import { parseArgs } from 'node:util';
import { BadInput } from '../runBench';

export const USAGE = 'npm run bench:typing -- [--files N] [--keys N] [--write]';

const DEFAULT_FILES = 50_000;
const DEFAULT_KEYS = 600;

/** What the benchmark of typing is asked to do. */
export interface TypingOptions {
  /** Files of the workspace that is indexed meanwhile. */
  files: number;
  /** Letters to type, while indexing and at rest. */
  keys: number;
  /** Put the page into the documentation. */
  write: boolean;
}

/**
 * @param args what follows the script on the command line
 * @throws {BadInput} for anything that cannot be understood
 */
export function readOptions(args: readonly string[]): TypingOptions {
  const values = parse(args);
  return {
    files: countOf('--files', values.files, DEFAULT_FILES),
    keys: countOf('--keys', values.keys, DEFAULT_KEYS),
    write: values.write === true,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: { files: { type: 'string' }, keys: { type: 'string' }, write: { type: 'boolean' } },
    }).values;
  } catch (error) {
    throw new BadInput(`${error instanceof Error ? error.message : String(error)} ${USAGE}`);
  }
}

function countOf(option: string, text: string | undefined, fallback: number): number {
  if (text === undefined) return fallback;
  const count = Number(text);
  if (Number.isInteger(count) && count >= 1) return count;
  throw new BadInput(`${option} must be a whole number from 1. ${USAGE}`);
}
