import {
  Disposable,
  DocumentLink,
  FoldingRange,
  languages,
  Range,
  Uri,
  window,
  workspace,
  type DocumentLinkProvider,
  type FoldingRangeProvider,
  type TextDocument,
  type TextDocumentContentProvider,
} from 'vscode';
import type { ResultSet } from './resultSet';
import { resultsPage, type ResultsPage } from './resultsText';

/** The scheme of documents that hold results, and the id of their language. */
const SCHEME = 'akin-results';
const LANGUAGE = 'akin-results';

/** Documents that hold the results of a search, to read and to search in; they cannot be changed. */
export class ResultsDocuments
  implements TextDocumentContentProvider, DocumentLinkProvider, FoldingRangeProvider, Disposable
{
  private readonly pages = new Map<string, ResultsPage>();
  private readonly subscriptions: Disposable;
  private opened = 0;

  constructor() {
    this.subscriptions = Disposable.from(
      workspace.registerTextDocumentContentProvider(SCHEME, this),
      languages.registerDocumentLinkProvider({ scheme: SCHEME }, this),
      languages.registerFoldingRangeProvider({ scheme: SCHEME }, this),
      workspace.onDidCloseTextDocument(({ uri }) => this.pages.delete(uri.toString())),
    );
  }

  /** Opens these results in an editor of their own. */
  async open({ query, hits }: ResultSet): Promise<void> {
    this.opened++;
    const uri = Uri.from({ scheme: SCHEME, path: `/${fileName(query)} (${this.opened}).akin-results` });
    const pathOf = (file: string): string => workspace.asRelativePath(Uri.parse(file));
    this.pages.set(uri.toString(), resultsPage(query, hits, pathOf));
    const document = await workspace.openTextDocument(uri);
    await window.showTextDocument(await languages.setTextDocumentLanguage(document, LANGUAGE), {
      preview: false,
    });
  }

  provideTextDocumentContent(uri: Uri): string {
    return this.pages.get(uri.toString())?.text ?? '';
  }

  provideDocumentLinks({ uri }: TextDocument): DocumentLink[] {
    return (this.pages.get(uri.toString())?.links ?? []).map(
      ({ line, start, end, uri: target, targetLine }) =>
        new DocumentLink(
          new Range(line, start, line, end),
          Uri.parse(target).with({ fragment: `L${targetLine}` }),
        ),
    );
  }

  provideFoldingRanges({ uri }: TextDocument): FoldingRange[] {
    return (this.pages.get(uri.toString())?.folds ?? []).map(
      ({ start, end }) => new FoldingRange(start, end),
    );
  }

  dispose(): void {
    this.subscriptions.dispose();
  }
}

/** As much of a query as a tab shows, without what a path may not have. */
function fileName(query: string): string {
  return query
    .replace(/[/\\:*?"<>|#\s]+/gu, ' ')
    .trim()
    .slice(0, 40);
}
