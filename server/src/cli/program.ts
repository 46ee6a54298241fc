/** The commands of `akin` with their options: what help, completion and the manual page are made from. */
import { Argument, Command, CommanderError } from 'commander';
import { duplicateKinds } from '../duplicates/duplicateGroup';
import { packageVersion } from '../compose';
import { runBench } from './commands/bench';
import { runCompletion } from './commands/completion';
import { type DuplicatesCommandOptions, runDuplicates } from './commands/duplicates';
import { type IndexOptions, runIndex } from './commands/index';
import { type IndexesOptions, runIndexes } from './commands/indexes';
import { type McpOptions, runMcp, type ServeMcp } from './commands/mcp';
import { runReport } from './commands/report';
import { runSearch, type SearchOptions } from './commands/search';
import { runSimilar, type SimilarOptions } from './commands/similar';
import { runStatus } from './commands/status';
import { shells } from './completion/shells';
import { parseCount, parseLimit, parseShare, parseTokens } from './numberOptions';
import { exitCodesText, withExamples } from './help';
import { manualPage } from './manualPage';
import { writeText } from './output';
import type { SessionOptions } from './session';

const DEFAULT_LIMIT = 10;

/** Faces of the engine that the command line starts without knowing them. */
export interface OtherFaces {
  serveMcp: ServeMcp;
}

/** The whole command line, ready to parse. */
export function program(faces: OtherFaces): Command {
  const akin = new Command('akin')
    .description('Finds code by meaning, on this machine.')
    .version(packageVersion(), '-V, --version', 'print the version')
    .option('--man', 'print the manual page, for man -l -')
    .helpOption('-h, --help', 'explain a command')
    .helpCommand('help [command]', 'explain a command')
    .addHelpText('after', exitCodesText())
    .exitOverride()
    .configureOutput({ outputError: (text, write) => write(`${oneLine(text)}\n`) });
  akin.on('option:man', () => {
    writeText(manualPage(akin));
    throw new CommanderError(0, 'akin.man', '');
  });
  addIndexing(akin);
  addFinding(akin);
  addFaces(akin, faces);
  return akin;
}

function addIndexing(akin: Command): void {
  withSessionOptions(akin.command('index'))
    .description('bring the index of a folder up to date')
    .argument('<folder>', 'folder with code')
    .option('--watch', 'stay, and follow the changes of files')
    .action((folder: string, options: IndexOptions) => runIndex(folder, options));
  withSessionOptions(akin.command('status'))
    .description('tell the state of a folder’s index')
    .argument('<folder>', 'folder with code')
    .action((folder: string, options: SessionOptions & { json?: boolean }) => runStatus(folder, options));
  withSessionOptions(akin.command('report'))
    .description('bring the index of a folder up to date and tell what that took, stage by stage')
    .argument('<folder>', 'folder with code')
    .action((folder: string, options: SessionOptions & { json?: boolean }) => runReport(folder, options));
  withSessionOptions(akin.command('bench'))
    .description('measure indexing and searching of a folder, in an index of its own')
    .argument('<folder>', 'folder with code')
    .action((folder: string, options: SessionOptions & { json?: boolean }) => runBench(folder, options));
  akin
    .command('indexes')
    .exitOverride()
    .helpOption('-h, --help', 'explain a command')
    .description('list the indexes of all folders, or remove one')
    .option('--remove <name>', 'remove this index; it is made anew when its folder is opened')
    .option('--json', 'print JSON')
    .option('--storage <folder>', 'where indexes are kept (or AKIN_STORAGE)')
    .action((options: IndexesOptions) => runIndexes(options));
  withExamples(akin, 'indexes', ['akin indexes', 'akin indexes --remove shop-0123456789ab']);
  withExamples(akin, 'index', ['akin index .', 'akin index ~/src/shop --watch']);
  withExamples(akin, 'status', ['akin status .', 'akin status . --json | jq .chunks']);
  withExamples(akin, 'report', ['akin report .', 'akin report . --json | jq .timings']);
  withExamples(akin, 'bench', ['akin bench ~/src/shop', 'akin bench . --json']);
}

function addFinding(akin: Command): void {
  withHitOptions(withSessionOptions(akin.command('search')))
    .description('find code by meaning, by words or by name')
    .argument('<folder>', 'folder with code')
    .argument(
      '<query>',
      'a question in words, a name or a path; lang:, path:, -path:, kind:, changed: and "quoted words" narrow it',
    )
    .option('--watch', 'stay, and print the answer again when it changes')
    .action((folder: string, query: string, options: SearchOptions) => runSearch(folder, query, options));
  withHitOptions(withSessionOptions(akin.command('similar')))
    .description('find code like that at a place')
    .argument('<place>', 'a file and a line, as in src/retry.ts:12')
    .option('--folder <folder>', 'where to look; the repository of the file by default')
    .action((place: string, options: SimilarOptions) => runSimilar(place, options));
  withSessionOptions(akin.command('duplicates'))
    .description('find code that repeats itself')
    .argument('<folder>', 'folder with code')
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
  withExamples(akin, 'search', [
    'akin search . "wait longer after each failed try"',
    'akin search . parseConfig --lang typescript --kind function',
    'akin search . "open the database" --exclude "**/*.test.ts" --json | jq -r .[].path',
  ]);
  withExamples(akin, 'duplicates', ['akin duplicates .']);
  withExamples(akin, 'similar', [
    'akin similar src/retry.ts:12',
    'akin similar src/retry.ts:12 --folder .. --limit 5',
  ]);
}

function addFaces(akin: Command, { serveMcp }: OtherFaces): void {
  withSessionOptions(akin.command('mcp'), false)
    .description('serve folders to an agent, by the Model Context Protocol on the standard streams')
    .argument('<folder...>', 'folders with code')
    .option('--settings <json>', 'settings of an editor: its akin section as JSON')
    .action((folders: string[], options: McpOptions) =>
      runMcp(folders, options, { serve: serveMcp, version: packageVersion() }),
    );
  akin
    .command('completion')
    .exitOverride()
    .helpOption('-h, --help', 'explain a command')
    .description('print a script that completes commands in a shell')
    .addArgument(new Argument('<shell>', 'the shell').choices(shells))
    .action((shell: string) => runCompletion(shell, akin));
  withExamples(akin, 'mcp', ['akin mcp .', 'akin mcp ~/src/shop ~/src/billing']);
  withExamples(akin, 'completion', [
    'source <(akin completion bash)                               # in ~/.bashrc',
    'akin completion zsh > "${fpath[1]}/_akin"',
    'akin completion fish > ~/.config/fish/completions/akin.fish',
  ]);
}

function withSessionOptions(command: Command, json = true): Command {
  if (json) command.option('--json', 'print JSON');
  return command
    .exitOverride()
    .helpOption('-h, --help', 'explain a command')
    .option('--storage <folder>', 'where indexes are kept (or AKIN_STORAGE)')
    .option('--model <model>', 'a model folder or a model id of the Hugging Face hub')
    .option('--allow-download', 'fetch the model named with --model once')
    .option('--force', 'index a home directory or the root of a drive too')
    .option('--verbose', 'tell what is done on the standard error stream');
}

function withHitOptions(command: Command): Command {
  return command
    .option('-n, --limit <number>', 'most results', parseLimit, DEFAULT_LIMIT)
    .option('--lang <id...>', 'languages, for example typescript')
    .option('--kind <kind...>', 'kinds of symbol, for example function')
    .option('--include <glob...>', 'only these paths')
    .option('--exclude <glob...>', 'not these paths')
    .option('--no-update', 'search what is indexed, without looking for changes');
}

/** An error of the parser's, which may stand over several lines with a suggestion. */
function oneLine(text: string): string {
  return text
    .trim()
    .replace(/^error: /, 'akin: ')
    .replace(/\s*\n\s*/g, ' ');
}
