/** Makes groups of functions that are alike in meaning, of those that nothing else tells of. */
import type { AlikePair } from './alikeFinder';
import type { CodeUnit } from './codeUnit';
import { makeGroup, type MadeGroup, unitMember } from './madeGroup';

/**
 * Groups of pairs, those nearest to each other first: each unit stands in one group, and each member is alike to the first.
 * @param told groups of other kinds; two of their members are not told of again
 * @param minTokens of the largest member
 */
export function alikeGroups(
  folder: string,
  pairs: Iterable<AlikePair>,
  told: readonly MadeGroup[],
  minTokens: number,
): MadeGroup[] {
  const groupsOf = groupsByPlace(told);
  const isTold = (a: CodeUnit, b: CodeUnit): boolean => {
    const others = groupsOf.get(placeOf(b));
    return groupsOf.get(placeOf(a))?.some((group) => others?.includes(group)) ?? false;
  };
  const fit = [...pairs].filter(({ a, b }) => Math.max(a.tokens, b.tokens) >= minTokens && !isTold(a, b));
  fit.sort(
    (x, y) => y.cosine - x.cosine || (placeOf(x.a) + placeOf(x.b) < placeOf(y.a) + placeOf(y.b) ? -1 : 1),
  );
  const stars = new Map<CodeUnit, { units: CodeUnit[]; similarity: number }>();
  const members = new Set<CodeUnit>();
  for (const { a, b, cosine } of fit) {
    const star = stars.get(a) ?? stars.get(b);
    const isFree = (unit: CodeUnit): boolean => !members.has(unit);
    if (star === undefined && isFree(a) && isFree(b)) stars.set(a, { units: [a, b], similarity: cosine });
    else if (star !== undefined && (isFree(a) || isFree(b))) {
      star.units.push(isFree(a) ? a : b);
      star.similarity = cosine;
    } else continue;
    members.add(a).add(b);
  }
  return [...stars.values()].map(({ units, similarity }) => groupOf(folder, units, similarity));
}

function groupOf(folder: string, units: readonly CodeUnit[], similarity: number): MadeGroup {
  const tokens = units.reduce((least, unit) => Math.min(least, unit.tokens), Infinity);
  const members = units.map((unit) => unitMember(folder, unit));
  const contents = units.map(({ exact }) => exact.toString(36));
  return makeGroup({ kind: 'alike', similarity, tokens, wholeFile: false }, members, contents);
}

function groupsByPlace(told: readonly MadeGroup[]): Map<string, MadeGroup[]> {
  const groupsOf = new Map<string, MadeGroup[]>();
  for (const made of told)
    for (const member of made.group.members) {
      const others = groupsOf.get(placeOf(member));
      if (others === undefined) groupsOf.set(placeOf(member), [made]);
      else others.push(made);
    }
  return groupsOf;
}

function placeOf({ path, startLine }: { path: string; startLine: number }): string {
  return `${path}:${startLine}`;
}
