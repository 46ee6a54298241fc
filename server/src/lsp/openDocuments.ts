import { readFile } from 'node:fs/promises';
import type { Disposable, TextDocuments } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { URI } from 'vscode-uri';

/** What is told of the documents in the editor; all paths are absolute. */
export interface OpenDocumentsPort {
  /** All files that are open now. */
  noteOpen(files: string[]): void;
  /** All files that can be seen now, the one that the user is at first. */
  noteVisible(files: string[]): void;
  /** @param text what the editor holds and the disk does not; undefined once they are the same */
  noteUnsaved(file: string, text: string | undefined): void;
}

/** What is needed of {@link TextDocuments}. */
export type DocumentEvents = Pick<
  TextDocuments<TextDocument>,
  'all' | 'get' | 'onDidOpen' | 'onDidClose' | 'onDidChangeContent' | 'onDidSave'
>;

/** A pause in typing: text that is told of at every keystroke would be embedded for nothing. */
const UNSAVED_AFTER_MS = 400;

/**
 * Tells which documents are open and visible and what they hold unsaved. Documents that are no files on a disk (one
 * side of a comparison, an untitled one) are passed over.
 */
export class OpenDocuments implements Disposable {
  private visible: string[] = [];
  /** Those with a tab, where a client tells: VS Code keeps a document open for minutes after its preview was closed. */
  private tabs: string[] | undefined;
  /** By URI, those whose text is to be compared with the disk, or is being compared. */
  private readonly pending = new Map<string, NodeJS.Timeout>();
  /** URIs of those whose unsaved text was told. */
  private readonly told = new Set<string>();
  private readonly subscriptions: Disposable[];

  /**
   * @param port whom to tell; asked anew each time, undefined while nobody listens
   * @param unsavedAfterMs how long after a change its text is told
   */
  constructor(
    private readonly documents: DocumentEvents,
    private readonly port: () => OpenDocumentsPort | undefined,
    private readonly unsavedAfterMs = UNSAVED_AFTER_MS,
  ) {
    this.subscriptions = [
      documents.onDidOpen(() => this.tellOpen()),
      // Fires when one is opened as well: an editor that was closed with unsaved text opens with it.
      documents.onDidChangeContent(({ document }) => this.changed(document.uri)),
      documents.onDidSave(({ document }) => this.settled(document.uri)),
      documents.onDidClose(({ document }) => {
        this.settled(document.uri);
        this.tellOpen();
      }),
    ];
  }

  /**
   * Anything but texts is passed over.
   * @param uris of the documents that can be seen, as a client tells them
   * @param tabs of those that have a tab; where none are told, what is open is known from the documents
   */
  visibleChanged(uris: unknown, tabs?: unknown): void {
    this.visible = filesOf(uris);
    this.port()?.noteVisible(this.visible);
    const before = this.tabs;
    this.tabs = Array.isArray(tabs) ? filesOf(tabs) : undefined;
    if (this.tabs?.join('\n') !== before?.join('\n')) this.tellOpen();
  }

  /** Tells everything once more, for a port that is new. */
  tellAll(): void {
    this.tellOpen();
    this.port()?.noteVisible(this.visible);
    for (const uri of this.told) this.tellText(uri, this.documents.get(uri)?.getText());
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
    for (const timer of this.pending.values()) clearTimeout(timer);
    this.pending.clear();
  }

  private tellOpen(): void {
    this.port()?.noteOpen(this.tabs ?? filesOf(this.documents.all().map(({ uri }) => uri)));
  }

  private tellText(uri: string, text: string | undefined): void {
    for (const file of fileOf(uri)) this.port()?.noteUnsaved(file, text);
  }

  private changed(uri: string): void {
    if (fileOf(uri).length === 0) return;
    clearTimeout(this.pending.get(uri));
    const timer: NodeJS.Timeout = setTimeout(() => void this.compare(uri, timer), this.unsavedAfterMs);
    this.pending.set(uri, timer);
  }

  /** The document and the disk hold the same, or nobody holds it any more. */
  private settled(uri: string): void {
    clearTimeout(this.pending.get(uri));
    this.pending.delete(uri);
    if (this.told.delete(uri)) this.tellText(uri, undefined);
  }

  private async compare(uri: string, timer: NodeJS.Timeout): Promise<void> {
    const [file = ''] = fileOf(uri);
    const stored = await readFile(file, 'utf8').catch(() => undefined);
    const document = this.documents.get(uri);
    // It was changed again, saved or closed meanwhile: then that tells.
    if (this.pending.get(uri) !== timer || document === undefined) return;
    const text = document.getText();
    if (text === stored?.replace(/^\uFEFF/, '')) {
      this.settled(uri);
      return;
    }
    this.pending.delete(uri);
    this.told.add(uri);
    this.tellText(uri, text);
  }
}

/** The path of a document, if it is a file. */
function fileOf(uri: string): string[] {
  const { scheme, fsPath } = URI.parse(uri);
  return scheme === 'file' ? [fsPath] : [];
}

/** The files among what a client calls URIs. */
function filesOf(uris: unknown): string[] {
  const given: unknown[] = Array.isArray(uris) ? uris : [];
  return given.flatMap((uri) => (typeof uri === 'string' ? fileOf(uri) : []));
}
