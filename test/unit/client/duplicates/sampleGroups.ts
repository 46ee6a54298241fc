import type { DuplicateCopy, DuplicateGroup } from '../../../../protocol/duplicateMessages';

/** A function of ten lines that is named in its second. */
export function copy(path: string, startLine: number, given: Partial<DuplicateCopy> = {}): DuplicateCopy {
  return {
    uri: `file:///shop/${path}`,
    range: { start: { line: startLine, character: 0 }, end: { line: startLine + 9, character: 1 } },
    nameRange: {
      start: { line: startLine + 1, character: 9 },
      end: { line: startLine + 1, character: 14 },
    },
    symbol: 'total',
    kind: 'function',
    language: 'typescript',
    tokens: 1_260,
    ...given,
  };
}

export function group(copies: DuplicateCopy[], given: Partial<DuplicateGroup> = {}): DuplicateGroup {
  return {
    id: 'g1',
    kind: 'exact',
    similarity: 1,
    tokens: 1_260,
    cost: 1_260 * (copies.length - 1),
    wholeFile: false,
    count: copies.length,
    copies,
    ...given,
  };
}

/** Paths below the folder of the samples. */
export const pathOf = (uri: string): string => uri.replace('file:///shop/', '');
