import type { DuplicateKind } from '../../duplicates/duplicateGroup';
import type { PlacedCopy, PlacedGroup } from './placeCopies';

/** Which groups are asked for; every given member must hold. */
export interface GroupSelection {
  id?: string;
  uri?: string;
  /** From 0; a line of the copy in the document {@link uri}. */
  line?: number;
  kinds?: readonly DuplicateKind[];
  /** URI of a folder, without a slash at its end. */
  folder?: string;
  text?: string;
  sort: 'cost' | 'similarity' | 'path';
}

/** The groups that fit, in the order that is asked for. Groups come dearest first. */
export function selectGroups(groups: readonly PlacedGroup[], selection: GroupSelection): PlacedGroup[] {
  const found = groups.filter((placed) => fits(placed, selection));
  // Equals stay in the order they come in, so dearest first among them.
  if (selection.sort === 'similarity') found.sort((a, b) => b.group.similarity - a.group.similarity);
  if (selection.sort === 'path') found.sort((a, b) => comparePlaces(a.copies[0], b.copies[0]));
  return found;
}

function fits({ group, copies }: PlacedGroup, selection: GroupSelection): boolean {
  const { id, uri, line, kinds, folder, text } = selection;
  if (id !== undefined && group.id !== id) return false;
  if (kinds !== undefined && !kinds.includes(group.kind)) return false;
  if (uri !== undefined && !copies.some((copy) => copy.uri === uri && holdsLine(copy, line))) return false;
  if (folder !== undefined && !copies.some((copy) => copy.uri.startsWith(`${folder}/`))) return false;
  const wanted = text?.trim().toLowerCase() ?? '';
  return wanted === '' || copies.some(({ member }) => searchedText(member).includes(wanted));
}

function holdsLine({ range }: PlacedCopy, line: number | undefined): boolean {
  return line === undefined || (range.start.line <= line && line <= range.end.line);
}

function searchedText({ path, container, symbol }: PlacedCopy['member']): string {
  return `${path} ${container}.${symbol}`.toLowerCase();
}

/** By path, then by line. */
export function comparePlaces(a: PlacedCopy | undefined, b: PlacedCopy | undefined): number {
  if (a === undefined || b === undefined) return 0;
  if (a.uri !== b.uri) return a.uri < b.uri ? -1 : 1;
  return a.nameRange.start.line - b.nameRange.start.line;
}
