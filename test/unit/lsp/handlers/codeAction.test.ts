import assert from 'node:assert/strict';
import { handleCodeAction } from '../../../../server/src/lsp/handlers/codeAction';
import { handleCodeLens } from '../../../../server/src/lsp/handlers/codeLens';
import { group, member, uri } from '../duplicates/sampleGroups';
import { HandlerContext } from './handlerContext';

const pair = group([member('a.ts', 1), member('b.ts', 1)]);
const TEXT = 'x\nfunction total() {\n}\n';

async function opened(hasCommands = true): Promise<HandlerContext> {
  const context = new HandlerContext([pair], hasCommands);
  await context.openDocument('a.ts', TEXT);
  return context;
}

describe('textDocument/codeAction', () => {
  const params = (line: number, context: object = { diagnostics: [] }): object => ({
    textDocument: { uri: uri('a.ts') },
    range: { start: { line, character: 3 }, end: { line, character: 3 } },
    context,
  });

  it('offers something on the line of the name alone', async () => {
    const { context } = await opened();
    assert.ok((await handleCodeAction(context, params(1))).length > 0);
    for (const line of [0, 2]) assert.deepEqual(await handleCodeAction(context, params(line)), []);
  });

  it('says which diagnostic it mends', async () => {
    const { context } = await opened();
    const own = { source: 'akin', code: 'duplicate', message: 'm', range: {}, data: { group: 'g1' } };
    const others = [
      { ...own, source: 'eslint' },
      { ...own, data: { group: 'g2' } },
    ];
    const found = await handleCodeAction(context, params(1, { diagnostics: [own, ...others] }));
    assert.deepEqual(found[0]?.diagnostics, [own]);
  });

  it('offers nothing to a client that asks for other kinds', async () => {
    const { context } = await opened();
    const asked = async (only: string[]): Promise<number> =>
      (await handleCodeAction(context, params(1, { diagnostics: [], only }))).length;
    assert.equal(await asked(['refactor']), 0);
    assert.ok((await asked(['quickfix'])) > 0);
  });

  it('refuses a request without a range', async () => {
    const { context } = await opened();
    await assert.rejects(handleCodeAction(context, { textDocument: { uri: uri('a.ts') } }), {
      code: 'invalid-request',
    });
  });
});

describe('textDocument/codeLens', () => {
  const params = { textDocument: { uri: uri('a.ts') } };

  it('is off by default', async () => {
    const { context } = await opened();
    assert.deepEqual(handleCodeLens(context, params), []);
  });

  it('says how many others are similar, above the function', async () => {
    const { context, settings } = await opened();
    settings.duplicatesCodeLens = true;
    const [lens] = handleCodeLens(context, params);
    assert.equal(lens?.command?.title, '1 similar');
    assert.equal(lens.command.command, 'akin.goToTwin');
    assert.equal(lens.range.start.line, 1);
  });

  it('is text alone for an editor without the commands', async () => {
    const { context, settings } = await opened(false);
    settings.duplicatesCodeLens = true;
    assert.deepEqual(handleCodeLens(context, params)[0]?.command, { title: '1 similar', command: '' });
  });
});
