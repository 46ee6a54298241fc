import assert from 'node:assert/strict';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { handleDocumentDiagnostic } from '../../../../server/src/lsp/handlers/documentDiagnostic';
import { group, member, uri } from '../duplicates/sampleGroups';
import { HandlerContext } from './handlerContext';

describe('textDocument/diagnostic', () => {
  const pair = group([member('a.ts', 1), member('b.ts', 1)]);
  const ask = (
    context: HandlerContext,
    previousResultId?: string,
  ): ReturnType<typeof handleDocumentDiagnostic> =>
    handleDocumentDiagnostic(context.context, { textDocument: { uri: uri('a.ts') }, previousResultId });

  it('answers what is found, in short when the client has it', () => {
    const context = new HandlerContext([pair]);
    const first = ask(context);
    assert.ok(first.kind === 'full' && first.resultId !== undefined);
    assert.equal(first.items.length, 1);
    assert.deepEqual(ask(context, first.resultId), { kind: 'unchanged', resultId: first.resultId });
  });

  it('answers none once the twin has gone', () => {
    const context = new HandlerContext([pair]);
    const first = ask(context);
    context.service.all = [];
    const second = ask(context, first.resultId);
    assert.ok(second.kind === 'full');
    assert.deepEqual(second.items, []);
  });

  it('answers at the lines that unsaved text has', async () => {
    const context = new HandlerContext([pair]);
    const document = await context.openDocument('a.ts', 'x\nfunction total() {\n}\n');
    const at = { line: 0, character: 0 };
    TextDocument.update(document, [{ range: { start: at, end: at }, text: '\n\n\n' }], 2);
    const report = ask(context);
    assert.ok(report.kind === 'full');
    assert.deepEqual(report.items[0]?.range, {
      start: { line: 4, character: 9 },
      end: { line: 4, character: 14 },
    });
  });

  it('answers none for what is not on disk or in no open folder', () => {
    const context = new HandlerContext([pair]);
    for (const other of ['untitled:Untitled-1', 'file:///elsewhere/a.ts']) {
      const report = handleDocumentDiagnostic(context.context, { textDocument: { uri: other } });
      assert.ok(report.kind === 'full');
      assert.deepEqual(report.items, []);
    }
  });

  it('refuses a request without a document', () => {
    const { context } = new HandlerContext([]);
    assert.throws(() => handleDocumentDiagnostic(context, {}), { code: 'invalid-request' });
  });
});
