/** How far copies differ, from nothing at all to the wording; `alike` is a hint that meaning alone gives. */
export const duplicateKinds = ['exact', 'renamed', 'near', 'alike'] as const;

export type DuplicateKind = (typeof duplicateKinds)[number];

/** One copy. Lines from 1, both inclusive. */
export interface DuplicateMember {
  /** Absolute path of the workspace folder. */
  folder: string;
  /** Relative to the folder, with `/`. */
  path: string;
  startLine: number;
  endLine: number;
  nameLine: number;
  /** Empty when it defines no name. */
  symbol: string;
  /** Enclosing names joined by a dot, empty at top level. */
  container: string;
  /** A `ChunkKind` of the chunker. */
  kind: string;
  language: string;
  /** Without comments and white space. */
  tokens: number;
}

/**
 * Copies of each other. `similarity` 0..1 is the share of aligned tokens of the least alike member to the group's first;
 * `cost` = tokens x (copies - 1). `id` is stable while its members' content is.
 */
export interface DuplicateGroup {
  id: string;
  kind: DuplicateKind;
  similarity: number;
  tokens: number;
  cost: number;
  wholeFile: boolean;
  members: DuplicateMember[];
}
