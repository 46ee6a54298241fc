import { join } from 'node:path';
import { URI } from 'vscode-uri';
import type { SearchHit, SearchResult } from '../../../protocol/searchMessages';
import type { EngineAnswer } from '../engine/engineTypes';
import type { Hit } from '../engine/engineTypes';

/** An engine's answer in the protocol's form. */
export function toSearchResult(answer: EngineAnswer, startedMs: number): SearchResult {
  return {
    hits: answer.hits.map(toSearchHit),
    partial: answer.partial,
    tookMs: Math.round(performance.now() - startedMs),
  };
}

function toSearchHit(hit: Hit): SearchHit {
  const result: SearchHit = {
    uri: URI.file(join(hit.folder, hit.path)).toString(),
    range: {
      start: { line: hit.startLine - 1, character: 0 },
      end: { line: hit.endLine - 1, character: hit.endLineLength },
    },
    score: hit.score,
    kind: hit.kind,
    language: hit.language,
    preview: hit.preview,
    reasons: hit.reasons,
    matches: hit.matches.map(({ line, start, end }) => ({
      start: { line: line - 1, character: start },
      end: { line: line - 1, character: end },
    })),
  };
  if (hit.symbol !== '') result.symbol = hit.symbol;
  if (hit.container !== '') result.container = hit.container;
  return result;
}
