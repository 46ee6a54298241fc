import assert from 'node:assert/strict';
import type { WorkspaceDocumentDiagnosticReport } from 'vscode-languageserver';
import { handleWorkspaceDiagnostic } from '../../../../server/src/lsp/handlers/workspaceDiagnostic';
import { group, member, uri } from '../duplicates/sampleGroups';
import { HandlerContext } from './handlerContext';

describe('workspace/diagnostic', () => {
  const pair = group([member('a.ts', 1), member('b.ts', 1)]);
  let context: HandlerContext;
  beforeEach(() => (context = new HandlerContext([pair])));
  afterEach(() => context.news.dispose());

  const ask = async (
    known: { uri: string; value: string }[],
    signal = new AbortController().signal,
  ): Promise<WorkspaceDocumentDiagnosticReport[]> =>
    (await handleWorkspaceDiagnostic(context.context, { previousResultIds: known }, signal)).items;
  const known = (items: WorkspaceDocumentDiagnosticReport[]): { uri: string; value: string }[] =>
    items.map((item) => ({ uri: item.uri, value: item.resultId ?? '' }));

  it('answers what is found in every file', async () => {
    const items = await ask([]);
    assert.deepEqual(
      items.map((item) => [item.kind, item.uri, item.kind === 'full' && item.items.length]),
      [
        ['full', uri('a.ts'), 1],
        ['full', uri('b.ts'), 1],
      ],
    );
  });

  it('waits until something has changed, and then clears what is gone', async () => {
    const before = known(await ask([]));
    const waiting = ask(before);
    context.service.all = [];
    context.news.changed();
    const items = await waiting;
    assert.deepEqual(
      items.map((item) => [item.uri, item.kind === 'full' && item.items]),
      [
        [uri('a.ts'), []],
        [uri('b.ts'), []],
      ],
    );
    const later = ask(known(items));
    context.news.dispose();
    assert.deepEqual(await later, [], 'what was cleared is not cleared again');
  });

  it('stops waiting when the client cancels', async () => {
    const before = known(await ask([]));
    const controller = new AbortController();
    const waiting = ask(before, controller.signal);
    controller.abort();
    await assert.rejects(waiting, { code: 'aborted' });
  });

  it('answers nothing when the server ends', async () => {
    const waiting = ask(known(await ask([])));
    context.news.dispose();
    assert.deepEqual(await waiting, []);
  });

  it('takes odd result ids for none', async () => {
    const items = await handleWorkspaceDiagnostic(
      context.context,
      { previousResultIds: [null, 5, { uri: 7 }, { uri: uri('a.ts') }] },
      new AbortController().signal,
    );
    assert.equal(items.items.length, 2);
  });
});
