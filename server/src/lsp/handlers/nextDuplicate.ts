import type { NextDuplicateResult } from '../../../../protocol/duplicateMessages';
import { nextCopy } from '../duplicates/nextCopy';
import { normalUri } from '../duplicates/normalUri';
import { severitiesOf } from '../duplicates/severities';
import { toDuplicateCopy, toDuplicateGroup } from '../duplicates/toDuplicateGroup';
import type { ServerContext } from '../serverContext';
import { membersOf } from './search';
import { positionOf } from './similar';
import { textDocumentOf } from './textDocumentOf';

/** Answers `akin/nextDuplicate`, of the kinds that are reported; null when there is none. */
export function handleNextDuplicate(
  { duplicates, settings }: ServerContext,
  params: unknown,
): NextDuplicateResult | null {
  const { textDocument, position, backwards } = membersOf(params);
  const from = { uri: normalUri(textDocumentOf(textDocument)), line: positionOf(position).line };
  const severities = severitiesOf(settings);
  const groups = duplicates
    .groups()
    .filter(({ kind }) => severities[kind] !== undefined)
    .map((group) => duplicates.place(group))
    .filter((group) => group !== undefined);
  const next = nextCopy(groups, from, backwards === true);
  return next === undefined
    ? null
    : { group: toDuplicateGroup(next.placed), copy: toDuplicateCopy(next.copy) };
}
