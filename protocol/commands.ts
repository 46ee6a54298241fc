/** Command ids as they stand in package.json; `test/unit/protocol` holds both sides to each other. */
export const Commands = {
  search: 'akin.search',
  findSimilar: 'akin.findSimilar',
  pauseIndexing: 'akin.pauseIndexing',
  resumeIndexing: 'akin.resumeIndexing',
  rebuildIndex: 'akin.rebuildIndex',
  clearIndex: 'akin.clearIndex',
  showIndexStatus: 'akin.showIndexStatus',
} as const;

/** An id out of {@link Commands}. */
export type CommandId = (typeof Commands)[keyof typeof Commands];
