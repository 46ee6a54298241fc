import { readFile } from 'node:fs/promises';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { URI } from 'vscode-uri';
import { LineMap } from './lineMap';
import { normalUri } from './normalUri';

interface OpenFile {
  document: TextDocument;
  /** The lines on disk, which are those that the index knows or is about to know. */
  saved: readonly string[];
  current: readonly string[];
  version: number;
  map: LineMap;
}

/** The open documents, each with what its file holds on disk, so that what the index says of lines can be shown in them. */
export class OpenFiles {
  private readonly files = new Map<string, OpenFile>();

  /** @param onSaved called when the text on disk turns out to differ from what was assumed */
  constructor(private readonly onSaved: (uri: string) => void = () => undefined) {}

  /** A document was opened: with its saved text, unless the editor brought back unsaved changes. */
  opened(document: TextDocument): Promise<void> {
    this.setSaved(document, linesOf(document.getText()));
    return this.reread(document.uri);
  }

  /** A document was written to disk as it is. */
  saved(document: TextDocument): void {
    this.setSaved(document, linesOf(document.getText()));
  }

  closed(uri: string): void {
    this.files.delete(normalUri(uri));
  }

  /** The file of a document may have changed on disk. */
  async reread(uri: string): Promise<void> {
    const key = normalUri(uri);
    const file = this.files.get(key);
    if (file === undefined) return;
    const text = await textOnDisk(uri);
    if (text === undefined || this.files.get(key) !== file) return;
    const lines = linesOf(text);
    if (lines.length === file.saved.length && lines.every((line, at) => line === file.saved[at])) return;
    this.setSaved(file.document, lines);
    this.onSaved(uri);
  }

  /** The lines of an open document as it is now, by a URI of {@link normalUri}; undefined when it is not open. */
  lines(uri: string): readonly string[] | undefined {
    return this.upToDate(uri)?.current;
  }

  /** Where a line of the saved file stands now, both from 0; undefined when it is gone. */
  toCurrent(uri: string, line: number): number | undefined {
    const file = this.upToDate(uri);
    return file === undefined ? line : file.map.toCurrent(line);
  }

  private setSaved(document: TextDocument, saved: readonly string[]): void {
    const current = linesOf(document.getText());
    const { version } = document;
    this.files.set(normalUri(document.uri), {
      document,
      saved,
      current,
      version,
      map: new LineMap(saved, current),
    });
  }

  private upToDate(uri: string): OpenFile | undefined {
    const file = this.files.get(uri);
    if (file === undefined || file.version === file.document.version) return file;
    file.current = linesOf(file.document.getText());
    file.version = file.document.version;
    file.map = new LineMap(file.saved, file.current);
    return file;
  }
}

async function textOnDisk(uri: string): Promise<string | undefined> {
  const { scheme, fsPath } = URI.parse(uri);
  if (scheme !== 'file') return undefined;
  try {
    return await readFile(fsPath, 'utf8');
  } catch {
    // Gone, or not to be read: the index will say so.
    return undefined;
  }
}

/** Lines without their ends; the mark at the start of a file is no part of a document. */
function linesOf(text: string): string[] {
  return text.replace(/^\uFEFF/u, '').split(/\r\n|\r|\n/);
}
