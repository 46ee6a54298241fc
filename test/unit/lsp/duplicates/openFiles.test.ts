import assert from 'node:assert/strict';
import { pathToFileURL } from 'node:url';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { OpenFiles } from '../../../../server/src/lsp/duplicates/openFiles';
import { ScratchFolder } from '../../scratchFolder';

describe('OpenFiles', () => {
  let scratch: ScratchFolder;
  beforeEach(() => (scratch = new ScratchFolder()));
  afterEach(() => scratch.remove());

  const open = (file: string, text: string): TextDocument =>
    TextDocument.create(pathToFileURL(file).href, 'typescript', 1, text);
  const edit = (document: TextDocument, line: number, text: string, version: number): void => {
    const at = { line, character: 0 };
    TextDocument.update(document, [{ range: { start: at, end: at }, text }], version);
  };

  it('follows the lines of a document through its edits', async () => {
    const document = open(scratch.write('a.ts', 'a\nb\nc\n'), 'a\nb\nc\n');
    const files = new OpenFiles();
    await files.opened(document);
    assert.equal(files.toCurrent(document.uri, 2), 2);
    edit(document, 1, 'x\ny\n', 2);
    assert.equal(files.toCurrent(document.uri, 2), 4);
    assert.deepEqual(files.lines(document.uri), ['a', 'x', 'y', 'b', 'c', '']);
    edit(document, 0, 'z\n', 3);
    assert.equal(files.toCurrent(document.uri, 2), 5);
  });

  it('takes a saved document as it is', async () => {
    const document = open(scratch.write('a.ts', 'a\nb\n'), 'a\nb\n');
    const files = new OpenFiles();
    await files.opened(document);
    edit(document, 0, 'x\n', 2);
    files.saved(document);
    assert.equal(files.toCurrent(document.uri, 1), 1);
  });

  it('sees unsaved changes that the editor brought back', async () => {
    const told: string[] = [];
    const document = open(scratch.write('a.ts', 'a\nb\n'), 'new\na\nb\n');
    const files = new OpenFiles((uri) => told.push(uri));
    await files.opened(document);
    assert.equal(files.toCurrent(document.uri, 1), 2);
    assert.deepEqual(told, [document.uri]);
  });

  it('hears of a file that changed on disk below an unsaved document', async () => {
    const document = open(scratch.write('a.ts', 'a\nb\n'), 'a\nb\n');
    const files = new OpenFiles();
    await files.opened(document);
    scratch.write('a.ts', 'b\n');
    await files.reread(document.uri);
    assert.equal(files.toCurrent(document.uri, 0), 1);
  });

  it('leaves lines alone where nothing is open, or nothing is on disk', async () => {
    const files = new OpenFiles();
    assert.equal(files.toCurrent('file:///no/such.ts', 7), 7);
    assert.equal(files.lines('file:///no/such.ts'), undefined);
    const untitled = TextDocument.create('untitled:Untitled-1', 'typescript', 1, 'a\n');
    await files.opened(untitled);
    assert.equal(files.toCurrent(untitled.uri, 0), 0);
    files.closed(untitled.uri);
    assert.equal(files.lines(untitled.uri), undefined);
  });

  it('knows a document by whatever form of its URI', async () => {
    const file = scratch.write('a b.ts', 'a\n');
    const document = TextDocument.create(`file://${file}`, 'typescript', 1, 'x\na\n');
    const files = new OpenFiles();
    await files.opened(document);
    assert.equal(files.toCurrent(pathToFileURL(file).href, 0), 1);
  });

  it('takes the kinds of line ends and the mark at the start of a file for the same', async () => {
    const document = open(scratch.write('a.ts', '\uFEFFa\r\nb\r\n'), 'a\nb\n');
    const told: string[] = [];
    const files = new OpenFiles((uri) => told.push(uri));
    await files.opened(document);
    assert.deepEqual(told, []);
  });
});
