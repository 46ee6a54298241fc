import { join } from 'node:path';
import type { Range } from 'vscode-languageserver';
import { URI } from 'vscode-uri';
import type { DuplicateGroup, DuplicateMember } from '../../duplicates/duplicateGroup';
import { isMarkedIgnored } from './ignoreMarks';

/** The end of a line whose length is not known; LSP takes what lies beyond a line for its end. */
const END_OF_LINE = 2 ** 31 - 1;

/** What is asked of documents: their lines as they are now. */
export interface CurrentLines {
  /** The lines of an open document; undefined when it is not open. */
  lines(uri: string): readonly string[] | undefined;
  /** Where a line of the saved file stands now, both from 0; undefined when it is gone. */
  toCurrent(uri: string, line: number): number | undefined;
}

/** A copy at its place in the open document or, where there is none, on disk. */
export interface PlacedCopy {
  member: DuplicateMember;
  uri: string;
  /** The whole of it. */
  range: Range;
  /** Its name; the line that names it, where the column is not known. */
  nameRange: Range;
}

/** A group with the places of its copies, by path and line. */
export interface PlacedGroup {
  group: DuplicateGroup;
  copies: readonly PlacedCopy[];
}

/**
 * Finds the places of a group's copies. A copy that is no longer there in the unsaved text, or is ignored there, is left
 * out; a group of
 * which fewer than two are left is none.
 */
export function placeGroup(group: DuplicateGroup, current: CurrentLines): PlacedGroup | undefined {
  const copies = group.members
    .map((member) => placeCopy(member, group.wholeFile, current))
    .filter((copy) => copy !== undefined)
    .sort(byPlace);
  return copies.length < 2 ? undefined : { group, copies };
}

function placeCopy(
  member: DuplicateMember,
  wholeFile: boolean,
  current: CurrentLines,
): PlacedCopy | undefined {
  const uri = uriOf(member);
  // A file as a whole begins at its first line, whatever that has become.
  const nameLine = wholeFile ? 0 : current.toCurrent(uri, member.nameLine - 1);
  if (nameLine === undefined) return undefined;
  const startLine = wholeFile ? 0 : nameLine - (member.nameLine - member.startLine);
  const endLine = current.toCurrent(uri, member.endLine - 1) ?? nameLine + member.endLine - member.nameLine;
  const lines = current.lines(uri);
  const start = Math.max(0, startLine);
  const end = Math.max(nameLine, lines === undefined ? endLine : Math.min(endLine, lines.length - 1));
  if (lines !== undefined && isMarkedIgnored(lines, start, end)) return undefined;
  return {
    member,
    uri,
    range: {
      start: { line: start, character: 0 },
      end: { line: end, character: lines?.[end]?.length ?? END_OF_LINE },
    },
    nameRange: nameRange(nameLine, lines?.[nameLine], wholeFile ? '' : member.symbol),
  };
}

/** The name in its line; without it the text of the line; without that the whole line. */
function nameRange(line: number, text: string | undefined, symbol: string): Range {
  const at = (start: number, end: number): Range => ({
    start: { line, character: start },
    end: { line, character: end },
  });
  if (text === undefined) return at(0, END_OF_LINE);
  const found = symbol === '' ? -1 : wordIndex(text, symbol);
  if (found >= 0) return at(found, found + symbol.length);
  const trimmed = text.trimEnd();
  return at(trimmed.length - trimmed.trimStart().length, trimmed.length);
}

/** Where a name stands as a word of its own, as `at` does not in `format(at)`. */
function wordIndex(text: string, name: string): number {
  const isPart = (character: string | undefined): boolean =>
    character !== undefined && /[\p{L}\p{N}_$]/u.test(character);
  for (let from = text.indexOf(name); from >= 0; from = text.indexOf(name, from + 1))
    if (!isPart(text[from - 1]) && !isPart(text[from + name.length])) return from;
  return -1;
}

/** Each is asked for again and again, and costs more than all else. */
const uris = new WeakMap<DuplicateMember, string>();

/** The URI of a copy's file. */
function uriOf(member: DuplicateMember): string {
  const known = uris.get(member);
  if (known !== undefined) return known;
  const uri = URI.file(join(member.folder, member.path)).toString();
  uris.set(member, uri);
  return uri;
}

/** By folder, path and line. */
function byPlace(a: PlacedCopy, b: PlacedCopy): number {
  return compare(a.uri, b.uri) || a.nameRange.start.line - b.nameRange.start.line;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/**
 * The copy that stands next to another: in the same file if there is one, else in the file whose path is the most
 * like it. Copies are in the order of their places, so it is one of the two neighbours.
 */
export function closestTwin(copies: readonly PlacedCopy[], index: number): PlacedCopy | undefined {
  const before = copies[index - 1];
  const after = copies[index + 1];
  const here = copies[index];
  if (before === undefined || after === undefined || here === undefined) return before ?? after;
  return distance(here, before) <= distance(here, after) ? before : after;
}

/** Small for the same file, then for paths with much in common. */
function distance(a: PlacedCopy, b: PlacedCopy): number {
  if (a.uri === b.uri) return Math.abs(a.nameRange.start.line - b.nameRange.start.line) / 1e9;
  const left = a.uri.split('/');
  const right = b.uri.split('/');
  let common = 0;
  while (common < left.length && left[common] === right[common]) common++;
  return left.length + right.length - 2 * common;
}

/** Up to `limit` other copies, the closest by place first. */
export function nearestTwins(
  copies: readonly PlacedCopy[],
  index: number,
  limit: number,
): readonly PlacedCopy[] {
  const twins: PlacedCopy[] = [];
  for (let step = 1; twins.length < limit && step < copies.length; step++)
    for (const twin of [copies[index - step], copies[index + step]])
      if (twin !== undefined && twins.length < limit) twins.push(twin);
  return twins;
}
