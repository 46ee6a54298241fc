import { readFile as readFileWithCallback } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Explanation } from '../search/matchReasons';
import { decode } from '../workspace/fileReader';
import type { Hit } from './engineTypes';

/** A query waits for some twenty files: with handles of `node:fs/promises` that takes twice as long. */
const readFile = promisify(readFileWithCallback);

/** Lines of a preview: a screenful of a quick pick's neighbour, not a whole class. */
const PREVIEW_LINES = 24;

/** A ranked chunk, as far as it is shown. */
interface ShownChunk {
  chunk: Pick<Hit, 'path' | 'symbol' | 'kind' | 'container' | 'language' | 'startLine' | 'endLine'>;
  score: number;
}

/** Explains a hit, given its whole source: reasons alone where no words are to be marked. */
type Explain<T> = (hit: T, text: string) => Explanation | string[];

/**
 * Reads the source of ranked chunks and makes hits of them. A file that has vanished or shrunk since it was
 * indexed gives no hit: there is nothing to open.
 * @param openText what an editor holds of a file, which goes before what is on disk
 * @param accepts whether the source of a hit has what was asked for; one that has not is left out
 */
export async function showHits<T extends ShownChunk>(
  folder: string,
  ranked: readonly T[],
  explain: Explain<T>,
  openText: (file: string) => string | undefined = () => undefined,
  accepts: (source: string) => boolean = () => true,
): Promise<Hit[]> {
  const sources = new Map<string, Promise<string[] | undefined>>();
  const linesOf = (path: string): Promise<string[] | undefined> => {
    const known = sources.get(path) ?? readLines(join(folder, path), openText);
    sources.set(path, known);
    return known;
  };
  const hits = await Promise.all(
    ranked.map(async (item) => {
      const lines = await linesOf(item.chunk.path);
      if (lines === undefined || lines.length < item.chunk.startLine) return undefined;
      return toHit({ folder, lines, explain, accepts }, item);
    }),
  );
  return hits.filter((hit) => hit !== undefined);
}

interface ShowContext<T> {
  folder: string;
  lines: readonly string[];
  explain: Explain<T>;
  accepts: (source: string) => boolean;
}

function toHit<T extends ShownChunk>(
  { folder, lines, explain, accepts }: ShowContext<T>,
  item: T,
): Hit | undefined {
  const { chunk } = item;
  const endLine = Math.min(chunk.endLine, lines.length);
  const source = lines.slice(chunk.startLine - 1, endLine);
  const text = source.join('\n');
  if (!accepts(text)) return undefined;
  const explanation = explain(item, text);
  return {
    folder,
    path: chunk.path,
    startLine: chunk.startLine,
    endLine,
    endLineLength: source.at(-1)?.length ?? 0,
    score: item.score,
    symbol: chunk.symbol,
    kind: chunk.kind,
    container: chunk.container,
    language: chunk.language,
    preview: source.slice(0, PREVIEW_LINES).join('\n'),
    ...(Array.isArray(explanation) ? { reasons: explanation, matches: [] } : explanation),
  };
}

async function readLines(
  file: string,
  openText: (file: string) => string | undefined,
): Promise<string[] | undefined> {
  try {
    const text = openText(file) ?? decode(await readFile(file));
    // Most files have plain line ends, which are several times as fast to split at.
    return text?.includes('\r') === true ? text.split(/\r\n|\n|\r/) : text?.split('\n');
  } catch {
    return undefined;
  }
}
