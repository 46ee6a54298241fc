import type { CommandSpec, Values } from './commandSpec';

/** A completion script for bash, from its third version on, without any library. */
export function bashScript(specs: readonly CommandSpec[]): string {
  const values = specs.flatMap(({ name, options }) =>
    options
      .filter(({ takesValue }) => takesValue)
      .map(({ long, short, values: taken }) => {
        const patterns = [long, short].filter((flag) => flag !== undefined).map((flag) => `${name}:${flag}`);
        return `    ${patterns.join('|')}) ${completing(taken)}; return ;;`;
      }),
  );
  const flags = specs.map(
    ({ name, options }) =>
      `    ${quoted(name)}) flags=${quoted(
        options
          .flatMap(({ long, short }) => [short, long])
          .filter(Boolean)
          .join(' '),
      )} ;;`,
  );
  const positions = specs.flatMap(({ name, arguments: list }) =>
    list.map(({ values: taken, isRepeated }, place) => {
      const at = isRepeated ? '*' : String(place);
      return `    ${quoted(name)}:${at}) ${completing(taken)} ;;`;
    }),
  );
  return `# bash completion of akin. In ~/.bashrc: source <(akin completion bash)
_akin_words() { COMPREPLY=($(compgen -W "$1" -- "$cur")); }
_akin_paths() {
  local IFS=$'\\n'
  compopt -o filenames 2>/dev/null
  COMPREPLY=($(compgen "$1" -- "$cur"))
}
_akin() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD-1]} command='' flags='' place=0 i
  COMPREPLY=()
  for ((i = 1; i < COMP_CWORD; i++)); do
    case \${COMP_WORDS[i]} in
      -*) ;;
      *) if [[ -z $command ]]; then command=\${COMP_WORDS[i]}; else place=$((place + 1)); fi ;;
    esac
  done
  case $command:$prev in
${values.join('\n')}
  esac
  case $command in
${flags.join('\n')}
  esac
  if [[ $cur == -* ]]; then _akin_words "$flags"; return; fi
  case $command:$place in
${positions.join('\n')}
  esac
}
complete -F _akin akin
`;
}

function completing(values: Values): string {
  if (values === 'folder') return '_akin_paths -d';
  if (values === 'file') return '_akin_paths -f';
  return values === undefined ? ':' : `_akin_words ${quoted(values.join(' '))}`;
}

function quoted(text: string): string {
  return `'${text.replace(/'/g, "'\\''")}'`;
}
