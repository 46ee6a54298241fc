import { window } from 'vscode';
import type { DuplicateTarget } from '../../../protocol/commands';
import {
  DuplicatesRequest,
  type DuplicateCopy,
  type DuplicateGroup,
  type DuplicatesParams,
} from '../../../protocol/duplicateMessages';
import type { Session } from '../session';
import type { CopyNode, GroupNode } from './duplicateNodes';
import { t } from '../localise';

/** A group as it is now, and the copy that is meant, where one is. */
export interface ChosenDuplicate {
  group: DuplicateGroup;
  copy: DuplicateCopy | undefined;
  /** True when a group was chosen as a whole, from the view. */
  isGroup: boolean;
}

/** How long a word in the status bar stays. */
const STATUS_MS = 5_000;

/** Says something that needs no answer and no attention. */
export function tellInStatusBar(text: string): void {
  window.setStatusBarMessage(text, STATUS_MS);
}

/**
 * What a command was called for: a target out of a code action or a code lens, a row of the view, or the duplicate
 * at the cursor. Undefined, and said in the status bar, when there is none.
 */
export async function chosenDuplicate(
  session: Session,
  given: unknown,
): Promise<ChosenDuplicate | undefined> {
  const wanted = wantedOf(given);
  if (wanted !== undefined) {
    const { groups } = await session.send(DuplicatesRequest, wanted.params);
    // After an edit the group has another id, but it is still the one that is there.
    const [group] = groups.length > 0 ? groups : await atLine(session, wanted.place);
    if (group !== undefined) return { group, copy: copyAt(group, wanted.place), isGroup: wanted.isGroup };
  }
  tellInStatusBar(
    wanted === undefined || !wanted.isCursor
      ? t('Akin: this duplicate is no longer there')
      : t('Akin: no duplicate at the cursor'),
  );
  return undefined;
}

interface Wanted {
  params: DuplicatesParams;
  place: { uri: string; line: number } | undefined;
  isGroup: boolean;
  isCursor: boolean;
}

function wantedOf(given: unknown): Wanted | undefined {
  if (isTarget(given)) {
    const { group, uri, line } = given;
    return { params: { id: group }, place: { uri, line }, isGroup: false, isCursor: false };
  }
  if (isNode(given)) {
    const place =
      given.type === 'copy' ? { uri: given.copy.uri, line: given.copy.nameRange.start.line } : undefined;
    return { params: { id: given.group.id }, place, isGroup: given.type === 'group', isCursor: false };
  }
  const editor = window.activeTextEditor;
  if (editor?.document.uri.scheme !== 'file') return undefined;
  const place = { uri: editor.document.uri.toString(), line: editor.selection.active.line };
  return {
    params: { textDocument: { uri: place.uri }, line: place.line },
    place,
    isGroup: false,
    isCursor: true,
  };
}

async function atLine(session: Session, place: Wanted['place']): Promise<DuplicateGroup[]> {
  if (place === undefined) return [];
  const params = { textDocument: { uri: place.uri }, line: place.line };
  return (await session.send(DuplicatesRequest, params)).groups;
}

function copyAt({ copies }: DuplicateGroup, place: Wanted['place']): DuplicateCopy | undefined {
  if (place === undefined) return undefined;
  const { uri, line } = place;
  const inFile = copies.filter((copy) => sameUri(copy.uri, uri));
  return inFile.find(({ range }) => range.start.line <= line && line <= range.end.line) ?? inFile[0];
}

function sameUri(a: string, b: string): boolean {
  return a === b || decodeURIComponent(a) === decodeURIComponent(b);
}

function isTarget(given: unknown): given is DuplicateTarget {
  return typeof given === 'object' && given !== null && 'group' in given && typeof given.group === 'string';
}

function isNode(given: unknown): given is GroupNode | CopyNode {
  return (
    typeof given === 'object' &&
    given !== null &&
    'type' in given &&
    (given.type === 'group' || given.type === 'copy')
  );
}

/** The other copies, those that stand closest first: in the same file, then before and after by path. */
export function twinsOf({ copies }: DuplicateGroup, copy: DuplicateCopy): DuplicateCopy[] {
  const here = copies.indexOf(copy);
  return copies
    .map((twin, index) => ({ twin, steps: Math.abs(index - here), other: twin.uri === copy.uri ? 0 : 1 }))
    .filter(({ twin }) => twin !== copy)
    .sort((a, b) => a.other - b.other || a.steps - b.steps)
    .map(({ twin }) => twin);
}
