/**
 * Messages that editor and server exchange about the indexes of the open folders and on disk. Both sides import these constants; the method names stand nowhere
 * else. `docs/protocol.md` describes the same for other clients.
 */
import { NotificationType, RequestType } from 'vscode-languageserver-protocol';
import type { BatchStatus, MemoryStatus } from './performanceMessages';

/** `degraded`: something does not work, which `degradedBy` names and `message` explains; search goes on. */
export type IndexState = 'starting' | 'indexing' | 'paused' | 'ready' | 'degraded' | 'error';

/**
 * What does not work. `model`: search goes by keywords only. `memory`: indexing has stopped until some is free. `store`: the
 * index is kept in memory only and built anew at each start.
 */
export type DegradedBy = 'model' | 'memory' | 'store';

export interface IndexStatus {
  state: IndexState;
  /** Always there when `degraded`, and in other states as soon as it is known; of several the one that limits most. */
  degradedBy?: DegradedBy;
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
  /** URIs of the documents that have a tab, for a client whose open documents are not those that its user sees as open. */
  tabs?: string[];
}

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

/** Tells the server which documents can be seen and have a tab, whenever that changes: they are indexed first. */
export const VisibleFilesChanged = new NotificationType<VisibleFilesParams>('akin/visibleFiles');
