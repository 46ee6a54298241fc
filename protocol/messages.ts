/**
 * Every custom message between an editor and the server. Both sides import these constants; the method
 * names stand nowhere else. `docs/protocol.md` describes the same for other clients.
 */
import {
  NotificationType,
  RequestType,
  type Position,
  type Range,
  type TextDocumentIdentifier,
  type WorkspaceEdit,
} from 'vscode-languageserver-protocol';

/** What the server takes in `initialize`; all of it may be left out. */
export interface InitializationOptions {
  /** True in an editor's restricted mode: git, whose configuration may name programs, is not asked. */
  restricted?: boolean;
  /**
   * Absolute path of a folder that the server may fill; never inside the user's workspace. The folder of the command
   * line when absent: AKIN_STORAGE, or the user's cache folder.
   */
  storagePath?: string;
  /**
   * True for a client that shows searches in views of its own: it is offered neither `workspace/symbol` nor
   * `workspace/executeCommand`, whose answers would stand among those of other servers. It tells its user of the status too, so
   * that why a folder is not indexed is not shown a second time.
   */
  ownViews?: boolean;
  /** The `akin` section of the user's settings, nested as the editor answers `workspace/configuration`. */
  settings?: object;
  /**
   * True for an editor that has the commands of `protocol/commands.ts`: code actions and code lenses then run them.
   * Others are offered plain edits alone.
   */
  hasCommands?: boolean;
}

/** Narrows a search; every given member must hold for a hit. */
export interface SearchFilter {
  /** Language ids as in {@link SearchHit.language}, for example `typescript`. */
  languages?: string[];
  /** Globs over the path relative to the workspace folder; a hit matches at least one. */
  include?: string[];
  /** Globs over the path relative to the workspace folder; a hit matches none. */
  exclude?: string[];
  /** Symbol kinds as in {@link SearchHit.kind}, for example `function`. */
  kinds?: string[];
  /** Only documents that the client has opened. */
  open?: boolean;
  /** Only files that git says were changed on this branch. */
  changed?: boolean;
  /** Texts that must occur in the lines of a hit, letter case aside. */
  words?: string[];
}

/** A filter in a query that means nothing, and what would. */
export interface FilterProblem {
  /** As it stands in the query. */
  filter: string;
  message: string;
}

export interface SearchParams {
  /**
   * A question in words, the name of a symbol, or a path. It may hold filters: `lang:`, `path:`, `-path:`, `kind:`, `in:open`,
   * `changed:` and words in quotes that must occur.
   */
  query: string;
  /** Most hits to answer; the setting `akin.search.limit` when absent. */
  limit?: number;
  /** URI of the one workspace folder to search; all folders when absent. */
  folder?: string;
  filter?: SearchFilter;
  /**
   * Names of signal groups to rank without, to measure what each is worth; an unknown name is an error that lists the
   * known ones.
   */
  without?: string[];
}

export interface SimilarParams {
  textDocument: TextDocumentIdentifier;
  /** The selected text; an empty range means the function around it. */
  range: Range;
  limit?: number;
  filter?: SearchFilter;
}

export interface SearchHit {
  uri: string;
  /** The chunk's lines, from the start of its first to the end of its last. */
  range: Range;
  /** Higher is better; comparable within one answer only. */
  score: number;
  symbol?: string;
  kind?: string;
  /** The enclosing symbols, outermost first, joined by a dot. */
  container?: string;
  language: string;
  /** The first lines of the chunk as they stand in the index's view of the file. */
  preview: string;
  /** Why this was found, for a person to read; at least one. */
  reasons: string[];
  /**
   * Where words of the question stand in the chunk's lines, in their order and each within a line; the first 200.
   * None in an answer to `akin/similar`.
   */
  matches: Range[];
}

export interface SearchResult {
  hits: SearchHit[];
  /** The filters that stand in the query, as they were typed and in their order; absent when there are none. */
  filters?: string[];
  /** What is wrong with filters in the query; nothing is searched then. Absent when there is nothing. */
  problems?: FilterProblem[];
  /** True when indexing was still under way, so that better hits may be missing. */
  partial: boolean;
  tookMs: number;
}

/** `degraded`: searchable by keywords alone; `message` says why. */
export type IndexState = 'starting' | 'indexing' | 'paused' | 'ready' | 'degraded' | 'error';

export interface IndexStatus {
  state: IndexState;
  filesDone: number;
  filesTotal: number;
  chunks: number;
  /**
   * How often what can be found has changed since the server started. A small change is over before a status could say
   * `indexing`; this tells of it.
   */
  updates: number;
  /** What the indexer does now, for a person to read: `Finding files`, `Indexing`, `Up to date`. */
  stage: string;
  /** Path of the file being read, relative to its workspace folder. */
  currentFile?: string;
  /** Files left out, counted by reason. */
  skipped: Record<string, number>;
  storeBytes: number;
  /** Id of the embedding model in use; empty while there is none. */
  model: string;
  /** What is wrong and what to do about it. */
  message?: string;
  /** The model that the settings name, while it is not on this machine and must not be fetched. */
  missingModel?: MissingModel;
  /** Files per second over the last seconds; present while indexing. */
  filesPerSecond?: number;
  /** Estimated seconds until ready; present while indexing. */
  secondsLeft?: number;
  /** Memory of the server with all of its threads, in units of 1,000,000 bytes. */
  memory?: MemoryStatus;
  /** Chunks that are embedded and stored at a time, and why that many. */
  batch?: BatchStatus;
}

/** A model that can be fetched once somebody has agreed to it. */
export interface MissingModel {
  /** owner/name */
  id: string;
  /** Where it would be fetched from, for example `huggingface.co`. */
  host: string;
}

export interface MemoryStatus {
  rssMb: number;
  limitMb: number;
  /** What the memory in use has led to, mildest first: smaller batches, one file at a time, a wait, the end of indexing. */
  level: 'normal' | 'reduced' | 'streaming' | 'paused' | 'stopped';
  /** How early a level holds. */
  strategy: 'conservative' | 'balanced' | 'aggressive' | 'streaming';
}

export interface BatchStatus {
  chunks: number;
  reason: string;
}

/** The measured values of one name; percentiles are of the last 512, the rest of all. Milliseconds, unless the name says otherwise. */
export interface TimingSummary {
  count: number;
  sum: number;
  mean: number;
  minimum: number;
  maximum: number;
  p50: number;
  p90: number;
  p95: number;
  p99: number;
}

/** A bound that a metric has passed. */
export interface PerformanceAlert {
  metric: string;
  /** A member of {@link TimingSummary}, or `value` for a counter or gauge. */
  statistic: string;
  value: number;
  threshold: number;
  /** What to do about it. */
  advice: string;
}

/** What was so at one moment, and what was done since the sample before it. */
export interface PerformanceSample {
  /** Since the engine started. */
  seconds: number;
  /** In units of 1,000,000 bytes. */
  rssMb: number;
  limitMb: number;
  chunksPerSecond: number;
  /** Mean of the searches; absent when nobody searched. */
  queryMs?: number;
  /** Mean of the batches; absent when none ended. */
  batchMs?: number;
  /** Share, from 0 to 1, of the vectors asked for that were kept already; absent when none was asked for. */
  cacheHitRatio?: number;
}

/** What the server did since it started, how long it took, and what holds it back. */
export interface PerformanceReport {
  /** Since the engine started. */
  seconds: number;
  counters: Record<string, number>;
  gauges: Record<string, number>;
  /** By stage: `read`, `parse`, `embed`, `store`, `batch`, `query`, `similar`, `saveToSearchable`. */
  timings: Record<string, TimingSummary>;
  alerts: PerformanceAlert[];
  recommendations: string[];
  memory: MemoryStatus & {
    /** Where the limit comes from, for a person. */
    limitReason: string;
  };
  batch: BatchStatus & {
    /** Files of the next batch, and how many threads read and parse them at a time. */
    files: number;
    concurrency: number;
  };
  /** The settings of performance that hold after environment and settings have been weighed. */
  profile: { level: string; scenario: string; embeddingThreads: number; parsingThreads: number };
  /** Share of the time that indexing may work, and why. */
  duty: { share: number; reason: string };
  /**
   * Oldest first, at most 450: one every two seconds while something is done, further apart while nothing is. Charts begin with
   * the past by it.
   */
  history: readonly PerformanceSample[];
}

/** One index on disk, of an open folder or of another one. */
export interface StoredIndex {
  /** Unique among the indexes. */
  name: string;
  /** The last name of the folder's path. */
  label: string;
  /** URI of the workspace folder; absent for an index from before this was written down. */
  folder?: string;
  /** False when the folder is known and gone. */
  folderExists: boolean;
  /** Whether the folder is open in this server. */
  open: boolean;
  bytes: number;
  /** ISO 8601. */
  lastUsed: string;
  /** ISO 8601; from then on it may be removed to make room, unless its folder is opened before. */
  removeAfter?: string;
}

export interface IndexesResult {
  indexes: StoredIndex[];
  totalBytes: number;
  /** What `akin.index.maxDiskMb` allows; 0 for any number. */
  maxBytes: number;
}

/** What the user sees, for a client that can tell; its open documents are known without. */
export interface VisibleFilesParams {
  /** URIs of the documents in visible editors, the one with the focus first. */
  uris: string[];
}

/** Finds code by meaning and by words in the indexed folders. */
export const SearchRequest = new RequestType<SearchParams, SearchResult, void>('akin/search');

export interface CompleteQueryParams {
  /** What has been typed; its last word is completed. */
  query: string;
}

/** A way to go on with a query. */
export interface QueryCompletion {
  /** What the last word becomes, for example `lang:python`. */
  label: string;
  description: string;
  /** The whole query then. */
  query: string;
}

/** Ways to finish the filter that a query ends with; all filters when it ends with white space. */
export const CompleteQueryRequest = new RequestType<CompleteQueryParams, QueryCompletion[], void>(
  'akin/completeQuery',
);

/** Finds code that resembles a piece of an open or stored document. */
export const SimilarRequest = new RequestType<SimilarParams, SearchResult, void>('akin/similar');

/** Answers the state of the index over all folders. */
export const IndexStatusRequest = new RequestType<Record<string, never>, IndexStatus, void>(
  'akin/indexStatus',
);

/** Answers every index on disk; none while Akin is turned off in every folder. */
export const IndexesRequest = new RequestType<Record<string, never>, IndexesResult, void>('akin/indexes');

/** Tells the state of the index whenever it changes. */
export const IndexStatusChanged = new NotificationType<IndexStatus>('akin/indexStatusChanged');

/** Stops indexing until `akin/resume`; changes made meanwhile are kept in mind. */
export const PauseRequest = new RequestType<Record<string, never>, IndexStatus, void>('akin/pause');

/** Goes on indexing after `akin/pause`. */
export const ResumeRequest = new RequestType<Record<string, never>, IndexStatus, void>('akin/resume');

/** Indexes everything anew; the old index answers until the new one is there. */
export const RebuildRequest = new RequestType<Record<string, never>, IndexStatus, void>('akin/rebuild');

/** Deletes the stored index and pauses, so that nothing is indexed until asked for. */
export const ClearRequest = new RequestType<Record<string, never>, IndexStatus, void>('akin/clear');

/** The index of one workspace folder. */
export interface FolderIndexReport {
  uri: string;
  status: IndexStatus;
  /** When the index was last written, in milliseconds since 1970; absent while nothing is stored. */
  updatedMs?: number;
  /** The same as a person reads it, in the language and time zone of the server: an editor's own process is not to be held up by the tables for it. */
  updated?: string;
}

export interface SkippedFilesParams {
  /** URI of a workspace folder. */
  folder: string;
  /** A key of {@link IndexStatus.skipped}. */
  reason: string;
}

export interface SkippedFilesResult {
  /** At most 500, in the order of their paths; what was passed over without being read is not among them. */
  uris: string[];
}

export interface ExplainFileParams {
  /** URI of a file or folder on disk. */
  uri: string;
}

export interface ExplainFileResult {
  verdict: 'indexed' | 'waiting' | 'ignored' | 'skipped' | 'folder' | 'missing' | 'outside';
  /** The fact and what to do about it, for a person. */
  message: string;
  /** Where the rule stands that leaves it out; `line` from 1. */
  rule?: { uri: string; line: number };
  /** Of an indexed file. */
  chunks?: number;
}

/** Answers the state of each folder's index. */
export const FoldersRequest = new RequestType<Record<string, never>, FolderIndexReport[], void>(
  'akin/folders',
);

/** Lists the files of a folder that were left out for a reason. */
export const SkippedFilesRequest = new RequestType<SkippedFilesParams, SkippedFilesResult, void>(
  'akin/skippedFiles',
);

/** Says why a file is indexed or not. */
export const ExplainFileRequest = new RequestType<ExplainFileParams, ExplainFileResult, void>(
  'akin/explainFile',
);

export interface OutlineParams {
  /** URI of a file on disk. */
  uri: string;
}

/** A function of an indexed file. */
export interface OutlineSymbol {
  symbol: string;
  kind: string;
  /** The line of its name as it was indexed, from 0. */
  line: number;
}

/** Answers the functions of a file as it was indexed. */
export const OutlineRequest = new RequestType<OutlineParams, OutlineSymbol[], void>('akin/outline');
/** Tells the server which documents can be seen, whenever that changes: they are indexed first. */
export const VisibleFilesChanged = new NotificationType<VisibleFilesParams>('akin/visibleFiles');

/** Answers what the server did since it started and how long it took. */
export const PerformanceReportRequest = new RequestType<Record<string, never>, PerformanceReport, void>(
  'akin/performanceReport',
);

/** How far copies differ; `exact` in blanks and comments alone, `alike` by meaning alone. */
export type DuplicateKind = 'exact' | 'renamed' | 'near' | 'alike';

/** One of several copies, where it stands in the open document or, where there is none, on disk. */
export interface DuplicateCopy {
  uri: string;
  /** The whole of it. */
  range: Range;
  /** Its name where that is known to the column, else the line that names it. */
  nameRange: Range;
  symbol?: string;
  /** The enclosing symbols, outermost first, joined by a dot. */
  container?: string;
  /** As in {@link SearchHit.kind}. */
  kind: string;
  language: string;
  /** Tokens of code, without comments and blanks. */
  tokens: number;
}

/** Copies of each other. */
export interface DuplicateGroup {
  /** The same while the content of its copies is. */
  id: string;
  kind: DuplicateKind;
  /** 0 to 1: the share of aligned tokens. */
  similarity: number;
  tokens: number;
  /** Tokens that one copy would save: tokens × (copies − 1). */
  cost: number;
  /** The copies are files as a whole. */
  wholeFile: boolean;
  /** How many there are, also beyond those in {@link copies}. */
  count: number;
  /** By path and line; the first 200. */
  copies: DuplicateCopy[];
}

/** `waiting` for the index, `looking`, `ready`, or `off` by the settings. */
export interface DuplicatesState {
  stage: 'waiting' | 'looking' | 'ready' | 'off';
  done: number;
  total: number;
}

/** Narrows and orders; every given member must hold. */
export interface DuplicatesParams {
  /** The one group with this id. */
  id?: string;
  /** Groups with a copy in this document, on this line when there is one. */
  textDocument?: TextDocumentIdentifier;
  /** From 0. */
  line?: number;
  kinds?: DuplicateKind[];
  /** URI of a folder; groups with a copy below it. */
  folder?: string;
  /** In the name or path of a copy, in small or capital letters. */
  text?: string;
  /** `cost` when absent: dearest first. */
  sort?: 'cost' | 'similarity' | 'path';
  /** Most groups to answer; all up to 2,000 when absent. */
  limit?: number;
}

export interface DuplicatesResult {
  groups: DuplicateGroup[];
  /** Groups that hold, also those beyond the limit. */
  matching: number;
  /** Groups there are. */
  total: number;
  state: DuplicatesState;
}

export interface NextDuplicateParams {
  textDocument: TextDocumentIdentifier;
  position: Position;
  backwards?: boolean;
}

/** A copy to go to, and its group. */
export interface NextDuplicateResult {
  group: DuplicateGroup;
  copy: DuplicateCopy;
}

export interface IgnoreDuplicateParams {
  /** Id of a group. */
  id: string;
  /**
   * `function`: a comment above the copy in `textDocument`; `file`: a comment at the top of that file; `baseline`: an
   * entry in the folder's baseline, which the server writes.
   */
  how: 'function' | 'file' | 'baseline';
  /** Where the comment goes; needed unless `how` is `baseline`. */
  textDocument?: TextDocumentIdentifier;
  /** From 0; tells copies in one document apart. */
  line?: number;
}

export interface IgnoreDuplicateResult {
  /** For the client to apply; absent for `baseline`. */
  edit?: WorkspaceEdit;
}

export interface AcceptDuplicatesResult {
  /** Groups that are accepted now. */
  accepted: number;
  /** The baselines that were written. */
  files: string[];
}

/** Answers the duplicates, narrowed and in order. */
export const DuplicatesRequest = new RequestType<DuplicatesParams, DuplicatesResult, void>('akin/duplicates');

/** Tells that the duplicates or the search for them have changed. */
export const DuplicatesChanged = new NotificationType<DuplicatesState & { groups: number }>(
  'akin/duplicatesChanged',
);

/** Looks for duplicates anew, and reads the baselines again. */
export const RefreshDuplicatesRequest = new RequestType<Record<string, never>, DuplicatesState, void>(
  'akin/refreshDuplicates',
);

/** Answers the next copy after a place, in the order of paths and lines and round from the last to the first. */
export const NextDuplicateRequest = new RequestType<NextDuplicateParams, NextDuplicateResult | null, void>(
  'akin/nextDuplicate',
);

/** Has a group or one of its copies no longer reported. */
export const IgnoreDuplicateRequest = new RequestType<IgnoreDuplicateParams, IgnoreDuplicateResult, void>(
  'akin/ignoreDuplicate',
);

/** Writes every group there is into the baselines of the folders, so that only new ones are reported. */
export const AcceptDuplicatesRequest = new RequestType<Record<string, never>, AcceptDuplicatesResult, void>(
  'akin/acceptDuplicates',
);
