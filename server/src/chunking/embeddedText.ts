import type { Chunk } from './chunk';

/**
 * The text that stands for a chunk in the embedding: where it is, what it is called, then its source. The
 * embedded model is trained on the same form (`training/`), so a change here asks for a new model.
 */
export function embeddedText(chunk: Pick<Chunk, 'path' | 'enclosing' | 'symbol' | 'text'>): string {
  const names = chunk.symbol === undefined ? chunk.enclosing : [...chunk.enclosing, chunk.symbol];
  return `${pathWords(chunk.path)}\n${names.join(' ')}\n${chunk.text}`;
}

/** The last two folders and the stem of a path, for example `server/src/search/ranking.ts` → `src search ranking`. */
function pathWords(path: string): string {
  const parts = path.split('/');
  const stem = (parts.pop() ?? '').replace(/\.[^.]+$/, '');
  return [...parts.slice(-2), stem].join(' ');
}
