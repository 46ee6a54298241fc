/** The commands as completion needs them: names, options, and what may stand for a value. */
import type { Argument, Command, Option } from 'commander';
import { chunkKinds } from '../../chunking/chunk';
import { languageTable } from '../../chunking/languageTable';

/** What completes a value: folders, files, one of some words, or nothing. */
export type Values = 'folder' | 'file' | readonly string[] | undefined;

export interface OptionSpec {
  /** With its dashes. */
  long: string;
  short: string | undefined;
  description: string;
  takesValue: boolean;
  values: Values;
}

export interface CommandSpec {
  name: string;
  description: string;
  options: OptionSpec[];
  /** What the arguments are, in their order; the last is repeated when it may stand more than once. */
  arguments: { name: string; values: Values; isRepeated: boolean }[];
}

/** What an option or an argument of this name takes. */
const valuesByName: Partial<Record<string, Values>> = {
  folder: 'folder',
  storage: 'folder',
  model: 'folder',
  place: 'file',
  lang: Object.keys(languageTable).sort(),
  kind: chunkKinds,
};

/** All commands of the root, `help` among them, and the root itself under the empty name. */
export function commandSpecs(akin: Command): CommandSpec[] {
  const names = akin.commands.map((command) => command.name());
  const help: CommandSpec = {
    name: 'help',
    description: 'explain a command',
    options: [],
    arguments: [{ name: 'command', values: names, isRepeated: false }],
  };
  const specs = [...akin.commands.map((command) => specOf(command, command.name())), help];
  const choose = { name: 'command', values: specs.map(({ name }) => name), isRepeated: false };
  return [{ ...specOf(akin, ''), arguments: [choose] }, ...specs];
}

function specOf(command: Command, name: string): CommandSpec {
  return {
    name,
    description: command.description(),
    options: [...command.createHelp().visibleOptions(command)].map(optionOf),
    arguments: command.registeredArguments.map(argumentOf),
  };
}

function optionOf(option: Option): OptionSpec {
  return {
    long: option.long ?? option.flags,
    short: option.short,
    description: option.description,
    takesValue: option.required || option.optional,
    values: valuesByName[option.attributeName()],
  };
}

function argumentOf(argument: Argument): CommandSpec['arguments'][number] {
  const name = argument.name();
  return { name, values: argument.argChoices ?? valuesByName[name], isRepeated: argument.variadic };
}
