import assert from 'node:assert/strict';
import { handleAcceptDuplicates } from '../../../../server/src/lsp/handlers/acceptDuplicates';
import { handleDuplicates } from '../../../../server/src/lsp/handlers/duplicates';
import { handleIgnoreDuplicate } from '../../../../server/src/lsp/handlers/ignoreDuplicate';
import { handleNextDuplicate } from '../../../../server/src/lsp/handlers/nextDuplicate';
import { handleRefreshDuplicates } from '../../../../server/src/lsp/handlers/refreshDuplicates';
import { group, member, uri } from '../duplicates/sampleGroups';
import { HandlerContext } from './handlerContext';

const pair = group([member('a.ts', 1), member('b.ts', 1, { symbol: '', container: 'Cart' })]);
const other = group([member('x/c.ts', 1), member('x/d.ts', 1)], { id: 'g2', kind: 'alike', similarity: 0.7 });

describe('akin/duplicates', () => {
  it('answers groups with their copies, how many there are, and the state', () => {
    const { context } = new HandlerContext([pair, other]);
    const { groups, ...counts } = handleDuplicates(context, { limit: 1 });
    assert.deepEqual(counts, { matching: 2, total: 2, state: { stage: 'ready', done: 0, total: 0 } });
    const [first] = groups;
    assert.deepEqual(
      {
        ...first,
        copies: first?.copies.map(({ uri: at, symbol, container }) => ({ at, symbol, container })),
      },
      {
        id: 'g1',
        kind: 'exact',
        similarity: 1,
        tokens: 60,
        cost: 60,
        wholeFile: false,
        count: 2,
        copies: [
          { at: uri('a.ts'), symbol: 'total', container: undefined },
          { at: uri('b.ts'), symbol: undefined, container: 'Cart' },
        ],
      },
    );
  });

  it('counts what fits', () => {
    const { context } = new HandlerContext([pair, other]);
    const { matching, total } = handleDuplicates(context, { folder: `${uri('x')}/`, kinds: ['alike'] });
    assert.deepEqual([matching, total], [1, 2]);
    assert.equal(handleDuplicates(context, { textDocument: { uri: uri('b.ts') } }).groups[0]?.id, 'g1');
  });

  it('names a bounded number of copies', () => {
    const many = group(Array.from({ length: 5_000 }, (_, i) => member(`f${i}.ts`, 1)));
    const [answer] = handleDuplicates(new HandlerContext([many]).context, {}).groups;
    assert.deepEqual([answer?.count, answer?.copies.length], [5_000, 200]);
  });

  for (const [name, params] of [
    ['a kind that there is not', { kinds: ['exactly'] }],
    ['kinds that are no list', { kinds: 'exact' }],
    ['a line that is none', { textDocument: { uri: uri('a.ts') }, line: -1 }],
    ['a document without a URI', { textDocument: {} }],
    ['a folder that is no URI', { folder: 'src' }],
    ['a text that is none', { text: 5 }],
    ['an order that there is not', { sort: 'beauty' }],
    ['a limit of zero', { limit: 0 }],
  ] as const)
    it(`refuses ${name}`, () => {
      const { context } = new HandlerContext([]);
      assert.throws(() => handleDuplicates(context, params), { code: 'invalid-request' });
    });
});

describe('akin/nextDuplicate', () => {
  const from = { textDocument: { uri: uri('a.ts') }, position: { line: 1, character: 0 } };

  it('passes over kinds that are not reported', () => {
    const { context, settings } = new HandlerContext([pair, other]);
    settings.duplicatesSeverityAlike = 'off';
    assert.equal(handleNextDuplicate(context, from)?.copy.uri, uri('b.ts'));
    assert.equal(handleNextDuplicate(context, { ...from, backwards: true })?.copy.uri, uri('b.ts'));
  });

  it('answers null when there is none', () =>
    assert.equal(handleNextDuplicate(new HandlerContext([]).context, from), null));
});

describe('akin/ignoreDuplicate', () => {
  const opened = async (): Promise<HandlerContext> => {
    const context = new HandlerContext([pair]);
    await context.openDocument('a.ts', 'x\r\n  function total() {\r\n}\r\n');
    return context;
  };
  const params = { id: 'g1', textDocument: { uri: uri('a.ts') }, line: 1 };

  it('says where the comment goes', async () => {
    const { context } = await opened();
    const start = { line: 1, character: 0 };
    assert.deepEqual(await handleIgnoreDuplicate(context, { ...params, how: 'function' }), {
      edit: {
        changes: {
          [uri('a.ts')]: [{ range: { start, end: start }, newText: '  // akin-ignore-duplicate\r\n' }],
        },
      },
    });
    const whole = await handleIgnoreDuplicate(context, { ...params, how: 'file' });
    assert.match(whole.edit?.changes?.[uri('a.ts')]?.[0]?.newText ?? '', /akin-ignore-duplicates-file/);
  });

  it('has the one group written into the baseline', async () => {
    const { context, service } = await opened();
    assert.deepEqual(await handleIgnoreDuplicate(context, { id: 'g1', how: 'baseline' }), {});
    assert.deepEqual(service.accepted, ['g1']);
  });

  for (const [name, given] of [
    ['a group that is gone', { id: 'gone', how: 'baseline' }],
    ['a way that there is not', { how: 'quietly' }],
    ['a document without a copy', { how: 'function', textDocument: { uri: uri('c.ts') } }],
    ['a line without a copy', { how: 'function', line: 500 }],
    ['no document', { how: 'function', textDocument: undefined }],
  ] as const)
    it(`refuses ${name}`, async () => {
      const { context } = await opened();
      await assert.rejects(handleIgnoreDuplicate(context, { ...params, ...given }), {
        code: 'invalid-request',
      });
    });
});

describe('akin/acceptDuplicates and akin/refreshDuplicates', () => {
  it('have all groups written', async () => {
    const { context, service } = new HandlerContext([pair, other]);
    assert.deepEqual(await handleAcceptDuplicates(context), {
      accepted: 2,
      files: [uri('.akin/duplicates-baseline.json')],
    });
    assert.deepEqual(service.accepted, ['g1', 'g2']);
  });

  it('have the service look anew', () => {
    const { context, service } = new HandlerContext([]);
    assert.equal(handleRefreshDuplicates(context).stage, 'ready');
    assert.equal(service.refreshed, 1);
  });
});
