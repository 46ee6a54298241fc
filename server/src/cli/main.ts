#!/usr/bin/env node
/** Entry of the `akin` command. */
import { Command, CommanderError, InvalidArgumentError } from 'commander';
import { AkinError, messageOf } from '../base/errors';
import { packageVersion } from '../compose';
import { MAX_LIMIT } from '../engine/engine';
import { runDuplicates } from './commands/duplicates';
import { runIndex } from './commands/index';
import { runReport } from './commands/report';
import { runIndexes, type IndexesOptions } from './commands/indexes';
import { runSearch, type SearchOptions } from './commands/search';
import { runStatus } from './commands/status';
import type { SessionOptions } from './session';
import { ExitCodes, UsageError } from './usageError';

const DEFAULT_LIMIT = 10;

function program(): Command {
  const akin = new Command('akin')
    .description('Finds code by meaning, on this machine.')
    .version(packageVersion())
    .exitOverride()
    .configureOutput({ outputError: (text, write) => write(`${oneLine(text)}\n`) });
  withSessionOptions(akin.command('index'))
    .description('bring the index of a folder up to date')
    .argument('<folder>')
    .action((folder: string, options: SessionOptions & { json?: boolean }) => runIndex(folder, options));
  withSessionOptions(akin.command('search'))
    .description('find code by meaning, by words or by name')
    .argument('<folder>')
    .argument('<query>')
    .option('-n, --limit <number>', 'most results', parseLimit, DEFAULT_LIMIT)
    .option('--lang <id...>', 'languages, for example typescript')
    .option('--kind <kind...>', 'kinds of symbol, for example function')
    .option('--include <glob...>', 'only these paths')
    .option('--exclude <glob...>', 'not these paths')
    .option('--no-update', 'search what is indexed, without looking for changes')
    .action((folder: string, query: string, options: SearchOptions) => runSearch(folder, query, options));
  withSessionOptions(akin.command('duplicates'))
    .description('find code that repeats itself (not yet available)')
    .argument('<folder>')
    .action(() => runDuplicates());
  withSessionOptions(akin.command('status'))
    .description('tell the state of a folder’s index')
    .argument('<folder>')
    .action((folder: string, options: SessionOptions & { json?: boolean }) => runStatus(folder, options));
  withSessionOptions(akin.command('report'))
    .description('bring the index of a folder up to date and tell what that took, stage by stage')
    .argument('<folder>')
    .action((folder: string, options: SessionOptions & { json?: boolean }) => runReport(folder, options));
  akin
    .command('indexes')
    .exitOverride()
    .description('list the indexes of all folders, or remove one')
    .option('--remove <name>', 'remove this index; it is made anew when its folder is opened')
    .option('--json', 'print JSON')
    .option('--storage <folder>', 'where indexes are kept (or AKIN_STORAGE)')
    .action((options: IndexesOptions) => runIndexes(options));
  return akin;
}

function withSessionOptions(command: Command): Command {
  return command
    .exitOverride()
    .option('--json', 'print JSON')
    .option('--storage <folder>', 'where indexes are kept (or AKIN_STORAGE)')
    .option('--model <model>', 'a model folder or a model id of the Hugging Face hub')
    .option('--allow-download', 'fetch the model named with --model once')
    .option('--force', 'index a home directory or the root of a drive too')
    .option('--verbose', 'tell what is done on the standard error stream');
}

function parseLimit(text: string): number {
  const limit = Number(text);
  if (!Number.isInteger(limit) || limit < 1 || limit > MAX_LIMIT)
    throw new InvalidArgumentError(`It must be a whole number from 1 to ${MAX_LIMIT}.`);
  return limit;
}

/** An error of the parser's, which may stand over several lines with a suggestion. */
function oneLine(text: string): string {
  return text
    .trim()
    .replace(/^error: /, 'akin: ')
    .replace(/\s*\n\s*/g, ' ');
}

async function main(): Promise<void> {
  // Who reads only the first lines of an answer, as `head` does, is no error.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit();
  });
  try {
    if (process.argv.length <= 2) throw new UsageError('a command is missing; akin --help lists them.');
    await program().parseAsync();
  } catch (error) {
    if (error instanceof CommanderError) {
      // Help and version end with 0; commander has printed its own line for the rest.
      process.exitCode = error.exitCode === 0 ? ExitCodes.found : ExitCodes.badInput;
      return;
    }
    const expected = error instanceof UsageError || error instanceof AkinError;
    process.stderr.write(`akin: ${expected ? error.message : `unexpected failure: ${messageOf(error)}`}\n`);
    process.exitCode = ExitCodes.badInput;
  }
}

void main();
