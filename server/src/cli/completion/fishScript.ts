import type { CommandSpec, Values } from './commandSpec';

/** A completion script for fish. */
export function fishScript(specs: readonly CommandSpec[]): string {
  const lines = specs.flatMap((spec) => {
    const condition = spec.name === '' ? '__fish_use_subcommand' : `__fish_seen_subcommand_from ${spec.name}`;
    const start = `complete -c akin -n ${quoted(condition)}`;
    return [
      ...(spec.name === ''
        ? specs.slice(1).map(({ name, description }) => `${start} -a ${name} -d ${quoted(description)}`)
        : spec.arguments.flatMap(({ values }) => offering(values).map((offer) => `${start} ${offer}`))),
      ...spec.options.map(({ long, short, description, takesValue, values }) => {
        const flags = [`-l ${long.slice(2)}`, ...(short === undefined ? [] : [`-s ${short.slice(1)}`])];
        const value = takesValue ? ['-x', ...offering(values)] : [];
        return [start, ...flags, ...value, `-d ${quoted(description)}`].join(' ');
      }),
    ];
  });
  return [
    '# fish completion of akin: akin completion fish > ~/.config/fish/completions/akin.fish',
    'complete -c akin -f',
    ...lines,
    '',
  ].join('\n');
}

/** The part of a line that offers values; none where nothing is known. */
function offering(values: Values): string[] {
  if (values === 'folder') return ["-a '(__fish_complete_directories (commandline -ct))'"];
  if (values === 'file') return ['-F'];
  return values === undefined ? [] : [`-a ${quoted(values.join(' '))}`];
}

function quoted(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&')}'`;
}
