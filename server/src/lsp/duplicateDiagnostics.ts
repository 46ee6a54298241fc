import type { Diagnostic } from 'vscode-languageserver';
import { duplicateMessage, twinMessage } from './duplicates/duplicateText';
import {
  closestTwin,
  nearestTwins,
  placeGroup,
  type CurrentLines,
  type PlacedGroup,
} from './duplicates/placeCopies';
import type { Severities } from './duplicates/severities';
import type { DuplicateGroup } from '../duplicates/duplicateGroup';

/** Shown as `akin(duplicate)`. */
export const DIAGNOSTIC_SOURCE = 'akin';
export const DIAGNOSTIC_CODE = 'duplicate';

/** More places than a person goes through; the message says how many copies there are. */
export const MAX_RELATED = 10;

/**
 * The most diagnostics for files that are not open. VS Code keeps about 1,100 of one source; the dearest groups come
 * first, and the view shows the others.
 */
export const MAX_WORKSPACE_DIAGNOSTICS = 1_000;

/** What the settings and the client ask for. */
export interface DiagnosticOptions {
  severities: Severities;
  /** The client shows other places with a diagnostic. */
  relatedInformation: boolean;
  /** Where the code is explained; undefined when the client follows no link. */
  docsUri: string | undefined;
}

/**
 * The diagnostics of one document.
 * @param groups those with a copy in it
 */
export function documentDiagnostics(
  uri: string,
  groups: readonly DuplicateGroup[],
  options: DiagnosticOptions,
  current: CurrentLines,
): Diagnostic[] {
  const found: Diagnostic[] = [];
  for (const placed of reported(groups, options, current))
    placed.copies.forEach((copy, index) => {
      if (copy.uri === uri) found.push(...diagnosticOf(placed, index, options));
    });
  return found;
}

/** The diagnostics of all documents by URI; those of the dearest groups where there are too many. */
export function workspaceDiagnostics(
  groups: readonly DuplicateGroup[],
  options: DiagnosticOptions,
  current: CurrentLines,
): Map<string, Diagnostic[]> {
  const byUri = new Map<string, Diagnostic[]>();
  let left = MAX_WORKSPACE_DIAGNOSTICS;
  for (const placed of reported(groups, options, current)) {
    for (const [index, { uri }] of placed.copies.entries()) {
      if (left-- <= 0) return byUri;
      byUri.set(uri, [...(byUri.get(uri) ?? []), ...diagnosticOf(placed, index, options)]);
    }
  }
  return byUri;
}

function* reported(
  groups: readonly DuplicateGroup[],
  { severities }: DiagnosticOptions,
  current: CurrentLines,
): Generator<PlacedGroup> {
  for (const group of groups) {
    const placed = severities[group.kind] === undefined ? undefined : placeGroup(group, current);
    if (placed !== undefined) yield placed;
  }
}

/** One diagnostic, or none where the copy has no twin. It has no tag: neither unnecessary nor deprecated is true of it. */
function diagnosticOf(
  { group, copies }: PlacedGroup,
  index: number,
  options: DiagnosticOptions,
): Diagnostic[] {
  const copy = copies[index];
  const twin = closestTwin(copies, index);
  const severity = options.severities[group.kind];
  if (copy === undefined || twin === undefined || severity === undefined) return [];
  const diagnostic: Diagnostic = {
    range: copy.nameRange,
    severity,
    source: DIAGNOSTIC_SOURCE,
    code: DIAGNOSTIC_CODE,
    message: duplicateMessage(group, twin),
    data: { group: group.id },
  };
  if (options.docsUri !== undefined) diagnostic.codeDescription = { href: options.docsUri };
  if (options.relatedInformation)
    diagnostic.relatedInformation = nearestTwins(copies, index, MAX_RELATED).map((other) => ({
      location: { uri: other.uri, range: other.nameRange },
      message: twinMessage(other, group.wholeFile),
    }));
  return [diagnostic];
}
