/**
 * Groups of signals that a search can be told to do without, so that a benchmark shows what each is worth: keyword search, vectors,
 * definitions of the names asked for, words in names, words in docs and signatures, words in paths, the file as a whole, the kind of
 * file (tests, examples, …), one hit per file at the top.
 */
export const signalGroups = [
  'words',
  'vectors',
  'definitions',
  'names',
  'docs',
  'paths',
  'files',
  'fileKinds',
  'spread',
] as const;

export type SignalGroup = (typeof signalGroups)[number];
