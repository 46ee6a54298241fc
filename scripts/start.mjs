// Shows Akin at work in a terminal: installs and builds what is needed, indexes a folder and searches it.
//   npm start [-- <folder> ["<question>"]]
import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { ensureBuilt } from './build.mjs';
import { root } from './inputs.mjs';
import { ensureInstalled } from './install.mjs';
import { runNode } from './run.mjs';

const DEFAULT_QUESTION = 'what happens when a worker process crashes';
const BAD_INPUT = 2;

function main(args) {
  const [folderArgument, question = DEFAULT_QUESTION] = args;
  if (args.length > 2 || folderArgument?.startsWith('-')) return refuse();
  // npm changes to the repository; a relative folder is meant from where the user stands.
  const folder =
    folderArgument === undefined ? root : resolve(process.env.INIT_CWD ?? process.cwd(), folderArgument);
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory())
    return refuse(`${folderArgument} is not a folder; `);

  return (
    ensureInstalled() ||
    ensureBuilt() ||
    runNode(['dist/cli.js', 'index', folder]) ||
    runNode(['dist/cli.js', 'search', folder, question, '--no-update'])
  );
}

function refuse(reason = '') {
  process.stderr.write(`akin: ${reason}usage: npm start [-- <folder> ["<question>"]]\n`);
  return BAD_INPUT;
}

process.exitCode = main(process.argv.slice(2));
