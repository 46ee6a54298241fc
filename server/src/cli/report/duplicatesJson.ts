import type { DuplicateGroup } from '../../duplicates/duplicateGroup';
import type { DuplicatesReport } from './duplicatesReport';

/** `akin duplicates --json`: the groups with paths relative to the folder. */
export function duplicatesJson({ groups, accepted }: DuplicatesReport): string {
  const shown = groups.map(({ similarity, members, ...group }) => ({
    ...group,
    similarity: rounded(similarity),
    // Undefined members are not printed: the folder is the caller's.
    members: members.map((member) => ({ ...member, folder: undefined })),
  }));
  return `${JSON.stringify({ version: 1, accepted, groups: shown }, null, 1)}\n`;
}

/** Beyond so many equal copies each is paired with the first alone: pairs grow with the square. */
const MAX_ALL_PAIRS = 100;

/**
 * `akin duplicates --json --pairs`: every pair of equal copies, and each near copy with the one that it was compared with. One line a pair.
 */
export function duplicatePairs({ groups }: DuplicatesReport): string {
  const lines: string[] = [];
  for (const group of groups)
    for (const [a, b] of pairsOf(group))
      lines.push(JSON.stringify({ a, b, score: rounded(group.similarity), kind: group.kind }));
  return lines.length === 0 ? '[]\n' : `[\n${lines.join(',\n')}\n]\n`;
}

/** A side of a pair; lines from 1, both inclusive. */
interface Side {
  file: string;
  startLine: number;
  endLine: number;
}

function* pairsOf({ kind, members }: DuplicateGroup): Generator<[Side, Side]> {
  const sides = members.map(({ path, startLine, endLine }) => ({ file: path, startLine, endLine }));
  const areEqual = kind !== 'near' && sides.length <= MAX_ALL_PAIRS;
  for (const [index, a] of sides.entries())
    if (index === 0 || areEqual) for (const b of sides.slice(index + 1)) yield [a, b];
}

function rounded(similarity: number): number {
  return Math.round(similarity * 1e4) / 1e4;
}
