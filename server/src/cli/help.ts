/** What help and the manual page say besides commands and options. */
import type { Command } from 'commander';
import { ExitCodes } from './usageError';

const meanings: Record<keyof typeof ExitCodes, string> = {
  found: 'done, and something was found',
  nothingFound: 'nothing was found',
  badInput: 'wrong use, or it could not be done; one line on the standard error stream says why',
  interrupted: 'interrupted, with what was done so far stored',
};

const examples = new WeakMap<Command, readonly string[]>();

/** Every exit code with what it means. */
export function exitCodes(): { code: number; meaning: string }[] {
  return Object.entries(ExitCodes).map(([name, code]) => ({
    code,
    meaning: meanings[name as keyof typeof ExitCodes],
  }));
}

/** The exit codes as help shows them below the commands. */
export function exitCodesText(): string {
  const lines = exitCodes().map(({ code, meaning }) => `  ${String(code).padEnd(4)} ${meaning}`);
  return ['', 'Exit codes:', ...lines, '', 'akin help <command> explains a command, with examples.'].join(
    '\n',
  );
}

/** Shows examples below the help of a command. */
export function withExamples(akin: Command, name: string, lines: readonly string[]): void {
  const command = akin.commands.find((one) => one.name() === name);
  if (command === undefined) throw new Error(`There is no command ${name}.`);
  examples.set(command, lines);
  command.addHelpText('after', ['', 'Examples:', ...lines.map((line) => `  ${line}`)].join('\n'));
}

/** The examples of a command; none for one without. */
export function examplesOf(command: Command): readonly string[] {
  return examples.get(command) ?? [];
}
