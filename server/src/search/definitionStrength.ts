import { fileTraits } from './fileTraits';
import type { SearchIndex } from './index/searchIndex';
import type { AnalysedQuery } from './queryAnalysis';
import { typeKinds } from './typeKinds';

/** What a definition in a test, an example, other people's or generated code is worth: less than any in the code itself. */
const ELSEWHERE = 0.4;

/**
 * How surely a chunk is what a name of the query means, 0 to 1; 0 when it defines none of them. The name in its very letters comes
 * before another case of it, then types before callables, the outermost before nested ones, and the file that is called like
 * its symbol before others.
 */
export function definitionStrength(index: SearchIndex, slot: number, query: AnalysedQuery): number {
  const chunk = index.chunk(slot);
  if (chunk === undefined || chunk.symbol === '') return 0;
  const parts = chunk.symbol.split(/[.:]+/);
  const last = parts.at(-1) ?? '';
  let best = 0;
  for (const name of query.symbols) {
    if (name.toLowerCase() !== last.toLowerCase() && name.toLowerCase() !== chunk.symbol.toLowerCase())
      continue;
    const exact = last === name || chunk.symbol === name ? 0.3 : 0;
    const type = typeKinds.has(chunk.kind) ? 0.12 : 0;
    const named = chunk.container !== '' && query.text.includes(lastPart(chunk.container)) ? 0.12 : 0;
    const depth = parts.length - 1 + (chunk.container === '' ? 0 : chunk.container.split('.').length);
    const home = plain(stemOf(chunk.path)) === plain(name) ? 0.06 : 0;
    best = Math.max(best, 0.4 + exact + type + named + home - 0.02 * Math.min(depth, 5));
  }
  const { test, example, vendored, generated, declaration } = fileTraits(chunk.path, chunk.language);
  const elsewhere = (test && !query.wantsTests) || (example && !query.wantsDocs) || vendored || generated;
  return best * (elsewhere ? ELSEWHERE : declaration ? 0.9 : 1);
}

function stemOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).replace(/\..*$/, '');
}

/** Letters and digits in small letters: `liquid_renderer` and `LiquidRenderer` are one. */
function plain(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}

function lastPart(container: string): string {
  return container.slice(container.lastIndexOf('.') + 1);
}
