import type { TextDocuments } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { IndexStatus } from '../../../protocol/indexMessages';
import type { Settings } from '../../../protocol/settings';
import type { Engine } from '../engine/engine';
import type { DuplicateNews } from './duplicates/duplicateNews';
import type { DuplicateReports } from './duplicates/duplicateReports';

/** What a handler may use. */
export interface ServerContext {
  /** Undefined while Akin is turned off in every folder, and before the settings have been read. */
  readonly engine: Engine | undefined;
  /** The settings that hold for the whole window. */
  readonly settings: Settings;
  /** Open documents with their unsaved text. */
  readonly documents: TextDocuments<TextDocument>;
  /** The user does not trust this workspace: nothing is run that its files could have chosen. */
  readonly restricted: boolean;
  status(): IndexStatus;
  readonly duplicates: DuplicateReports;
  readonly news: DuplicateNews;
  /** The client has the commands of `protocol/commands.ts`. */
  readonly hasCommands: boolean;
}
