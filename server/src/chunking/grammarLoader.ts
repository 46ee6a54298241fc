import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Parser, Query } from 'web-tree-sitter';
import { syntaxOf } from './languages';
import { loadGrammar } from './loadGrammar';
import type { Grammar } from './syntaxChunker';

/** Where the grammars (WebAssembly) and the symbol queries lie, as absolute folders. */
export interface ChunkerAssets {
  grammarsDir: string;
  syntaxesDir: string;
}

/** Loads a language's grammar and query when first asked for it and keeps them for the life of the process. */
export class GrammarLoader {
  private readonly loaded = new Map<string, Promise<Grammar | undefined>>();

  private constructor(private readonly assets: ChunkerAssets) {}

  /** @throws {Error} when the tree-sitter runtime is missing. */
  static async create(assets: ChunkerAssets): Promise<GrammarLoader> {
    // Read here, since the runtime would write to the console when it cannot find its file.
    const runtime = await readFile(join(assets.grammarsDir, 'web-tree-sitter.wasm'));
    await Parser.init({ wasmBinary: Uint8Array.from(runtime).buffer });
    return new GrammarLoader(assets);
  }

  /** Undefined when the language has no grammar, or its files are missing or unreadable. */
  load(language: string): Promise<Grammar | undefined> {
    const known = this.loaded.get(language);
    if (known !== undefined) return known;
    // What fails for a moment, for want of memory or of file handles, is tried again at once; a grammar that cannot be loaded then will not load for the next file either.
    const loading = this.read(language)
      .catch(() => this.read(language))
      .catch(() => undefined);
    this.loaded.set(language, loading);
    return loading;
  }

  private async read(language: string): Promise<Grammar | undefined> {
    const syntax = syntaxOf(language);
    if (syntax === undefined) return undefined;
    const [grammar, symbols] = await Promise.all([
      loadGrammar(join(this.assets.grammarsDir, `tree-sitter-${syntax.grammar}.wasm`)),
      readFile(join(this.assets.syntaxesDir, syntax.folder, 'symbols.scm'), 'utf8'),
    ]);
    return { parser: new Parser().setLanguage(grammar), query: new Query(grammar, symbols) };
  }
}
