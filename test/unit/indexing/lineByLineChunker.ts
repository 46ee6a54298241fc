import { AkinError } from '../../../server/src/base/errors';
import type { Chunk, ChunkedFile, SourceText } from '../../../server/src/chunking/chunk';
import type { ChunkSource } from '../../../server/src/indexing/prepareFile';

/** A chunker without grammars: every line is a chunk, named by its first word. */
export class LineByLineChunker implements ChunkSource {
  /** Paths chunked, in order. */
  readonly paths: string[] = [];
  /** A file of this path cannot be chunked. */
  poison: string | undefined;
  /** Set when no file can be chunked any more. */
  broken = false;

  chunk({ path, language, text }: SourceText, signal: AbortSignal): Promise<ChunkedFile> {
    if (signal.aborted) return Promise.reject(new AkinError('aborted', 'The work was cancelled.'));
    if (this.broken)
      return Promise.reject(new AkinError('worker-failed', 'The chunking threads cannot be started.'));
    if (path === this.poison) return Promise.reject(new AkinError('chunking-failed', 'The thread hung.'));
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
