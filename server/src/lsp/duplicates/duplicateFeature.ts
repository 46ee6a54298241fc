import {
  type ClientCapabilities,
  CodeActionKind,
  type ServerCapabilities,
  type TextDocuments,
} from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { DuplicateNews, type NewsTarget } from './duplicateNews';
import { DuplicateReports, type ReportSource } from './duplicateReports';
import { OpenFiles } from './openFiles';

export interface DuplicateFeatureOptions {
  source: ReportSource;
  target: NewsTarget;
  capabilities: ClientCapabilities;
  documents: TextDocuments<TextDocument>;
  /** Absolute path of the page that explains duplicates. */
  docsFile: string;
  /** The client has the commands of `protocol/commands.ts`. */
  hasCommands: boolean;
}

/** What one connection knows of duplicates: the reports, the news of them, and how unsaved text has moved them. */
export class DuplicateFeature {
  readonly reports: DuplicateReports;
  readonly news: DuplicateNews;
  readonly hasCommands: boolean;
  private readonly files: OpenFiles;
  /** Only a client that can be told to ask again is left to ask: else its diagnostics would grow old. */
  private readonly pulls: boolean;

  constructor({ source, target, capabilities, documents, docsFile, hasCommands }: DuplicateFeatureOptions) {
    const { textDocument, workspace } = capabilities;
    this.pulls = textDocument?.diagnostic !== undefined && workspace?.diagnostics?.refreshSupport === true;
    this.hasCommands = hasCommands;
    this.files = new OpenFiles(() => this.news.placesChanged());
    this.reports = new DuplicateReports(source, this.files, capabilities, docsFile);
    this.news = new DuplicateNews(this.reports, target, this.pulls);
    documents.onDidOpen(({ document }) => void this.files.opened(document));
    documents.onDidSave(({ document }) => this.files.saved(document));
    documents.onDidClose(({ document }) => {
      this.files.closed(document.uri);
      this.moved();
    });
    documents.onDidChangeContent(() => this.moved());
  }

  /** What the server says of itself in `initialize`. */
  capabilities(): ServerCapabilities {
    return {
      codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix] },
      codeLensProvider: { resolveProvider: false },
      ...(this.pulls && {
        diagnosticProvider: {
          identifier: 'akin',
          // A change in one file is seen in others once it is saved, and that is told by a refresh.
          interFileDependencies: false,
          workspaceDiagnostics: true,
        },
      }),
    };
  }

  /** Files have changed on disk. */
  filesChanged(uris: readonly string[]): void {
    for (const uri of uris) void this.files.reread(uri);
  }

  /** A client that asks for diagnostics does so after its own edits; others are told. */
  private moved(): void {
    if (!this.pulls) this.news.placesChanged();
  }
}
