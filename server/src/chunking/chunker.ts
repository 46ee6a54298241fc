/**
 * Cuts files into chunks. A callable is one chunk, a type's head another, statements between them form blocks;
 * files without a grammar are cut into windows of lines. Every line that says something lands in a chunk.
 */
import type { ChunkedFile, SourceText } from './chunk';
import { GrammarLoader, type ChunkerAssets } from './grammarLoader';
import { chunkLines } from './lineChunker';
import { chunkSyntax } from './syntaxChunker';

export type { ChunkerAssets } from './grammarLoader';

const BYTE_ORDER_MARK = '\uFEFF';

/** Chunks files of any language; holds the grammars that it has loaded. */
export class Chunker {
  private constructor(private readonly grammars: GrammarLoader) {}

  /** @throws {Error} when the tree-sitter runtime is missing from `grammarsDir`. */
  static async create(assets: ChunkerAssets): Promise<Chunker> {
    return new Chunker(await GrammarLoader.create(assets));
  }

  /** Chunks one file, by its syntax where that can be read and by lines otherwise. Throws nothing. */
  async chunk(source: SourceText): Promise<ChunkedFile> {
    const { text } = source;
    const plain = text.startsWith(BYTE_ORDER_MARK) ? { ...source, text: text.slice(1) } : source;
    if (plain.text.trim() === '') return { chunks: [], method: 'lines' };
    const grammar = await this.grammars.load(plain.language);
    if (grammar !== undefined) {
      try {
        const chunks = chunkSyntax(grammar, plain);
        if (chunks !== undefined) return { chunks, method: 'syntax' };
      } catch {
        // A grammar that fails on a file says nothing about the file: its lines can still be found.
      }
    }
    return { chunks: chunkLines(plain), method: 'lines' };
  }
}
