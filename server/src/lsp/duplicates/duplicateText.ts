/** What a person reads of duplicates in diagnostics and code actions. */
import { basename } from 'node:path/posix';
import { t, type TextValue } from '../../base/texts';
import type { DuplicateGroup, DuplicateKind, DuplicateMember } from '../../duplicates/duplicateGroup';
import type { PlacedCopy } from './placeCopies';

/** Whole percent, rounded down so that 100 % is said of nothing less. */
export function percentOf(similarity: number): number {
  return Math.floor(similarity * 100 + 1e-9);
}

/** How a copy is called: its name with the innermost that is around it, or its file. */
export function nameOf({ symbol, container, kind, path }: DuplicateMember, wholeFile = false): string {
  if (wholeFile) return basename(path);
  const around = container.split('.').at(-1) ?? '';
  if (symbol === '') return t('a piece of {0}', around === '' ? basename(path) : around);
  return around === '' || (kind === 'constructor' && around === symbol) ? symbol : `${around}.${symbol}`;
}

/** `path:line` of a copy. */
export function placeOf({ member, nameRange }: PlacedCopy): string {
  return `${member.path}:${nameRange.start.line + 1}`;
}

/** The message of a diagnostic: how alike, to what and where, how many there are. */
export function duplicateMessage(group: DuplicateGroup, twin: PlacedCopy): string {
  const { kind, similarity, wholeFile, members } = group;
  const name = wholeFile ? twin.member.path : `${nameOf(twin.member)} (${placeOf(twin)})`;
  const values = [name, percentOf(similarity), members.length];
  return wholeFile ? fileMessage(kind, values) : codeMessage(kind, values);
}

function codeMessage(kind: DuplicateKind, values: TextValue[]): string {
  switch (kind) {
    case 'exact':
      return t('A copy of {0}, {1} % the same; {2} copies.', ...values);
    case 'renamed':
      return t('A copy of {0} with other names, {1} % similar; {2} copies.', ...values);
    case 'near':
      return t('Nearly the same as {0}, {1} % similar; {2} copies.', ...values);
    case 'alike':
      return t('Much like {0} in meaning, {1} % similar; {2} copies.', ...values);
  }
}

function fileMessage(kind: DuplicateKind, values: TextValue[]): string {
  switch (kind) {
    case 'exact':
      return t('This file is a copy of {0}, {1} % the same; {2} copies.', ...values);
    case 'renamed':
      return t('This file is a copy of {0} with other names, {1} % similar; {2} copies.', ...values);
    case 'near':
      return t('This file is nearly the same as {0}, {1} % similar; {2} copies.', ...values);
    case 'alike':
      return t('This file is much like {0} in meaning, {1} % similar; {2} copies.', ...values);
  }
}

/** What stands at a related location. */
export function twinMessage({ member, range }: PlacedCopy, wholeFile: boolean): string {
  const lines = range.end.line - range.start.line + 1;
  const name = nameOf(member, wholeFile);
  return lines === 1 ? t('{0}, {1} line', name, lines) : t('{0}, {1} lines', name, lines);
}
