import * as vscode from 'vscode';
import { SimilarRequest } from '../../../protocol/messages';
import { configuredNumber } from '../configuredNumber';
import type { Server } from '../server';
import { HitQuickPick } from '../views/hitQuickPick';
import { percentDone } from '../views/statusText';

/** Finds code that resembles the selection, or the function at the cursor. */
export function findSimilar(server: Server): void {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined || editor.document.uri.scheme !== 'file') {
    void vscode.window.showInformationMessage(
      'Open a file of this folder and put the cursor into a function.',
    );
    return;
  }
  const textDocument = { uri: editor.document.uri.toString() };
  const { start, end } = editor.selection;
  const range = {
    start: { line: start.line, character: start.character },
    end: { line: end.line, character: end.character },
  };
  new HitQuickPick({
    title: 'Similar Code',
    placeholder: 'Filter by name',
    value: '',
    searchesAsYouType: false,
    debounceMs: () => 0,
    find: (_query, token) =>
      server.request(SimilarRequest, { textDocument, range, limit: configuredNumber('searchLimit') }, token),
    progress: () => `indexing ${percentDone(server.status)}%, more may be found later`,
    onClose: () => undefined,
  }).show();
}
