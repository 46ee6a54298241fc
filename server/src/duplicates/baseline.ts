/**
 * Findings that a team has accepted, in a file of the workspace: only new ones are told. A finding is known by its members' content, so
 * that lines may move and files be renamed; one more copy is a new finding, one less is none.
 */
import type { MadeGroup } from './madeGroup';

/** Where the baseline is kept unless the settings say otherwise, relative to the folder. */
export const BASELINE_PATH = '.akin/duplicates-baseline.json';

/** Raised when the form of the file, or what content keys are made of, changes. */
export const BASELINE_VERSION = 1;

/** One accepted finding. */
export interface BaselineEntry {
  kind: string;
  members: readonly BaselineMember[];
}

/** A copy: path and symbol are for people to read, the content is compared. */
export interface BaselineMember {
  path: string;
  symbol: string;
  content: string;
}

/** Reads a baseline. @returns the entries, or what is wrong with the file in words that follow its name */
export function readBaseline(text: string): { entries: BaselineEntry[] } | { problem: string } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { problem: 'is no JSON' };
  }
  if (!isObject(value)) return { problem: 'is no baseline' };
  if (value.version !== BASELINE_VERSION)
    return {
      problem: `is of version ${String(value.version)}, and this Akin reads version ${BASELINE_VERSION}`,
    };
  if (!Array.isArray(value.groups) || !value.groups.every(isEntry)) return { problem: 'is no baseline' };
  return { entries: value.groups };
}

/** The text of a baseline, one line a copy, in an order that makes small differences. */
export function writeBaseline(entries: readonly BaselineEntry[]): string {
  const sorted = entries
    .map(({ kind, members }) => ({ kind, members: [...members].sort(byPlace) }))
    .sort((a, b) => byPlace(a.members[0], b.members[0]));
  return `${JSON.stringify({ version: BASELINE_VERSION, groups: sorted }, null, 1)}\n`;
}

/** The entry that accepts a finding. */
export function baselineEntry({ group, contents }: MadeGroup): BaselineEntry {
  const members = group.members.map(({ path, symbol }, index) => ({
    path,
    symbol,
    content: contents[index] ?? '',
  }));
  return { kind: group.kind, members };
}

/** Answers whether a finding is accepted: all its members stand in one entry, each as often as it is there. */
export class Baseline {
  private readonly byContent = new Map<string, BaselineEntry[]>();

  constructor(readonly entries: readonly BaselineEntry[]) {
    for (const entry of entries)
      for (const content of new Set(entry.members.map((member) => member.content))) {
        const others = this.byContent.get(content);
        if (others === undefined) this.byContent.set(content, [entry]);
        else others.push(entry);
      }
  }

  accepts({ contents }: MadeGroup): boolean {
    const candidates = this.byContent.get(contents[0] ?? '') ?? [];
    return candidates.some(({ members }) => {
      const left = members.map(({ content }) => content);
      return contents.every((content) => {
        const at = left.indexOf(content);
        if (at >= 0) left.splice(at, 1);
        return at >= 0;
      });
    });
  }

  /** Paths that stand in the baseline and not in the folder, each once. */
  pathsGone(exists: (path: string) => boolean): string[] {
    const paths = new Set(this.entries.flatMap(({ members }) => members.map(({ path }) => path)));
    return [...paths].filter((path) => !exists(path)).sort();
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isEntry(value: unknown): value is BaselineEntry {
  if (!isObject(value) || typeof value.kind !== 'string' || !Array.isArray(value.members)) return false;
  return value.members.every(
    (member) =>
      isObject(member) &&
      typeof member.path === 'string' &&
      typeof member.symbol === 'string' &&
      typeof member.content === 'string',
  );
}

function byPlace(a: BaselineMember | undefined, b: BaselineMember | undefined): number {
  const one = a === undefined ? '' : `${a.path} ${a.symbol} ${a.content}`;
  const other = b === undefined ? '' : `${b.path} ${b.symbol} ${b.content}`;
  return one < other ? -1 : one > other ? 1 : 0;
}
