/** Command ids as they stand in package.json; `test/unit/protocol` holds both sides to each other. */
export const Commands = {
  search: 'akin.search',
  findSimilar: 'akin.findSimilar',
  pauseIndexing: 'akin.pauseIndexing',
  resumeIndexing: 'akin.resumeIndexing',
  rebuildIndex: 'akin.rebuildIndex',
  clearIndex: 'akin.clearIndex',
  showIndexStatus: 'akin.showIndexStatus',
  /** Opens the focused hit of an open search beside the editor; not in the command palette. */
  openHitToSide: 'akin.openHitToSide',
  /** Sends the hits of an open search to the results view; not in the command palette. */
  showAllResults: 'akin.showAllResults',
  /** Shows a node of the results view in the editor. Argument: the node; the selection without one. */
  previewResult: 'akin.results.preview',
  openResult: 'akin.results.open',
  openResultToSide: 'akin.results.openToSide',
  nextResult: 'akin.results.next',
  previousResult: 'akin.results.previous',
  dismissResult: 'akin.results.dismiss',
  copyResult: 'akin.results.copy',
  copyAllResults: 'akin.results.copyAll',
  refreshResults: 'akin.results.refresh',
  clearResults: 'akin.results.clear',
  groupResultsByFile: 'akin.results.groupByFile',
  groupResultsByScore: 'akin.results.groupByScore',
  openResultsInEditor: 'akin.results.openInEditor',
  /** Shows similar code without leaving the file. Argument: `{uri, line}` of a code lens; the selection or the cursor without one. */
  peekSimilar: 'akin.peekSimilar',
  /** Says why a file is indexed or not. Argument: its URI; the file in the editor without one. */
  explainFile: 'akin.explainFile',
  /** Leaves a folder out of the index. Argument: its URI. */
  excludeFolder: 'akin.excludeFolder',
  refreshIndexView: 'akin.index.refresh',
  showLog: 'akin.showLog',
  showHistory: 'akin.results.history',
} as const;

/** An id out of {@link Commands}. */
export type CommandId = (typeof Commands)[keyof typeof Commands];

/** Ids of the views and of the container that holds them, as in package.json. */
export const Views = {
  container: 'akin',
  results: 'akin.results',
  index: 'akin.index',
} as const;

/** Context keys that package.json's `when` and `enablement` clauses read. */
export const ContextKeys = {
  /** The server answers. */
  running: 'akin.running',
  /** Files are being read. */
  indexing: 'akin.indexing',
  /** Indexing is paused. */
  paused: 'akin.paused',
  /** The quick pick of a search is open. */
  searchVisible: 'akin.searchVisible',
  /** The results view holds an answer. */
  hasResults: 'akin.hasResults',
  /** The results view is laid out by file, not by score. */
  resultsByFile: 'akin.resultsByFile',
} as const;

/** A key out of {@link ContextKeys}. */
export type ContextKey = (typeof ContextKeys)[keyof typeof ContextKeys];
