/** What a person reads of duplicates in diagnostics and code actions. */
import { basename } from 'node:path/posix';
import type { DuplicateGroup, DuplicateMember } from '../../duplicates/duplicateGroup';
import type { PlacedCopy } from './placeCopies';

/** Whole percent, rounded down so that 100 % is said of nothing less. */
export function percentOf(similarity: number): number {
  return Math.floor(similarity * 100 + 1e-9);
}

/** How a copy is called: its name with the innermost that is around it, or its file. */
export function nameOf({ symbol, container, kind, path }: DuplicateMember, wholeFile = false): string {
  if (wholeFile) return basename(path);
  const around = container.split('.').at(-1) ?? '';
  if (symbol === '') return around === '' ? `a piece of ${basename(path)}` : `a piece of ${around}`;
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
  const subject = wholeFile ? 'This file is ' : '';
  const percent = `${percentOf(similarity)} %`;
  const said = {
    exact: `a copy of ${name}, ${percent} the same`,
    renamed: `a copy of ${name} with other names, ${percent} similar`,
    near: `nearly the same as ${name}, ${percent} similar`,
    alike: `much like ${name} in meaning, ${percent} similar`,
  }[kind];
  const text = `${subject}${said}; ${String(members.length)} copies.`;
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** What stands at a related location. */
export function twinMessage({ member, range }: PlacedCopy, wholeFile: boolean): string {
  const lines = range.end.line - range.start.line + 1;
  return `${nameOf(member, wholeFile)}, ${String(lines)} ${lines === 1 ? 'line' : 'lines'}`;
}
