import { contentHash } from '../base/hash';
import type { CodeUnit } from './codeUnit';
import type { DuplicateGroup, DuplicateKind, DuplicateMember } from './duplicateGroup';
import type { DuplicateIndex, IndexedFile } from './duplicateIndex';
import type { NearPairs } from './nearPairs';

/** What to make groups of, and whose they are. */
export interface GroupingInput {
  /** Absolute path of the workspace folder. */
  folder: string;
  index: DuplicateIndex;
  near: NearPairs;
  kinds: ReadonlySet<DuplicateKind>;
  /** Of `near` groups. */
  minSimilarity: number;
  /** Of the largest member. */
  minTokens: number;
}

/** A group with the units that it is made of, which tell what it is in the baseline. */
export interface MadeGroup {
  group: DuplicateGroup;
  /** By member: key of its content. */
  contents: readonly string[];
}

/** Makes a group of its members; its id is that of their contents. */
export function makeGroup(
  facts: Pick<DuplicateGroup, 'kind' | 'similarity' | 'tokens' | 'wholeFile'>,
  members: DuplicateMember[],
  contents: readonly string[],
): MadeGroup {
  const id = contentHash(JSON.stringify([facts.kind, [...contents].sort()]));
  const cost = facts.tokens * (members.length - 1);
  return { group: { id, ...facts, cost, members }, contents };
}

/** A unit as a member of a group. */
export function unitMember(folder: string, unit: CodeUnit): DuplicateMember {
  const { path, startLine, endLine, nameLine, symbol, container, kind, language, tokens } = unit;
  return { folder, path, startLine, endLine, nameLine, symbol, container, kind, language, tokens };
}

/** A whole file as a member of a group. */
export function fileMember(folder: string, { path, lines, units, tokens }: IndexedFile): DuplicateMember {
  const language = units[0]?.language ?? '';
  const place = { startLine: 1, endLine: lines, nameLine: 1 };
  return { folder, path, ...place, symbol: '', container: '', kind: 'file', language, tokens };
}

/** Orders groups: the dearest first, and of as dear ones always the same. */
export function byCost({ group: a }: MadeGroup, { group: b }: MadeGroup): number {
  if (a.cost !== b.cost) return b.cost - a.cost;
  if (a.id !== b.id) return a.id < b.id ? -1 : 1;
  const [one, other] = [a.members[0], b.members[0]];
  if (one === undefined || other === undefined) return 0;
  return one.path === other.path ? one.startLine - other.startLine : one.path < other.path ? -1 : 1;
}
