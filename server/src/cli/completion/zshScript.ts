import type { CommandSpec, OptionSpec, Values } from './commandSpec';

/** A completion script for zsh, to be put into a folder of `fpath` or sourced after compinit. */
export function zshScript(specs: readonly CommandSpec[]): string {
  const [root, ...commands] = specs;
  const named = commands.map(({ name, description }) => quoted(`${name}:${plain(description)}`));
  const cases = commands.map(
    ({ name, options, arguments: list }) =>
      `        ${name}) _arguments -s ${[...options.flatMap(optionOf), ...list.map(argumentOf)].join(' ')} ;;`,
  );
  return `#compdef akin
# zsh completion of akin: akin completion zsh > "\${fpath[1]}/_akin"
_akin() {
  local curcontext="$curcontext" state line
  typeset -A opt_args
  local -a commands
  commands=(${named.join(' ')})
  _arguments -C ${(root?.options ?? []).flatMap(optionOf).join(' ')} '1:command:->command' '*::argument:->argument'
  case $state in
    command) _describe command commands ;;
    argument)
      case $words[1] in
${cases.join('\n')}
      esac ;;
  esac
}
if [[ $funcstack[1] == _akin ]]; then _akin "$@"; else compdef _akin akin; fi
`;
}

function optionOf({ long, short, description, takesValue, values }: OptionSpec): string[] {
  const value = takesValue ? `:value:${action(values)}` : '';
  return [long, short]
    .filter((flag) => flag !== undefined)
    .map((flag) => quoted(`${flag}[${plain(description)}]${value}`));
}

function argumentOf({ name, values, isRepeated }: CommandSpec['arguments'][number], place: number): string {
  return quoted(`${isRepeated ? '*' : place + 1}:${name}:${action(values)}`);
}

function action(values: Values): string {
  if (values === 'folder') return '_files -/';
  if (values === 'file') return '_files';
  return values === undefined ? '' : `(${values.join(' ')})`;
}

/** Without what has a meaning inside of a specification. */
function plain(text: string): string {
  return text.replace(/[[\]:\\]/g, '\\$&');
}

function quoted(text: string): string {
  return `'${text.replace(/'/g, "'\\''")}'`;
}
