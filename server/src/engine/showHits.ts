import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RankedChunk } from '../search/candidate';
import { decode } from '../workspace/fileReader';
import type { Hit } from './engineTypes';

/** Lines of a preview: a screenful of a quick pick's neighbour, not a whole class. */
const PREVIEW_LINES = 24;

/**
 * Reads the source of ranked chunks and makes hits of them. A file that has vanished or shrunk since it was
 * indexed gives no hit: there is nothing to open.
 * @param explain the reasons of a hit, given its whole source
 */
export async function showHits(
  folder: string,
  ranked: readonly RankedChunk[],
  explain: (hit: RankedChunk, text: string) => string[],
): Promise<Hit[]> {
  const sources = new Map<string, Promise<string[] | undefined>>();
  const linesOf = (path: string): Promise<string[] | undefined> => {
    const known = sources.get(path) ?? readLines(join(folder, path));
    sources.set(path, known);
    return known;
  };
  const hits = await Promise.all(
    ranked.map(async (item) => {
      const lines = await linesOf(item.chunk.path);
      if (lines === undefined || lines.length < item.chunk.startLine) return undefined;
      return toHit(folder, item, lines, explain);
    }),
  );
  return hits.filter((hit) => hit !== undefined);
}

function toHit(
  folder: string,
  item: RankedChunk,
  lines: readonly string[],
  explain: (hit: RankedChunk, text: string) => string[],
): Hit {
  const { chunk } = item;
  const endLine = Math.min(chunk.endLine, lines.length);
  const source = lines.slice(chunk.startLine - 1, endLine);
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
    reasons: explain(item, source.join('\n')),
  };
}

async function readLines(file: string): Promise<string[] | undefined> {
  try {
    return decode(await readFile(file))?.split(/\r\n|\n|\r/);
  } catch {
    return undefined;
  }
}
