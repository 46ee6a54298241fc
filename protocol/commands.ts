/** Command ids as they stand in package.json; `test/unit/protocol` holds both sides to each other. */
export const Commands = {
  search: 'akin.search',
  findSimilar: 'akin.findSimilar',
  pauseIndexing: 'akin.pauseIndexing',
  resumeIndexing: 'akin.resumeIndexing',
  rebuildIndex: 'akin.rebuildIndex',
  clearIndex: 'akin.clearIndex',
  showIndexStatus: 'akin.showIndexStatus',
  /** Opens the focused hit of an open search to the side; not in the command palette. */
  openHitToSide: 'akin.openHitToSide',
  /** Sends the hits of an open search to the Search view; not in the command palette. */
  showAllResults: 'akin.showAllResults',
  /** Shows a node of the Search view in the editor. Argument: the node; the selection without one. */
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
  /** Opens a page that tells how fast the server is and what holds it back. */
  showPerformanceReport: 'akin.showPerformanceReport',
  /** Writes what that page shows into a file that a person chooses. */
  exportPerformanceReport: 'akin.exportPerformanceReport',
  showHistory: 'akin.results.history',
  nextDuplicate: 'akin.nextDuplicate',
  previousDuplicate: 'akin.previousDuplicate',
  goToTwin: 'akin.goToTwin',
  compareDuplicates: 'akin.compareDuplicates',
  showDuplicates: 'akin.showDuplicates',
  ignoreDuplicate: 'akin.ignoreDuplicate',
  ignoreDuplicatesInFile: 'akin.ignoreDuplicatesInFile',
  acceptDuplicate: 'akin.acceptDuplicate',
  acceptDuplicates: 'akin.acceptDuplicates',
  refreshDuplicates: 'akin.refreshDuplicates',
  filterDuplicates: 'akin.filterDuplicates',
  clearDuplicateFilter: 'akin.clearDuplicateFilter',
  sortDuplicatesByCost: 'akin.sortDuplicatesByCost',
  groupDuplicatesByFolder: 'akin.groupDuplicatesByFolder',
  groupDuplicatesByKind: 'akin.groupDuplicatesByKind',
  copyDuplicates: 'akin.copyDuplicates',
  openDuplicateSettings: 'akin.openDuplicateSettings',
  /** Opens a copy from the view; not in the command palette. */
  openDuplicate: 'akin.openDuplicate',
} as const;

/** An id out of {@link Commands}. */
export type CommandId = (typeof Commands)[keyof typeof Commands];

/** Ids of the views in package.json. */
export const Views = {
  results: 'akin.results',
  duplicates: 'akin.duplicates',
  index: 'akin.index',
} as const;

/** Type of the panel that shows the performance report; `when` clauses in package.json name it. */
export const ReportPanelType = 'akin.performanceReport';

/** What a code action or a code lens hands to a command: one copy of a group. */
export interface DuplicateTarget {
  /** Id of the group. */
  group: string;
  uri: string;
  /** From 0, where the copy is named. */
  line: number;
  /** The copy that it was told to be like. */
  twin?: { uri: string; line: number };
}

/** Context keys that package.json's `when` and `enablement` clauses read. */
export const ContextKeys = {
  /** The server answers. */
  running: 'akin.running',
  /** Indexing is paused. */
  paused: 'akin.paused',
  /** The quick pick of a search is open. */
  searchVisible: 'akin.searchVisible',
  /** The Search view holds an answer. */
  hasResults: 'akin.hasResults',
  /** The Search view is laid out by file, not by score. */
  resultsByFile: 'akin.resultsByFile',
  /** The stage of the search for duplicates: `waiting`, `looking`, `ready` or `off`. */
  duplicatesStage: 'akin.duplicatesStage',
  /** How the duplicates are arranged: `cost`, `folder` or `kind`. */
  duplicatesArrangement: 'akin.duplicatesArrangement',
  /** The duplicates are filtered. */
  duplicatesFiltered: 'akin.duplicatesFiltered',
} as const;

/** A key out of {@link ContextKeys}. */
export type ContextKey = (typeof ContextKeys)[keyof typeof ContextKeys];

/**
 * Commands that the server runs itself, for clients without views of Akin's own: `workspace/executeCommand` with the
 * params of the request of the same name as its one argument. An editor that has such views does not see them.
 */
export const ServerCommands = {
  /** Also takes the query alone, as a text. */
  search: 'akin.server.search',
  similar: 'akin.server.similar',
  duplicates: 'akin.server.duplicates',
  indexStatus: 'akin.server.indexStatus',
  pause: 'akin.server.pause',
  resume: 'akin.server.resume',
  rebuild: 'akin.server.rebuild',
  clear: 'akin.server.clear',
} as const;

/** An id out of {@link ServerCommands}. */
export type ServerCommandId = (typeof ServerCommands)[keyof typeof ServerCommands];
