/** How a comment of one line is written: before its text and, where it must be closed, after it. */
export interface CommentSyntax {
  readonly open: string;
  readonly close: string;
}

const line = (open: string): CommentSyntax => ({ open: `${open} `, close: '' });
const block = (open: string, close: string): CommentSyntax => ({ open: `${open} `, close: ` ${close}` });

const slashes = line('//');
const hash = line('#');
const dashes = line('--');
const percent = line('%');
const semicolons = line(';;');
const markup = block('<!--', '-->');

const groups: readonly [CommentSyntax, string][] = [
  [
    slashes,
    `javascript javascriptreact typescript typescriptreact go rust java c cpp csharp php kotlin swift scala zig jsonc
    scss sass less stylus prisma proto3 thrift bicep groovy dart objective-c objective-cpp fsharp gleam reason v odin
    solidity move pascal verilog glsl hlsl wgsl haxe apex d jade`,
  ],
  [
    hash,
    `python ruby shellscript elixir yaml toml ini properties graphql capnp dockerfile makefile cmake meson starlark nix
    terraform just r julia perl raku powershell fish awk tcl nim crystal gdscript coffeescript ignore`,
  ],
  [dashes, 'lua haskell sql elm purescript ada vhdl literatehaskell'],
  [percent, 'erlang matlab prolog latex bibtex'],
  [semicolons, 'clojure lisp scheme asm tree-sitter-query'],
  [markup, 'html xml markdown vue svelte astro'],
  [block('/*', '*/'), 'css'],
  [block('(*', '*)'), 'ocaml'],
  [block('{{!--', '--}}'), 'handlebars'],
  [block('{{--', '--}}'), 'blade'],
  [block('{#', '#}'), 'django-html'],
  [block('<%#', '%>'), 'erb ejs'],
  [line('!'), 'fortran'],
  [line("'"), 'vb'],
  [line('REM'), 'bat'],
  [line('"'), 'vim'],
  [line('..'), 'restructuredtext'],
];

const byLanguage = new Map(
  groups.flatMap(([syntax, ids]) => ids.split(/\s+/).map((id): [string, CommentSyntax] => [id, syntax])),
);

/** How a language writes a comment on a line of its own; undefined where it has none, as JSON. */
export function commentSyntax(language: string): CommentSyntax | undefined {
  return byLanguage.get(language);
}
