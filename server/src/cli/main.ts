#!/usr/bin/env node
/** Entry of the `akin` command. */
import { Command, CommanderError, InvalidArgumentError } from 'commander';
import { AkinError, messageOf } from '../base/errors';
import { LEAST_TOKENS } from '../chunking/tokens/fingerprint';
import { packageVersion } from '../compose';
import { MAX_LIMIT } from '../engine/engine';
import { duplicateKinds } from '../duplicates/duplicateGroup';
import { type DuplicatesCommandOptions, runDuplicates } from './commands/duplicates';
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
    .description('find code that repeats itself')
    .argument('<folder>')
    .option('--sarif', 'print SARIF 2.1.0, for code scanning')
    .option('--markdown', 'print Markdown')
    .option('--html', 'print a page that asks nothing of the network')
    .option('--pairs', 'with --json: pairs of places instead of groups')
    .option('--min-tokens <number>', 'shorter code is left out', parseTokens)
    .option('--min-similarity <number>', 'from 0 to 1, of near copies', parseShare)
    .option('--kinds <kinds>', `of ${duplicateKinds.join(', ')}, separated by commas`)
    .option('--include-tests', 'look at tests and examples too')
    .option('--exclude <glob...>', 'not these paths')
    .option('--baseline <file>', 'duplicates that are accepted (.akin/duplicates-baseline.json)')
    .option('--update-baseline', 'accept all that is there')
    .option('--fail-above <number>', 'end with 1 when there are more', parseCount, 0)
    .option('--changed-since <revision>', 'only those with lines that are new since a git revision')
    .action((folder: string, options: DuplicatesCommandOptions) => runDuplicates(folder, options));
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

function parseTokens(text: string): number {
  const tokens = Number(text);
  if (!Number.isInteger(tokens) || tokens < LEAST_TOKENS)
    throw new InvalidArgumentError(`It must be a whole number from ${LEAST_TOKENS} on.`);
  return tokens;
}

function parseShare(text: string): number {
  const share = Number(text);
  if (text.trim() === '' || !(share >= 0 && share <= 1))
    throw new InvalidArgumentError('It must be a number from 0 to 1.');
  return share;
}

function parseCount(text: string): number {
  const count = Number(text);
  if (text.trim() === '' || !Number.isInteger(count) || count < 0)
    throw new InvalidArgumentError('It must be a whole number from 0 on.');
  return count;
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
