import assert from 'node:assert/strict';
import {
  CancellationTokenSource,
  ErrorCodes,
  LSPErrorCodes,
  type SymbolInformation,
  SymbolKind,
} from 'vscode-languageserver-protocol/node';
import { ServerCommands } from '../../protocol/commands';
import type { IndexStatus } from '../../protocol/indexMessages';
import type { SearchResult } from '../../protocol/searchMessages';
import { ScratchFolder } from '../unit/scratchFolder';
import { LanguageServerProcess, uriOf } from './languageServerProcess';
import { writeSampleProject } from './sampleProject';

const ZEBRA_STORE = `export class ZebraStore {
  private readonly stripes = new Map<string, number>();

  /** Counts the stripes of a zebra once and remembers them. */
  countStripes(name: string, count: (name: string) => number): number {
    const known = this.stripes.get(name);
    if (known !== undefined) return known;
    const counted = count(name);
    this.stripes.set(name, counted);
    return counted;
  }

  /** Forgets what is remembered of a zebra. */
  forget(name: string): void {
    if (!this.stripes.delete(name)) throw new Error(\`There is no zebra \${name}.\`);
  }
}
`;

describe('server: for any client', () => {
  let scratch: ScratchFolder;
  let project = '';
  let server: LanguageServerProcess;
  before(async () => {
    scratch = new ScratchFolder();
    project = writeSampleProject(scratch);
    scratch.write('project/notes.txt', 'the crossing has eleven lamps\n');
    scratch.write('project/src/zebraStore.ts', ZEBRA_STORE);
    server = await LanguageServerProcess.start({ folders: [project], storagePath: scratch.at('storage') });
    await server.untilReady();
  });
  after(async () => {
    await server.stop();
    scratch.remove();
  });

  const symbols = (query: unknown): Promise<SymbolInformation[]> =>
    server.request('workspace/symbol', { query });

  function execute<Result>(command: string, ...args: unknown[]): Promise<Result> {
    return server.request<Result>('workspace/executeCommand', { command, arguments: args });
  }

  it('answers symbols by meaning', async () => {
    const [first] = await symbols('check the login of a user');
    assert.deepEqual(first, {
      name: 'verify_password',
      kind: SymbolKind.Function,
      location: {
        uri: uriOf(scratch.at('project/accounts/passwords.py')),
        range: {
          start: { line: 8, character: 0 },
          end: { line: 10, character: 52 },
        },
      },
    });
    const [method] = await symbols('count stripes');
    assert.deepEqual(
      [method?.name, method?.kind, method?.containerName],
      ['countStripes', SymbolKind.Method, 'ZebraStore'],
    );
  });

  it('names lines without a symbol after their file', async () => {
    const [first] = await symbols('eleven crossing');
    assert.deepEqual([first?.name, first?.kind], ['notes.txt:1', SymbolKind.File]);
  });

  it('answers no symbols to an empty query, and an error to none', async () => {
    assert.deepEqual(await symbols(''), []);
    await assert.rejects(symbols(undefined), { code: ErrorCodes.InvalidParams });
    await assert.rejects(symbols(7), { code: ErrorCodes.InvalidParams });
  });

  it('runs the requests as commands', async () => {
    const byParams = await execute<SearchResult>(ServerCommands.search, { query: 'hash_password', limit: 1 });
    assert.equal(byParams.hits.length, 1);
    const byText = await execute<SearchResult>(ServerCommands.search, 'hash_password');
    assert.deepEqual(byText.hits[0], byParams.hits[0]);
    const uri = uriOf(scratch.at('project/accounts/passwords.py'));
    const at = { line: 5, character: 0 };
    const similar = await execute<SearchResult>(ServerCommands.similar, {
      textDocument: { uri },
      range: { start: at, end: at },
    });
    assert.equal(similar.hits[0]?.symbol, 'verify_password');
  });

  it('controls the index by commands', async () => {
    const state = async (command: string): Promise<string> => (await execute<IndexStatus>(command)).state;
    assert.equal(await state(ServerCommands.pause), 'paused');
    assert.equal(await state(ServerCommands.indexStatus), 'paused');
    assert.notEqual(await state(ServerCommands.resume), 'paused');
    await server.untilReady();
    assert.equal(await state(ServerCommands.clear), 'paused');
    assert.deepEqual((await execute<SearchResult>(ServerCommands.search, 'hash_password')).hits, []);
    await execute(ServerCommands.rebuild);
    await server.untilReady();
    assert.ok((await execute<SearchResult>(ServerCommands.search, 'hash_password')).hits.length > 0);
  });

  it('refuses what it does not know', async () => {
    await assert.rejects(execute('akin.search'), {
      code: ErrorCodes.InvalidParams,
      message: /akin\.search.*akin\.server\.search/,
    });
    await assert.rejects(execute(ServerCommands.search), {
      code: ErrorCodes.InvalidParams,
      message: /query/,
    });
    await assert.rejects(server.request('workspace/executeCommand', null), {
      code: ErrorCodes.InvalidParams,
    });
  });

  it('gives a search for symbols up when the client does', async () => {
    const source = new CancellationTokenSource();
    const asked = server.request('workspace/symbol', { query: 'anything' }, source.token);
    source.cancel();
    // The answer may have been on its way already.
    const [outcome] = await Promise.allSettled([asked]);
    if (outcome.status === 'rejected')
      assert.equal((outcome.reason as { code: number }).code, LSPErrorCodes.RequestCancelled);
    assert.ok((await symbols('hash_password')).length > 0, 'and goes on');
  });
});
