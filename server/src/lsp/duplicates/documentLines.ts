import { readFile } from 'node:fs/promises';
import type { TextDocuments } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { URI } from 'vscode-uri';
import type { DocumentLines } from './ignoreEdits';

/**
 * The lines of a document: as it is open, else as it is on disk.
 * @throws Error when it is neither
 */
export async function documentLines(
  documents: Pick<TextDocuments<TextDocument>, 'get'>,
  uri: string,
): Promise<DocumentLines> {
  const text = documents.get(uri)?.getText() ?? (await readFile(URI.parse(uri).fsPath, 'utf8'));
  return {
    lines: text.replace(/^\uFEFF/u, '').split(/\r\n|\r|\n/),
    lineEnd: text.includes('\r\n') ? '\r\n' : '\n',
  };
}
