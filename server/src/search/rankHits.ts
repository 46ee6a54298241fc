import type { SlotFilter } from './bm25';
import type { RankedChunk } from './candidate';
import { definitionStrength } from './definitionStrength';
import { fileFeatures } from './fileFeatures';
import type { SearchFile, SearchIndex } from './index/searchIndex';
import type { AnalysedQuery } from './queryAnalysis';
import { covered } from './questionCover';
import { featuresOf, scoreFile } from './ranker';
import type { SignalGroup } from './signalGroups';
import type { QuerySignals } from './signals';

/**
 * How far a further chunk of a file stands behind its first, in the ranker's units (logarithms of odds): a file's second
 * function comes after other files, unless those are far less likely: at 2.5 the mean NDCG@10 of the development half was 0.014 less, at 20 no more.
 */
const FURTHER_CHUNK_STEP = 6;

/** What the words of a chunk and its nearness count for when the chunks of one file are compared. */
const CHUNK_WORDS = 1;
const CHUNK_NEARNESS = 1;
const CHUNK_NAME = 0.5;
/** A chunk that defines the name asked for is the one to open. */
const CHUNK_DEFINITION = 4;

/**
 * Asked for a name, its definitions come first, the surest before the others: more than any difference that the ranker
 * makes, so that it only decides among equals.
 */
const DEFINITION_FIRST = 1000;

/** Definitions of the name in one file that come first; the rest of twenty overloads is behind other files. */
const MAX_DEFINITIONS_FIRST = 3;

/** Chunks of one file that an answer holds at most. */
const MAX_CHUNKS_PER_FILE = 20;

/** Cosines this many deviations above the mean of the files' best count as near. */
const NEAR_DEVIATIONS = 1;

/** Orders the candidates: files by the ranker, in each file its best chunk first, further ones behind other files. */
export function rankHits(
  index: SearchIndex,
  query: AnalysedQuery,
  signals: QuerySignals,
  accepts: SlotFilter,
  limit: number,
  without: readonly SignalGroup[],
): RankedChunk[] {
  const left = featuresOf(without);
  const features = fileFeatures(index, query, signals, accepts);
  const scored = signals.files
    .map(({ file, fileBm25 }, i) => ({
      file,
      hasWords: fileBm25 > 0,
      definition: query.kind === 'symbol' ? (features[i]?.definition ?? 0) : 0,
      score: scoreFile(features[i] as NonNullable<(typeof features)[0]>, left),
    }))
    .sort((a, b) => b.definition - a.definition || b.score - a.score || (a.file.path < b.file.path ? -1 : 1))
    // A file further down than the limit cannot be among the hits.
    .slice(0, limit);
  const step = without.includes('spread') ? 0 : FURTHER_CHUNK_STEP;
  const score = chunkScorer(index, query, signals, without);
  const first = (slot: number): number =>
    query.kind === 'symbol' ? DEFINITION_FIRST * definitionStrength(index, slot, query) : 0;
  const hits: RankedChunk[] = [];
  for (const { file, hasWords, score: fileScore } of scored) {
    const chunks = bestChunks(file, accepts, score);
    const best = chunks[0]?.score ?? 0;
    chunks.forEach(({ slot, score: own }, place) => {
      const chunk = index.chunk(slot);
      if (chunk === undefined) return;
      const hit: RankedChunk = {
        chunk,
        score:
          fileScore -
          (place === 0 ? 0 : step + (best - own)) +
          (place < MAX_DEFINITIONS_FIRST ? first(slot) : 0),
        similar: isNear(signals, slot),
      };
      const defines = query.symbols.find((name) => index.definitionsOf(name).includes(slot));
      if (defines !== undefined) hit.defines = defines;
      const cosine = signals.cosines?.[slot];
      if (cosine !== undefined && index.vectors.has(slot)) {
        hit.cosine = cosine;
        // Neither words nor a definition speak for it, so that its meaning must have; in a small folder none is nearer than most.
        if (!hasWords && defines === undefined) hit.similar = true;
      }
      hits.push(hit);
    });
  }
  return hits.sort(byScore).slice(0, limit);
}

function byScore(a: RankedChunk, b: RankedChunk): number {
  return (
    b.score - a.score ||
    (a.chunk.path === b.chunk.path
      ? a.chunk.startLine - b.chunk.startLine
      : a.chunk.path < b.chunk.path
        ? -1
        : 1)
  );
}

function bestChunks(
  { slots }: SearchFile,
  accepts: SlotFilter,
  score: (slot: number) => number,
): { slot: number; score: number }[] {
  return slots
    .filter((slot) => accepts === undefined || accepts(slot))
    .map((slot) => ({ slot, score: score(slot) }))
    .sort((a, b) => b.score - a.score || a.slot - b.slot)
    .slice(0, MAX_CHUNKS_PER_FILE);
}

/** Compares the chunks of one file. */
function chunkScorer(
  index: SearchIndex,
  query: AnalysedQuery,
  { chunkBm25, cosines, cosineSpread, files }: QuerySignals,
  without: readonly SignalGroup[],
): (slot: number) => number {
  const topBm25 = Math.max(...files.map((file) => file.chunkBm25), Number.MIN_VALUE);
  const words = without.includes('words') ? 0 : CHUNK_WORDS;
  const nearness = without.includes('vectors') ? 0 : CHUNK_NEARNESS;
  const defining = new Set(query.symbols.flatMap((name) => index.definitionsOf(name)));
  return (slot) => {
    const cosine =
      cosines === undefined || !index.vectors.has(slot) ? cosineSpread.mean : (cosines[slot] ?? 0);
    const symbol = index.chunk(slot)?.symbol ?? '';
    return (
      (words * (chunkBm25[slot] ?? 0)) / topBm25 +
      (nearness * (cosine - cosineSpread.mean)) / (4 * cosineSpread.deviation) +
      CHUNK_NAME * covered(symbol, query.stems) +
      (defining.has(slot) ? CHUNK_DEFINITION * definitionStrength(index, slot, query) : 0)
    );
  };
}

function isNear({ cosines, cosineSpread }: QuerySignals, slot: number): boolean {
  const cosine = cosines?.[slot];
  return cosine !== undefined && cosine > cosineSpread.mean + NEAR_DEVIATIONS * cosineSpread.deviation;
}
