// Collects the tree-sitter grammars and their runtime from node_modules.
import { mkdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { withModernDylink } from './dylink.mjs';

const packages = join(dirname(fileURLToPath(import.meta.url)), '..', 'node_modules');

/** Where each file of the grammar folder comes from, below node_modules. */
const sources = {
  'web-tree-sitter.wasm': 'web-tree-sitter/web-tree-sitter.wasm',
  'tree-sitter-bash.wasm': 'tree-sitter-bash/tree-sitter-bash.wasm',
  'tree-sitter-c.wasm': 'tree-sitter-c/tree-sitter-c.wasm',
  'tree-sitter-c_sharp.wasm': 'tree-sitter-c-sharp/tree-sitter-c_sharp.wasm',
  'tree-sitter-cpp.wasm': 'tree-sitter-cpp/tree-sitter-cpp.wasm',
  'tree-sitter-elixir.wasm': 'tree-sitter-elixir/tree-sitter-elixir.wasm',
  'tree-sitter-go.wasm': 'tree-sitter-go/tree-sitter-go.wasm',
  'tree-sitter-haskell.wasm': 'tree-sitter-haskell/tree-sitter-haskell.wasm',
  'tree-sitter-java.wasm': 'tree-sitter-java/tree-sitter-java.wasm',
  'tree-sitter-javascript.wasm': 'tree-sitter-javascript/tree-sitter-javascript.wasm',
  'tree-sitter-kotlin.wasm': '@tree-sitter-grammars/tree-sitter-kotlin/tree-sitter-kotlin.wasm',
  'tree-sitter-lua.wasm': '@tree-sitter-grammars/tree-sitter-lua/tree-sitter-lua.wasm',
  'tree-sitter-php.wasm': 'tree-sitter-php/tree-sitter-php.wasm',
  'tree-sitter-python.wasm': 'tree-sitter-python/tree-sitter-python.wasm',
  'tree-sitter-ruby.wasm': 'tree-sitter-ruby/tree-sitter-ruby.wasm',
  'tree-sitter-rust.wasm': 'tree-sitter-rust/tree-sitter-rust.wasm',
  'tree-sitter-scala.wasm': 'tree-sitter-scala/tree-sitter-scala.wasm',
  'tree-sitter-swift.wasm': 'tree-sitter-wasms/out/tree-sitter-swift.wasm',
  'tree-sitter-tsx.wasm': 'tree-sitter-typescript/tree-sitter-tsx.wasm',
  'tree-sitter-typescript.wasm': 'tree-sitter-typescript/tree-sitter-typescript.wasm',
  'tree-sitter-zig.wasm': '@tree-sitter-grammars/tree-sitter-zig/tree-sitter-zig.wasm',
};

/** Copies the grammars and the tree-sitter runtime into a folder; files that are already there are left alone. */
export function copyGrammars(targetDir) {
  mkdirSync(targetDir, { recursive: true });
  for (const [name, source] of Object.entries(sources)) {
    const from = join(packages, source);
    const to = join(targetDir, name);
    const { atime, mtime } = statSync(from);
    // The copy carries its source's time, so an upgraded package is noticed whether it is newer or older.
    if (statSync(to, { throwIfNoEntry: false })?.mtimeMs === mtime.getTime()) continue;
    writeFileSync(to, withModernDylink(readFileSync(from)));
    utimesSync(to, atime, mtime);
  }
}
