import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { ensureVscode } from '../../e2e/harness/installVscode';
import { BadInput } from '../runBench';

/** As VS Code asks for a text, letter case aside: ignore rules are followed, hidden files looked at. */
const AS_VSCODE = [
  '--hidden',
  '--no-require-git',
  '--no-config',
  '--ignore-case',
  '--json',
  '--glob=!**/.git',
  '--fixed-strings',
];

/** More than any name occurs. */
const MAX_OUTPUT_BYTES = 2 ** 30;

/** ripgrep leaves with it where nothing was found. */
const NOTHING_FOUND = 1;

/** The engine of VS Code's own search. */
export interface TextSearch {
  /** For example `ripgrep 15.0.0`. */
  version: string;
  /** @returns milliseconds from the start of its process to its end, all matches told */
  find: (folder: string, text: string) => number;
}

/**
 * The engine that comes with the VS Code of the end-to-end tests.
 * @throws {BadInput} where that VS Code has none
 */
export function vscodeTextSearch(): TextSearch {
  const vscode = dirname(dirname(ensureVscode().server));
  const platform = `${process.platform}-${process.arch}`;
  const engine = join(vscode, 'node_modules', '@vscode', 'ripgrep-universal', 'bin', platform, 'rg');
  if (!existsSync(engine)) throw new BadInput(`There is no ${engine}.`);
  const [version = ''] = run(engine, ['--version'], vscode).split('\n');
  return {
    version: version.replace(/ \(rev .*/, ''),
    find(folder, text) {
      const started = performance.now();
      run(engine, [...AS_VSCODE, '--', text, '.'], folder);
      return performance.now() - started;
    },
  };
}

function run(engine: string, args: readonly string[], cwd: string): string {
  const { error, status, stdout, stderr } = spawnSync(engine, args, {
    cwd,
    encoding: 'utf8',
    maxBuffer: MAX_OUTPUT_BYTES,
  });
  if (error !== undefined) throw error;
  if (status !== 0 && status !== NOTHING_FOUND) throw new Error(`ripgrep failed: ${stderr}`);
  return stdout;
}
