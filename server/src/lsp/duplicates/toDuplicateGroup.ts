import type { DuplicateCopy, DuplicateGroup } from '../../../../protocol/duplicateMessages';
import type { PlacedCopy, PlacedGroup } from './placeCopies';

/** The most copies that are named; of five thousand the same functions nobody looks at all. */
const MAX_COPIES = 200;

/** A group in the protocol's form. */
export function toDuplicateGroup({ group, copies }: PlacedGroup): DuplicateGroup {
  const { id, kind, similarity, tokens, cost, wholeFile } = group;
  return {
    id,
    kind,
    similarity,
    tokens,
    cost,
    wholeFile,
    count: copies.length,
    copies: copies.slice(0, MAX_COPIES).map(toDuplicateCopy),
  };
}

/** A copy in the protocol's form. */
export function toDuplicateCopy({ member, uri, range, nameRange }: PlacedCopy): DuplicateCopy {
  const { kind, language, tokens, symbol, container } = member;
  const copy: DuplicateCopy = { uri, range, nameRange, kind, language, tokens };
  if (symbol !== '') copy.symbol = symbol;
  if (container !== '') copy.container = container;
  return copy;
}
