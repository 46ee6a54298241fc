import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { BadInput } from '../runBench';

export const USAGE = 'npm run bench:query -- [FOLDER] [--chunks N] [--questions N] [--write]';

const DEFAULT_CHUNKS = 100_000;
const DEFAULT_QUESTIONS = 200;

/** What the benchmark of queries is asked to do. */
export interface QueryOptions {
  /** Absolute path of the folder to index; one is made when absent. */
  folder?: string;
  /** How many chunks the made folder is to have, about. */
  chunks: number;
  questions: number;
  /** Whether the page of the documentation is written, with a text search beside. */
  write: boolean;
}

/**
 * @param args what follows the script on the command line
 * @throws {BadInput} for anything that cannot be understood
 */
export function readOptions(args: readonly string[]): QueryOptions {
  const { values, positionals } = parse(args);
  const [folder, ...more] = positionals;
  if (more.length > 0) throw new BadInput(`One folder is enough. ${USAGE}`);
  return {
    ...(folder !== undefined && { folder: resolve(folder) }),
    chunks: countOf('--chunks', values.chunks, DEFAULT_CHUNKS),
    questions: countOf('--questions', values.questions, DEFAULT_QUESTIONS),
    write: values.write ?? false,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: { chunks: { type: 'string' }, questions: { type: 'string' }, write: { type: 'boolean' } },
      allowPositionals: true,
    });
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
