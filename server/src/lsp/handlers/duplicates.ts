import { URI } from 'vscode-uri';
import type {
  DuplicateKind,
  DuplicatesParams,
  DuplicatesResult,
} from '../../../../protocol/duplicateMessages';
import { AkinError } from '../../base/errors';
import { t } from '../../base/texts';
import { duplicateKinds } from '../../duplicates/duplicateGroup';
import { normalUri } from '../duplicates/normalUri';
import { type GroupSelection, selectGroups } from '../duplicates/selectGroups';
import { toDuplicateGroup } from '../duplicates/toDuplicateGroup';
import type { ServerContext } from '../serverContext';
import { limitOf, membersOf, pathOf } from './search';
import { textDocumentOf } from './textDocumentOf';

/** More groups than a view can be scrolled through, and a message of a few megabytes. */
const MAX_GROUPS = 2_000;

const sorts = ['cost', 'similarity', 'path'] as const;

/** Answers `akin/duplicates`. */
export function handleDuplicates({ duplicates }: ServerContext, params: unknown): DuplicatesResult {
  const given = membersOf(params) as Partial<Record<keyof DuplicatesParams, unknown>>;
  const selection = selectionOf(given);
  const limit = Math.min(MAX_GROUPS, limitOf(given.limit, MAX_GROUPS));
  const all = duplicates.groups();
  const candidates = selection.uri === undefined ? all : duplicates.groupsIn(selection.uri);
  const placed = candidates.map((group) => duplicates.place(group)).filter((group) => group !== undefined);
  const found = selectGroups(placed, selection);
  return {
    groups: found.slice(0, limit).map(toDuplicateGroup),
    matching: found.length,
    total: all.length,
    state: duplicates.state(),
  };
}

/** @throws {AkinError} `invalid-request` for a member that is not what it should be */
function selectionOf(given: Partial<Record<keyof DuplicatesParams, unknown>>): GroupSelection {
  const { id, textDocument, line, kinds, folder, text, sort } = given;
  const selection: GroupSelection = { sort: sortOf(sort) };
  if (isGiven(id)) selection.id = textOf(id, 'id');
  if (isGiven(textDocument)) selection.uri = normalUri(textDocumentOf(textDocument));
  if (isGiven(line)) selection.line = lineOf(line);
  if (isGiven(kinds)) selection.kinds = kindsOf(kinds);
  if (isGiven(folder)) selection.folder = URI.file(pathOf(folder, 'folder')).toString();
  if (isGiven(text)) selection.text = textOf(text, 'text');
  return selection;
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null;
}

function textOf(value: unknown, name: string): string {
  if (typeof value === 'string') return value;
  throw new AkinError('invalid-request', t('{0} must be a text.', name));
}

/** @throws {AkinError} `invalid-request` unless it is the number of a line, from 0 */
export function lineOf(value: unknown): number {
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0) return value;
  throw new AkinError('invalid-request', t('{0} must be a whole number from {1}.', 'line', 0));
}

function kindsOf(value: unknown): DuplicateKind[] {
  const known = (kind: unknown): kind is DuplicateKind =>
    duplicateKinds.some((candidate) => candidate === kind);
  if (Array.isArray(value) && value.every(known)) return value;
  throw new AkinError(
    'invalid-request',
    t('{0} must be a list out of {1}.', 'kinds', duplicateKinds.join(', ')),
  );
}

function sortOf(value: unknown): GroupSelection['sort'] {
  if (!isGiven(value)) return 'cost';
  const sort = sorts.find((known) => known === value);
  if (sort !== undefined) return sort;
  throw new AkinError('invalid-request', t('{0} must be one of {1}.', 'sort', sorts.join(', ')));
}
