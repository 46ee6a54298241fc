import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { Emitter, type TextDocumentChangeEvent } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import {
  type DocumentEvents,
  OpenDocuments,
  type OpenDocumentsPort,
} from '../../../server/src/lsp/openDocuments';
import { ScratchFolder } from '../scratchFolder';

type Event = TextDocumentChangeEvent<TextDocument>;

/** The documents of an editor, without one. */
class Editor implements DocumentEvents {
  private readonly documents = new Map<string, TextDocument>();
  private readonly opened = new Emitter<Event>();
  private readonly closed = new Emitter<Event>();
  private readonly changed = new Emitter<Event>();
  private readonly saved = new Emitter<Event>();
  readonly onDidOpen = this.opened.event;
  readonly onDidClose = this.closed.event;
  readonly onDidChangeContent = this.changed.event;
  readonly onDidSave = this.saved.event;

  all = () => [...this.documents.values()];
  get = (uri: string) => this.documents.get(uri);

  open(uri: string, text: string): void {
    const document = this.put(uri, text);
    this.opened.fire({ document });
    this.changed.fire({ document });
  }

  type(uri: string, text: string): void {
    this.changed.fire({ document: this.put(uri, text) });
  }

  save(uri: string): void {
    this.saved.fire({ document: this.known(uri) });
  }

  close(uri: string): void {
    const document = this.known(uri);
    this.documents.delete(uri);
    this.closed.fire({ document });
  }

  private put(uri: string, text: string): TextDocument {
    const document = TextDocument.create(
      uri,
      'typescript',
      (this.documents.get(uri)?.version ?? 0) + 1,
      text,
    );
    this.documents.set(uri, document);
    return document;
  }

  private known(uri: string): TextDocument {
    const document = this.documents.get(uri);
    assert.ok(document !== undefined);
    return document;
  }
}

/** Keeps what it is told, and lets a test wait for the next text. */
class Recorder implements OpenDocumentsPort {
  open: string[][] = [];
  visible: string[][] = [];
  unsaved: [file: string, text: string | undefined][] = [];
  private waiters: (() => void)[] = [];

  noteOpen = (files: string[]) => void this.open.push(files);
  noteVisible = (files: string[]) => void this.visible.push(files);
  noteUnsaved = (file: string, text: string | undefined) => {
    this.unsaved.push([file, text]);
    for (const wake of this.waiters.splice(0)) wake();
  };
  nextText = () => new Promise<void>((resolve) => this.waiters.push(resolve));
}

describe('OpenDocuments', () => {
  let scratch: ScratchFolder;
  let editor: Editor;
  let recorder: Recorder;
  let port: Recorder | undefined;
  let documents: OpenDocuments;
  let a: string;
  let b: string;
  const uri = (file: string) => pathToFileURL(file).href;

  beforeEach(() => {
    scratch = new ScratchFolder();
    a = scratch.write('a b.ts', 'stored');
    b = scratch.write('b.ts', 'stored');
    editor = new Editor();
    recorder = port = new Recorder();
    documents = new OpenDocuments(editor, () => port, 5);
  });
  afterEach(() => {
    documents.dispose();
    scratch.remove();
  });

  it('tells all open files whenever one is opened or closed', () => {
    editor.open(uri(a), 'stored');
    editor.open('git:/a.ts', 'earlier');
    editor.open('untitled:Untitled-1', '');
    editor.open(uri(b), 'stored');
    editor.close(uri(a));
    assert.deepEqual(recorder.open.at(0), [a]);
    assert.deepEqual(recorder.open.slice(-2), [[a, b], [b]]);
  });

  it('tells the visible files, and passes over what is none', () => {
    documents.visibleChanged([uri(b), 'untitled:Untitled-1', 7, uri(a)]);
    documents.visibleChanged(undefined);
    documents.visibleChanged({ length: 1 });
    assert.deepEqual(recorder.visible, [[b, a], [], []]);
  });

  it('tells the files that have a tab as open, where a client tells of tabs', () => {
    documents.visibleChanged([uri(a)], [uri(a), 'untitled:Untitled-1', 7, uri(b)]);
    editor.open(uri(a), 'stored');
    const preview = scratch.write('preview.ts', '');
    editor.open(uri(preview), '');
    documents.visibleChanged([uri(b)], [uri(a), uri(b)]);
    documents.visibleChanged([], [uri(b)]);
    assert.deepEqual(recorder.open, [[a, b], [a, b], [a, b], [b]]);
    documents.visibleChanged([]);
    assert.deepEqual(recorder.open.at(-1), [a, preview]);
  });

  it('tells the last of several changes once, and the end of it on saving', async () => {
    editor.open(uri(a), 'stored');
    editor.type(uri(a), 's');
    editor.type(uri(a), 'st');
    const told = recorder.nextText();
    editor.type(uri(a), 'new');
    await told;
    assert.deepEqual(recorder.unsaved, [[a, 'new']]);
    editor.save(uri(a));
    assert.deepEqual(recorder.unsaved.at(-1), [a, undefined]);
    editor.save(uri(a));
    assert.equal(recorder.unsaved.length, 2, 'nothing is left to take back');
  });

  it('takes back what was not saved when the document is closed, and what was undone', async () => {
    editor.open(uri(a), 'stored');
    editor.open(uri(b), 'stored');
    for (const file of [a, b]) {
      const told = recorder.nextText();
      editor.type(uri(file), 'changed');
      await told;
    }
    editor.close(uri(a));
    assert.deepEqual(recorder.unsaved.at(-1), [a, undefined]);
    const undone = recorder.nextText();
    editor.type(uri(b), 'stored');
    await undone;
    assert.deepEqual(recorder.unsaved.at(-1), [b, undefined]);
  });

  it('says nothing of text that was saved or closed before it was told, or that the disk holds', async () => {
    scratch.write('b.ts', '\uFEFFstored');
    editor.open(uri(b), 'stored');
    editor.open(uri(a), 'stored');
    editor.type(uri(a), 'changed');
    editor.save(uri(a));
    editor.type(uri(a), 'again');
    editor.close(uri(a));
    // Told after all of those would have been.
    const last = recorder.nextText();
    editor.open(uri(scratch.write('c.ts', 'c')), 'restored with unsaved text');
    await last;
    assert.deepEqual(recorder.unsaved, [[scratch.at('c.ts'), 'restored with unsaved text']]);
  });

  it('tells the text of a file that is gone from the disk', async () => {
    rmSync(a);
    const told = recorder.nextText();
    editor.open(uri(a), 'still here');
    await told;
    assert.deepEqual(recorder.unsaved, [[a, 'still here']]);
  });

  it('tells all of it again to another port', async () => {
    documents.visibleChanged([uri(a)]);
    const told = recorder.nextText();
    editor.open(uri(a), 'changed');
    await told;
    port = undefined;
    documents.visibleChanged([uri(b)]);
    port = new Recorder();
    documents.tellAll();
    assert.deepEqual([port.open, port.visible, port.unsaved], [[[a]], [[b]], [[a, 'changed']]]);
  });

  it('tells nothing once it is disposed', async () => {
    editor.open(uri(a), 'changed');
    documents.dispose();
    const heard = recorder.unsaved.length;
    editor.type(uri(a), 'more');
    editor.open(uri(b), 'stored');
    const other = new Recorder();
    const second = new OpenDocuments(editor, () => other, 5);
    const told = other.nextText();
    editor.type(uri(a), 'most');
    await told;
    second.dispose();
    assert.deepEqual([recorder.unsaved.length, recorder.open.length], [heard, 1]);
  });
});
