/**
 * Finds which names of one piece of code stand where others stand in another, so that the two can be compared as if
 * they used the same. Knows no language: words, numbers, texts and signs are told apart by how they look.
 */

/** Cells of the table that aligns two pieces: 8 MB. Larger ones are aligned only where they have equal lengths. */
const MAX_CELLS = 4_000_000;

const TOKEN =
  /(?<comment>\/\/[^\n]*|\/\*[\s\S]*?\*\/|^[ \t]*(?:#(?!include|define|if|el|end|\[)|--)[^\n]*)|(?<text>"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`)|(?<word>[\p{L}_$][\p{L}\p{N}_$]*)|(?<number>\d[\w.]*)|(?<sign>[^\s])/gmu;

interface Token {
  /** What it is aligned by: words, texts and numbers are each all alike. */
  shape: string;
  /** The word itself; empty for anything else. */
  word: string;
  start: number;
}

/**
 * The names of `right` that are to be replaced, with what stands in their place in `left`. A name is mapped only where
 * that keeps different names different.
 */
export function alignNames(left: string, right: string): Map<string, string> {
  const a = tokensOf(left);
  const b = tokensOf(right);
  const votes = new Map<string, Map<string, number>>();
  for (const [i, j] of alignedPairs(a, b)) {
    const name = a[i]?.word ?? '';
    const twin = b[j]?.word ?? '';
    if (name === '' || twin === '') continue;
    const counts = votes.get(twin) ?? new Map<string, number>();
    counts.set(name, (counts.get(name) ?? 0) + 1);
    votes.set(twin, counts);
  }
  return withoutClashes(bestOf(votes), new Set(b.map(({ word }) => word)));
}

/** A text with its names replaced; comments and texts stay as they are. */
export function replaceNames(text: string, names: ReadonlyMap<string, string>): string {
  let result = '';
  let from = 0;
  for (const { word, start } of tokensOf(text)) {
    const name = names.get(word);
    if (word === '' || name === undefined) continue;
    result += text.slice(from, start) + name;
    from = start + word.length;
  }
  return result + text.slice(from);
}

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  for (const match of text.matchAll(TOKEN)) {
    const { comment, text: quoted, word, number } = match.groups ?? {};
    if (comment !== undefined) continue;
    const shape =
      word !== undefined ? 'w' : quoted !== undefined ? 't' : number !== undefined ? 'n' : match[0];
    tokens.push({ shape, word: word ?? '', start: match.index });
  }
  return tokens;
}

/** Pairs of tokens that stand for each other: by a longest common subsequence of shapes that likes equal words. */
function alignedPairs(a: readonly Token[], b: readonly Token[]): [number, number][] {
  if (a.length === b.length && a.every(({ shape }, at) => shape === b[at]?.shape))
    return a.map((_, at) => [at, at]);
  const width = b.length + 1;
  if (width * (a.length + 1) > MAX_CELLS) return [];
  const scores = new Uint16Array(width * (a.length + 1));
  const at = (i: number, j: number): number => scores[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      scores[i * width + j] = Math.max(at(i + 1, j + 1) + weight(a[i], b[j]), at(i + 1, j), at(i, j + 1));
  const pairs: [number, number][] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    const worth = weight(a[i], b[j]);
    if (worth > 0 && at(i, j) === at(i + 1, j + 1) + worth) pairs.push([i++, j++]);
    else if (at(i + 1, j) >= at(i, j + 1)) i++;
    else j++;
  }
  return pairs;
}

/** Equal words weigh more than words that may have been renamed. */
function weight(a: Token | undefined, b: Token | undefined): number {
  if (a === undefined || b === undefined || a.shape !== b.shape) return 0;
  return a.word === b.word ? 3 : 1;
}

/** For each name the one that it meets most often, first come first served; no two get the same. */
function bestOf(votes: ReadonlyMap<string, ReadonlyMap<string, number>>): Map<string, string> {
  const candidates = [...votes].flatMap(([twin, counts]) =>
    [...counts].map(([name, count]) => ({ twin, name, count })),
  );
  candidates.sort((x, y) => y.count - x.count);
  const best = new Map<string, string>();
  const taken = new Set<string>();
  for (const { twin, name } of candidates) {
    if (best.has(twin) || taken.has(name)) continue;
    best.set(twin, name);
    taken.add(name);
  }
  return best;
}

/** Leaves out what changes nothing, and names that would then mean two things. */
function withoutClashes(best: Map<string, string>, present: ReadonlySet<string>): Map<string, string> {
  const names = new Map([...best].filter(([twin, name]) => twin !== name));
  for (;;) {
    // A name that stays where it is cannot be given to another as well; taking one out may make others clash.
    const clashing = [...names].filter(([, name]) => present.has(name) && !names.has(name));
    if (clashing.length === 0) return names;
    for (const [twin] of clashing) names.delete(twin);
  }
}
