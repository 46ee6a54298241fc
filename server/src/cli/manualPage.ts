import type { Command } from 'commander';
import { examplesOf, exitCodes } from './help';

/**
 * The manual page of a command line in the language of man(7).
 * @param akin the root, with its commands
 */
export function manualPage(akin: Command): string {
  const name = akin.name();
  const lines = [
    `.TH ${name.toUpperCase()} 1 "" "${name} ${escaped(akin.version() ?? '')}" "User commands"`,
    '.SH NAME',
    `${name} \\- ${escaped(lowerFirst(akin.description()))}`,
    '.SH SYNOPSIS',
    `.B ${name}`,
    '.I command',
    '[\\fIoptions\\fR] \\fIarguments\\fR',
    '.SH COMMANDS',
    ...akin.commands.flatMap(describeCommand),
    '.SH OPTIONS',
    ...akin.options.flatMap(describeOption),
    '.SH EXIT STATUS',
    ...exitCodes().flatMap(({ code, meaning }) => ['.TP', `.B ${code}`, escaped(meaning)]),
    '.SH ENVIRONMENT',
    '.TP',
    '.B AKIN_STORAGE',
    'The folder of the indexes, where \\-\\-storage does not name one; the cache folder of the user by default.',
    '.TP',
    '.B NO_COLOR',
    'When set to anything, nothing is coloured, on a terminal either.',
    '.SH FILES',
    'A file .akinignore, in the form of .gitignore, leaves files out or, with !pattern, takes ignored ones in.',
  ];
  return `${lines.join('\n')}\n`;
}

function describeCommand(command: Command): string[] {
  const examples = examplesOf(command);
  return [
    `.SS ${escaped(`${command.name()} ${command.usage()}`.trim())}`,
    `${escaped(upperFirst(command.description()))}.`,
    ...command.options.flatMap(describeOption),
    ...(examples.length === 0
      ? []
      : ['.PP', 'Examples:', '.PP', '.RS', '.nf', ...examples.map(escaped), '.fi', '.RE']),
  ];
}

function describeOption({ flags, description }: { flags: string; description: string }): string[] {
  return ['.TP', `.B ${escaped(flags)}`, escaped(description)];
}

/** A backslash, a hyphen, and a line that begins like a request have a meaning of their own. */
function escaped(text: string): string {
  return text
    .replace(/\\/g, '\\e')
    .replace(/-/g, '\\-')
    .replace(/’/g, "'")
    .replace(/^(?=[.'])/, '\\&');
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1).replace(/\.$/, '');
}

function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
