import { TextDocument } from 'vscode-languageserver-textdocument';
import { defaultSettings, type Settings } from '../../../../protocol/settings';
import type { DuplicateGroup } from '../../../../server/src/duplicates/duplicateGroup';
import { DuplicateNews, type NewsTarget } from '../../../../server/src/lsp/duplicates/duplicateNews';
import { DuplicateReports } from '../../../../server/src/lsp/duplicates/duplicateReports';
import { OpenFiles } from '../../../../server/src/lsp/duplicates/openFiles';
import type { ServerContext } from '../../../../server/src/lsp/serverContext';
import { FixedService, FOLDER, uri } from '../duplicates/sampleGroups';

const silent: NewsTarget = {
  sendDuplicates: () => undefined,
  publishDiagnostics: () => undefined,
  refreshDiagnostics: () => undefined,
  refreshCodeLenses: () => undefined,
};

/** What handlers of duplicates are given, over groups that a test holds. */
export class HandlerContext {
  readonly service: FixedService;
  readonly settings: Settings = defaultSettings();
  readonly files = new OpenFiles();
  readonly news: DuplicateNews;
  readonly context: ServerContext;
  private readonly open = new Map<string, TextDocument>();

  constructor(groups: readonly DuplicateGroup[], hasCommands = true) {
    this.service = new FixedService(groups);
    const source = { duplicates: this.service, settings: this.settings, folderPaths: [FOLDER] };
    const reports = new DuplicateReports(source, this.files, {}, '/no/docs.md');
    this.news = new DuplicateNews(reports, silent, true, 1);
    const documents = { get: (asked: string): TextDocument | undefined => this.open.get(asked) };
    this.context = {
      engine: { duplicates: this.service } as unknown as ServerContext['engine'],
      settings: this.settings,
      documents: documents as unknown as ServerContext['documents'],
      status: () => ({}) as ReturnType<ServerContext['status']>,
      duplicates: reports,
      news: this.news,
      hasCommands,
      restricted: false,
    };
  }

  /** Opens a document that stands on no disk. */
  async openDocument(path: string, text: string): Promise<TextDocument> {
    const document = TextDocument.create(uri(path), 'typescript', 1, text);
    this.open.set(document.uri, document);
    await this.files.opened(document);
    return document;
  }
}
