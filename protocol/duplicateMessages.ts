/**
 * Messages that editor and server exchange about code that repeats itself. Both sides import these constants; the method names stand nowhere
 * else. `docs/protocol.md` describes the same for other clients.
 */
import {
  NotificationType,
  RequestType,
  type Position,
  type Range,
  type TextDocumentIdentifier,
  type WorkspaceEdit,
} from 'vscode-languageserver-protocol';

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
  /** As in `SearchHit.kind`. */
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
