import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { CancellationTokenSource, ErrorCodes, LSPErrorCodes } from 'vscode-languageserver-protocol/node';
import type { IndexStatus } from '../../protocol/indexMessages';
import {
  CompleteQueryRequest,
  type SearchFilter,
  type SearchHit,
  SearchRequest,
  type SearchResult,
  SimilarRequest,
} from '../../protocol/searchMessages';
import { signalGroups } from '../../server/src/search/signalGroups';
import { ScratchFolder } from '../unit/scratchFolder';
import { LanguageServerProcess, uriOf } from './languageServerProcess';
import { writeSampleProject } from './sampleProject';

describe('server: search', () => {
  const scratch = new ScratchFolder();
  let project = '';
  let other = '';
  let server: LanguageServerProcess;

  before(async () => {
    project = writeSampleProject(scratch);
    other = scratch.at('other');
    scratch.write('other/mail.rb', 'def send_mail(address, text)\n  deliver(address, text)\nend\n');
    server = await LanguageServerProcess.start({
      folders: [project, other],
      storagePath: scratch.at('storage'),
    });
    await server.untilReady();
  });
  after(async () => {
    await server.stop();
    scratch.remove();
  });

  const symbols = (hits: SearchHit[]): (string | undefined)[] => hits.map(({ symbol }) => symbol);

  for (const [query, symbol] of [
    ['read the configuration of the user from disk', 'loadSettings'],
    ['try again when a request fails', 'retryWithBackoff'],
    ['check the login of a user', 'verify_password'],
    ['how far are two points apart', 'Distance'],
    ['retryWithBackoff', 'retryWithBackoff'],
    ['hash_password', 'hash_password'],
    ['RETRYWITHBACKOFF', 'retryWithBackoff'],
  ] as const)
    it(`finds ${symbol} by “${query}”`, async () => {
      const hits = await server.search({ query });
      assert.equal(hits[0]?.symbol, symbol, symbols(hits).join(', '));
    });

  it('gives a hit with all that an editor needs to show it', async () => {
    const { hits, partial, tookMs } = await server.send(SearchRequest, { query: 'hash_password' });
    const [hit] = hits;
    assert.ok(hit !== undefined);
    assert.equal(hit.uri, uriOf(`${project}/accounts/passwords.py`));
    assert.deepEqual(hit.range.start, { line: 3, character: 0 });
    assert.equal(hit.range.end.line, 5);
    assert.equal(
      hit.range.end.character,
      '    return hashlib.pbkdf2_hmac("sha256", password.encode(), salt, 100_000)'.length,
    );
    assert.deepEqual([hit.kind, hit.language], ['function', 'python']);
    assert.match(hit.preview, /^def hash_password/);
    assert.ok(hit.reasons.length > 0 && hit.reasons.every((reason) => reason !== ''));
    assert.ok(hit.score > 0);
    assert.equal(partial, false);
    assert.ok(tookMs >= 0);
    for (const { reasons } of hits) assert.ok(reasons.length > 0);
  });

  it('answers the same for the same question', async () => {
    const query = 'queue with a limit';
    assert.deepEqual(await server.search({ query }), await server.search({ query }));
  });

  it('keeps to the limit, and the first hits do not depend on it', async () => {
    const query = 'password hash, area, distance, settings';
    const all = await server.search({ query, limit: 10 });
    assert.ok(all.length > 2);
    assert.deepEqual(symbols(await server.search({ query, limit: 2 })), symbols(all).slice(0, 2));
    assert.ok((await server.search({ query, limit: 100_000 })).length >= all.length);
  });

  it('narrows by folder, language, kind and globs', async () => {
    const query = 'send a text, hash, area, settings';
    const languages = (hits: SearchHit[]): string[] =>
      [...new Set(hits.map(({ language }) => language))].sort();
    assert.deepEqual(languages(await server.search({ query, folder: uriOf(other) })), ['ruby']);
    assert.deepEqual(languages(await server.search({ query, folder: `${uriOf(other)}/` })), ['ruby']);
    const filtered = async (filter: object): Promise<SearchHit[]> =>
      server.search({ query, limit: 50, filter });
    assert.deepEqual(languages(await filtered({ languages: ['go', 'python'] })), ['go', 'python']);
    assert.ok((await filtered({ kinds: ['class'] })).every(({ kind }) => kind === 'class'));
    assert.deepEqual(languages(await filtered({ include: ['**/*.go'] })), ['go']);
    assert.deepEqual(languages(await filtered({ include: ['geometry'] })), ['go']);
    assert.ok(!languages(await filtered({ exclude: ['**/*.go'] })).includes('go'));
    assert.deepEqual(await filtered({ languages: ['cobol'] }), []);
    assert.deepEqual(await filtered({ include: ['no/such/**'] }), []);
    assert.ok((await filtered({ languages: [], include: [] })).length > 0, 'an empty list asks for nothing');
  });

  it('narrows by filters that stand in the query, and repeats them', async () => {
    const ask = (query: string): Promise<SearchResult> => server.send(SearchRequest, { query });
    const { hits, filters, problems } = await ask('lang:go,py kind:function hash, area');
    assert.deepEqual([...new Set(hits.map(({ language }) => language))].sort(), ['go', 'python']);
    assert.deepEqual([filters, problems], [['lang:go,py', 'kind:function'], undefined]);
    assert.deepEqual(symbols((await ask('path:geom area of a rectangle')).hits)[0], 'Area');
    assert.ok((await ask('-path:accounts password')).hits.every(({ uri }) => !uri.includes('accounts')));
    assert.deepEqual((await ask('lang:go')).hits, []);
  });

  it('requires words in quotes', async () => {
    const hits = await server.search({ query: 'check a login "stored hash"' });
    assert.deepEqual(symbols(hits), ['verify_password']);
    assert.deepEqual(await server.search({ query: 'login "no such words here"' }), []);
  });

  it('asks for what the query and the filter ask for together', async () => {
    const hits = await server.search({
      query: 'lang:go,python hash area',
      filter: { languages: ['go', 'ruby'] },
    });
    assert.deepEqual([...new Set(hits.map(({ language }) => language))], ['go']);
    assert.deepEqual(await server.search({ query: 'lang:go area', filter: { languages: ['ruby'] } }), []);
  });

  it('searches nothing but says why where a filter means nothing', async () => {
    const answer = await server.send(SearchRequest, { query: 'lang:klingon kind:thing hash' });
    assert.deepEqual(answer.hits, []);
    assert.deepEqual(
      answer.problems?.map(({ filter }) => filter),
      ['lang:klingon', 'kind:thing'],
    );
  });

  it('searches in open documents alone', async () => {
    assert.deepEqual(await server.search({ query: 'in:open password area' }), []);
    const textDocument = {
      uri: uriOf(`${project}/geometry/shape.go`),
      languageId: 'go',
      version: 1,
      text: readFileSync(`${project}/geometry/shape.go`, 'utf8'),
    };
    await server.connection.sendNotification('textDocument/didOpen', { textDocument });
    for (const params of [
      { query: 'in:open password area' },
      { query: 'password area', filter: { open: true } },
    ]) {
      const hits = await server.search(params);
      assert.ok(hits.length > 0 && hits.every(({ language }) => language === 'go'), symbols(hits).join());
    }
    await server.connection.sendNotification('textDocument/didClose', { textDocument });
  });

  it('says that files changed on a branch need a git repository', async () => {
    const { hits, problems } = await server.send(SearchRequest, { query: 'changed: password' });
    assert.deepEqual(hits, []);
    assert.match(problems?.[0]?.message ?? '', /git repository/);
  });

  it('completes a filter by what is in the folders', async () => {
    const completions = await server.send(CompleteQueryRequest, { query: 'hash lang:p' });
    assert.deepEqual(completions, [
      { label: 'lang:python', description: '1 file', query: 'hash lang:python ' },
    ]);
    await assert.rejects(server.request(CompleteQueryRequest.method, {}), { code: ErrorCodes.InvalidParams });
  });

  const oddFilters: [name: string, filter: SearchFilter, finds: boolean][] = [
    ['a glob with an open bracket', { include: ['['] }, false],
    ['globs that are empty or white', { include: ['', ' '] }, true],
    ['a glob with a NUL character', { include: ['\0'] }, false],
    ['a very deep glob', { exclude: [`${'**/'.repeat(2_000)}x`] }, true],
    ['a glob of open braces', { include: ['{'.repeat(1_000)] }, false],
    ['a glob upwards', { include: ['../**'] }, false],
    ['a glob that leaves out everything', { exclude: ['**'] }, false],
    ['SQL for a language', { languages: ["' OR 1=1; --", '`'] }, false],
    ['half a surrogate pair for a language', { languages: ['\ud83d', '\0'] }, false],
    ['names of Object.prototype for kinds', { kinds: ['__proto__', 'constructor'] }, false],
  ];
  for (const [name, filter, finds] of oddFilters)
    it(`survives a filter with ${name}`, async () => {
      const hits = await server.search({ query: 'hash_password', filter });
      assert.equal(hits.length > 0, finds, symbols(hits).join(', '));
    });

  it('says that a glob is too long to be read', async () => {
    const filter = { include: ['a'.repeat(70_000)] };
    await assert.rejects(server.search({ query: 'a', filter }), {
      code: ErrorCodes.InvalidParams,
      message: /glob cannot be read/,
    });
  });

  for (const group of signalGroups)
    it(`answers without the signal group ${group}`, async () => {
      const hits = await server.search({ query: 'hash_password', without: [group] });
      assert.ok(symbols(hits).includes('hash_password'), symbols(hits).join(', '));
    });

  it('leaves out no signal for an empty list', async () => {
    const query = 'queue with a limit';
    assert.deepEqual(await server.search({ query, without: [] }), await server.search({ query }));
  });

  it('lists the signal groups when it is asked to do without an unknown one', async () => {
    await assert.rejects(server.search({ query: 'a', without: ['vectors', 'astrology'] }), (error: Error) => {
      for (const group of ['astrology', ...signalGroups])
        assert.ok(error.message.includes(group), error.message);
      return true;
    });
  });

  for (const [name, params] of [
    ['no params', undefined],
    ['null', null],
    ['a list', [1, 2]],
    ['no query', {}],
    ['a query that is no text', { query: 5 }],
    ['a limit that is no number', { query: 'a', limit: 'all' }],
    ['a limit of zero', { query: 'a', limit: 0 }],
    ['a folder that is no URI', { query: 'a', folder: 'not a uri' }],
    ['a folder that is not open', { query: 'a', folder: 'file:///no/such/folder' }],
    ['a folder that is no text', { query: 'a', folder: {} }],
    ['a filter that is no object', { query: 'a', filter: 5 }],
    ['a filter with no list', { query: 'a', filter: { languages: 'go' } }],
    ['a filter with a list of numbers', { query: 'a', filter: { kinds: [1] } }],
    ['an open filter that is no truth', { query: 'a', filter: { open: 'yes' } }],
    ['signal groups that are no list', { query: 'a', without: 'vectors' }],
    ['a signal group that is no text', { query: 'a', without: [1] }],
  ] as const)
    it(`refuses akin/search with ${name}`, async () => {
      await assert.rejects(server.request(SearchRequest.method, params), { code: ErrorCodes.InvalidParams });
    });

  const at = (line: number): object => ({ start: { line, character: 0 }, end: { line, character: 0 } });
  const document = (): object => ({ uri: uriOf(`${project}/accounts/passwords.py`) });

  it('finds what resembles the function around a place, and not that function', async () => {
    const hits = await server.request<{ hits: SearchHit[] }>(SimilarRequest.method, {
      textDocument: document(),
      range: at(4),
      limit: 3,
    });
    assert.equal(hits.hits[0]?.symbol, 'verify_password', symbols(hits.hits).join());
    assert.ok(!symbols(hits.hits).includes('hash_password'));
    assert.match(hits.hits[0].reasons.join(), /%/);
  });

  it('finds what resembles the selected text of an open document that was never saved', async () => {
    const textDocument = { uri: uriOf(`${project}/draft.py`), languageId: 'python', version: 1 };
    const text = 'x = 1\ndef check(password, salt):\n    return hash_password(password, salt)\n';
    await server.connection.sendNotification('textDocument/didOpen', {
      textDocument: { ...textDocument, text },
    });
    const { hits } = await server.request<{ hits: SearchHit[] }>(SimilarRequest.method, {
      textDocument,
      range: { start: { line: 1, character: 0 }, end: { line: 3, character: 0 } },
    });
    assert.ok(symbols(hits).slice(0, 2).includes('verify_password'), symbols(hits).join(', '));
  });

  it('takes selected lines as far as the start of the next function, which is found then', async () => {
    const textDocument = document();
    const text = readFileSync(`${project}/accounts/passwords.py`, 'utf8');
    const lineOf = (start: string): number => text.split('\n').findIndex((line) => line.startsWith(start));
    await server.connection.sendNotification('textDocument/didOpen', {
      textDocument: { ...textDocument, languageId: 'python', version: 1, text },
    });
    const { hits } = await server.request<{ hits: SearchHit[] }>(SimilarRequest.method, {
      textDocument,
      range: {
        start: { line: lineOf('def hash_password'), character: 0 },
        end: { line: lineOf('def verify_password'), character: 0 },
      },
    });
    await server.connection.sendNotification('textDocument/didClose', { textDocument });
    assert.equal(hits[0]?.symbol, 'verify_password', symbols(hits).join());
    assert.ok(!symbols(hits).includes('hash_password'));
  });

  it('narrows similar code by a filter', async () => {
    const { hits } = await server.request<{ hits: SearchHit[] }>(SimilarRequest.method, {
      textDocument: document(),
      range: at(4),
      filter: { languages: ['python'] },
    });
    assert.ok(hits.length > 0 && hits.every(({ language }) => language === 'python'));
  });

  for (const [name, params] of [
    ['no params', undefined],
    ['no range', { textDocument: { uri: 'file:///a.ts' } }],
    ['no document', { range: at(1) }],
    ['a range that is none', { textDocument: { uri: 'file:///a.ts' }, range: 5 }],
    [
      'a range without an end',
      { textDocument: { uri: 'file:///a.ts' }, range: { start: { line: 0, character: 0 } } },
    ],
    ['a document that is not on disk', { textDocument: { uri: 'untitled:Untitled-1' }, range: at(1) }],
    ['a document without code at this place', { textDocument: { uri: 'file:///no/such.ts' }, range: at(1) }],
  ] as const)
    it(`refuses akin/similar with ${name}`, async () => {
      await assert.rejects(server.request(SimilarRequest.method, params), { code: ErrorCodes.InvalidParams });
    });

  it('stops a search that is cancelled, and answers the next', async () => {
    const source = new CancellationTokenSource();
    const cancelled = server.request(SearchRequest.method, { query: 'password '.repeat(200) }, source.token);
    source.cancel();
    // The answer may have been on its way already.
    const [outcome] = await Promise.allSettled([cancelled]);
    if (outcome.status === 'rejected')
      assert.equal((outcome.reason as { code: number }).code, LSPErrorCodes.RequestCancelled);
    assert.ok((await server.search({ query: 'password' })).length > 0);
  });

  it('answers many searches at once', async () => {
    const queries = Array.from({ length: 40 }, (_, i) => `password ${i}`);
    const answers = await Promise.all(queries.map((query) => server.search({ query })));
    assert.ok(answers.every((hits) => hits.length > 0));
  });

  it('answers the status to a request without params', async () => {
    const status = await server.request<IndexStatus>('akin/indexStatus');
    // Upkeep may be due, which counts as indexing.
    assert.match(status.state, /^(ready|indexing)$/);
    assert.equal(status.chunks, server.statuses.at(-1)?.chunks);
  });
});
