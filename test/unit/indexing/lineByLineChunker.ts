import { AkinError } from '../../../server/src/base/errors';
import type { Chunk, ChunkedFile, SourceText } from '../../../server/src/chunking/chunk';
import type { ChunkSource } from '../../../server/src/indexing/prepareFile';

/** A chunker without grammars: every line is a chunk, named by its first word. */
export class LineByLineChunker implements ChunkSource {
  /** Paths chunked, in order. */
  readonly paths: string[] = [];
  /** A file of this path cannot be chunked. */
  poison: string | undefined;

  chunk({ path, language, text }: SourceText): Promise<ChunkedFile> {
    if (path === this.poison) return Promise.reject(new AkinError('chunking-failed', 'The grammar failed.'));
    this.paths.push(path);
    const chunks = text.split('\n').flatMap((line, row): Chunk[] =>
      line.trim() === ''
        ? []
        : [
            {
              path,
              language,
              kind: 'function',
              symbol: line.trim().split(/\W/)[0] ?? '',
              enclosing: [],
              startLine: row + 1,
              endLine: row + 1,
              nameLine: row + 1,
              text: line,
            },
          ],
    );
    return Promise.resolve({ chunks, method: 'lines' });
  }
}
