import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { type CallToolResult, CallToolResultSchema } from '@modelcontextprotocol/sdk/types.js';
import { ScratchFolder } from '../unit/scratchFolder';
import { packageRoot } from './languageServerProcess';
import { copiedCode, sampleFileCount, writeSampleProject } from './sampleProject';

const cli = join(packageRoot, 'dist', 'cli.js');

interface Found {
  results: {
    folder: string;
    path: string;
    startLine: number;
    endLine: number;
    symbol: string;
    kind: string;
    language: string;
    reasons: string[];
    preview: string;
  }[];
  partial: boolean;
}

interface Duplicates {
  groups: { kind: string; copies: number; members: { path: string; symbol: string }[] }[];
  total: number;
  complete: boolean;
}

/** The built server in a process of its own, with the library's own client. */
class McpProcess {
  readonly client = new Client({ name: 'akin-test', version: '1' });
  readonly transport: StdioClientTransport;
  stderr = '';

  constructor(args: string[], storage: string) {
    this.transport = new StdioClientTransport({
      command: process.execPath,
      args: [cli, 'mcp', ...args],
      env: { ...(process.env as Record<string, string>), AKIN_STORAGE: storage },
      stderr: 'pipe',
    });
    this.transport.stderr?.on('data', (data: Buffer) => (this.stderr += data.toString('utf8')));
  }

  static async start(args: string[], storage: string): Promise<McpProcess> {
    const server = new McpProcess(args, storage);
    await server.client.connect(server.transport);
    // The client checks answers against the schemas that it has listed.
    await server.client.listTools();
    return server;
  }

  async call(
    name: string,
    args: Record<string, unknown> = {},
    signal?: AbortSignal,
  ): Promise<CallToolResult> {
    const options = signal === undefined ? {} : { signal };
    const answer = await this.client.callTool({ name, arguments: args }, CallToolResultSchema, options);
    return answer as CallToolResult;
  }

  /** A call that must succeed. */
  async ask<T>(name: string, args: Record<string, unknown> = {}): Promise<T> {
    const answer = await this.call(name, args);
    assert.notEqual(answer.isError, true, textOf(answer));
    assert.ok(textOf(answer).length > 0);
    return answer.structuredContent as T;
  }

  search(args: Record<string, unknown>): Promise<Found> {
    return this.ask<Found>('search', args);
  }

  /** A call that must be refused with a reason to read. */
  async refused(name: string, args: Record<string, unknown>, reason: RegExp): Promise<void> {
    const answer = await this.call(name, args);
    assert.equal(answer.isError, true, textOf(answer));
    assert.match(textOf(answer), reason);
  }

  async stop(): Promise<void> {
    await this.client.close();
    assert.equal(this.stderr, '');
  }
}

function textOf({ content }: CallToolResult): string {
  return content.map((part) => (part.type === 'text' ? part.text : '')).join('\n');
}

describe('the server for agents', () => {
  let scratch: ScratchFolder;
  let project = '';
  let server: McpProcess;
  before(async () => {
    scratch = new ScratchFolder();
    project = writeSampleProject(scratch);
    scratch.write('project/.gitignore', '.env\n');
    scratch.write('project/.env', 'TOKEN=hidden-value\n');
    scratch.write('secret.txt', 'outside of the folder\n');
    symlinkSync('../secret.txt', scratch.at('project/link.txt'));
    symlinkSync('..', scratch.at('project/up'));
    scratch.write('project/long.py', Array.from({ length: 900 }, (_, i) => `value_${i} = ${i}`).join('\n'));
    scratch.write('project/copies/first.ts', copiedCode);
    scratch.write(
      'project/copies/second.ts',
      copiedCode.replace(/totalOf/g, 'sumOf').replace(/orders/g, 'invoices'),
    );
    server = await McpProcess.start([project], scratch.at('storage'));
  });
  after(async () => {
    await server.stop();
    scratch.remove();
  });

  it('says who it is and what its tools are for', async () => {
    const { name, title } = server.client.getServerVersion() ?? {};
    assert.deepEqual([name, title], ['akin', 'Akin']);
    assert.match(server.client.getInstructions() ?? '', /search/);
    const { tools } = await server.client.listTools();
    const names = tools.map((tool) => tool.name);
    for (const wanted of ['search', 'similar', 'duplicates', 'status', 'read_chunk'])
      assert.ok(names.includes(wanted), wanted);
    for (const tool of tools) {
      assert.ok((tool.description ?? '').length > 80, tool.name);
      assert.equal(tool.inputSchema.additionalProperties, false, tool.name);
      assert.equal(tool.outputSchema?.type, 'object', tool.name);
      assert.deepEqual([tool.annotations?.readOnlyHint, tool.annotations?.openWorldHint], [true, false]);
    }
  });

  it('finds code by meaning from the first question on', async () => {
    const answer = await server.call('search', { query: 'check the login of a user', limit: 3 });
    const { results, partial } = answer.structuredContent as unknown as Found;
    assert.equal(partial, false);
    assert.ok(results.length > 0 && results.length <= 3);
    const { folder, path, startLine, endLine, symbol, kind, language } = results[0] ?? {};
    assert.deepEqual(
      { folder, path, startLine, endLine, symbol, kind, language },
      {
        folder: project,
        path: 'accounts/passwords.py',
        startLine: 9,
        endLine: 11,
        symbol: 'verify_password',
        kind: 'function',
        language: 'python',
      },
    );
    assert.match(
      textOf(answer),
      /^1\. accounts\/passwords\.py:9-11 {2}verify_password \(function\)\n {3}Why: /,
    );
  });

  it('narrows what it finds', async () => {
    const languagesOf = async (args: Record<string, unknown>): Promise<string[]> => {
      const { results } = await server.search({ query: 'password area settings queue', limit: 50, ...args });
      return [...new Set(results.map(({ language }) => language))].sort();
    };
    assert.deepEqual(await languagesOf({ languages: ['go', 'java'] }), ['go', 'java']);
    assert.deepEqual(await languagesOf({ include: ['queue'] }), ['java']);
    assert.ok(!(await languagesOf({ exclude: ['**/*.py'] })).includes('python'));
    const { results } = await server.search({ query: 'queue', kinds: ['class'] });
    assert.deepEqual([...new Set(results.map(({ kind }) => kind))], ['class']);
    assert.deepEqual((await server.search({ query: 'x', languages: ['cobol'] })).results, []);
  });

  it('finds what is like code in the index, and like code that is not', async () => {
    const byPlace = await server.ask<Found>('similar', { path: 'accounts/passwords.py', line: 6 });
    assert.ok(
      byPlace.results.every(({ symbol }) => symbol !== 'hash_password'),
      'not itself',
    );
    const code =
      'def check_password(password, salt, wanted):\n    return hash_password(password, salt) == wanted\n';
    const byText = await server.ask<Found>('similar', { code });
    assert.equal(byText.results[0]?.symbol, 'verify_password');
  });

  it('lists code that repeats itself', async () => {
    const { groups, total, complete } = await server.ask<Duplicates>('duplicates');
    assert.deepEqual([total, complete], [1, true]);
    const [group] = groups;
    assert.deepEqual([group?.kind, group?.copies], ['renamed', 2]);
    assert.deepEqual(group?.members.map(({ path, symbol }) => `${path} ${symbol}`).sort(), [
      'copies/first.ts totalOf',
      'copies/second.ts sumOf',
    ]);
    const counted = async (args: Record<string, unknown>): Promise<number> =>
      (await server.ask<Duplicates>('duplicates', args)).total;
    assert.equal(await counted({ path: 'copies/second.ts' }), 1);
    assert.equal(await counted({ path: './copies/' }), 1);
    assert.equal(await counted({ path: 'copies/sec' }), 0);
    assert.equal(await counted({ kinds: ['exact'] }), 0);
    assert.equal(await counted({ minTokens: 5_000 }), 0);
    await server.refused('duplicates', { kinds: ['equal'] }, /kinds/);
    await server.refused('duplicates', { limit: 0 }, /limit/);
  });

  it('reads the whole of what is around a line, or the lines asked for', async () => {
    type Read = { startLine: number; endLine: number; totalLines: number; text: string; truncated: boolean };
    const whole = await server.ask<Read>('read_chunk', { path: 'src/settings.ts', startLine: 10 });
    assert.deepEqual([whole.startLine, whole.endLine, whole.truncated], [8, 18, false]);
    assert.match(whole.text, /^\/\*\* Waits longer/);
    assert.match(whole.text, /\}$/);
    const some = await server.ask<Read>('read_chunk', { path: 'src/settings.ts', startLine: 3, endLine: 4 });
    assert.deepEqual(some.text.split('\n').length, 2);
    const absolute = await server.ask<Read>('read_chunk', {
      path: join(project, 'src/settings.ts'),
      startLine: 3,
      endLine: 9_999,
    });
    assert.equal(absolute.endLine, absolute.totalLines);
    const long = await server.ask<Read>('read_chunk', { path: 'long.py', startLine: 1, endLine: 900 });
    assert.deepEqual([long.endLine, long.truncated], [400, true]);
  });

  it('reads nothing but what is indexed', async () => {
    const read = (path: string, reason: RegExp): Promise<void> =>
      server.refused('read_chunk', { path, startLine: 1 }, reason);
    await read('../secret.txt', /outside of/);
    await read('src/../../secret.txt', /outside of/);
    await read(scratch.at('secret.txt'), /outside of/);
    await read('/etc/passwd', /outside of/);
    await read('link.txt', /link that leads out/);
    await read('up/secret.txt', /link that leads out/);
    await read('.env', /not in the index/);
    await read('nothing.ts', /does not exist/);
    await read('src', /not in the index/);
    await read('a\0b', /not the path of a file/);
    await server.refused('similar', { path: '../secret.txt', line: 1 }, /outside of/);
  });

  it('finds nothing that a link reaches out of the folder', async () => {
    const { results } = await server.search({ query: 'outside of the folder or hash_password', limit: 50 });
    assert.ok(results.length > 0);
    assert.ok(results.every(({ preview, path }) => path !== 'link.txt' && !preview.includes('outside of')));
  });

  it('says what is wrong with a call', async () => {
    await server.refused('search', {}, /query/);
    await server.refused('search', { query: '   ' }, /query/);
    await server.refused('search', { query: 3 }, /query/);
    await server.refused('search', { query: 'x', limit: 0 }, /limit/);
    await server.refused('search', { query: 'x', limit: 5_000 }, /limit/);
    await server.refused('search', { query: 'x', languages: 'go' }, /languages/);
    await server.refused('search', { query: 'x', lang: ['go'] }, /lang/);
    await server.refused('search', { query: 'x', folder: '/nowhere' }, /not open/);
    await server.refused('similar', {}, /path and line, or code/);
    await server.refused('similar', { path: 'src/settings.ts' }, /path and line/);
    await server.refused('similar', { path: 'src/settings.ts', line: 1, code: 'x' }, /alone/);
    await server.refused('similar', { path: 'src/settings.ts', line: 4_000 }, /no indexed code/);
    await server.refused('read_chunk', { path: 'src/settings.ts', startLine: 9, endLine: 3 }, /before/);
    await server.refused('read_chunk', { path: 'src/settings.ts', startLine: 4_000 }, /lines/);
    await server.refused('read_chunk', { path: 'src/settings.ts', startLine: 1.5 }, /startLine/);
    await server.refused('no_such_tool', {}, /no_such_tool/);
  });

  it('tells the state of the index', async () => {
    const status = await server.ask<Record<string, unknown>>('status');
    assert.deepEqual([status.state, status.folders], ['ready', [project]]);
    // With the ignore file, the long one, the copies and the link, which the index follows.
    assert.equal(status.filesDone, sampleFileCount + 5);
  });

  it('follows the files while it is asked', async () => {
    scratch.write(
      'project/new/zebra.py',
      'def count_stripes_of_zebra(animal):\n    return len(animal.stripes)\n',
    );
    const found = async (): Promise<boolean> => {
      const { results } = await server.search({ query: 'count stripes of zebra' });
      return results.some(({ symbol }) => symbol === 'count_stripes_of_zebra');
    };
    while (!(await found()));
    rmSync(join(project, 'new'), { recursive: true });
    while (await found());
  });

  it('gives a call up when the client does', async () => {
    const stop = new AbortController();
    const asked = server.call('search', { query: 'anything' }, stop.signal);
    stop.abort();
    await assert.rejects(asked, /abort/i);
    assert.ok((await server.search({ query: 'hash_password' })).results.length > 0, 'and goes on');
  });

  it('answers many questions at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, i) => server.search({ query: i % 2 === 0 ? 'Area' : 'loadSettings' })),
    );
    for (const [i, { results }] of answers.entries())
      assert.equal(results[0]?.symbol, i % 2 === 0 ? 'Area' : 'loadSettings');
  });

  it('serves several folders, and reads an index that another process writes', async () => {
    scratch.write('other/src/settings.ts', 'export function writeSettings(): void {\n  save();\n}\n');
    const both = await McpProcess.start([project, scratch.at('other')], scratch.at('storage'));
    try {
      const { results } = await both.search({ query: 'settings' });
      const folders = new Set(results.map(({ folder }) => folder));
      assert.deepEqual([...folders].sort(), [scratch.at('other'), project].sort());
      const one = await both.search({ query: 'settings', folder: scratch.at('other') });
      assert.deepEqual([...new Set(one.results.map(({ symbol }) => symbol))], ['writeSettings']);
      assert.equal((await both.ask<Duplicates>('duplicates')).total, 1, 'also of what it does not write');
      await both.refused('read_chunk', { path: 'src/settings.ts', startLine: 1 }, /several folders/);
      const path = scratch.at('other/src/settings.ts');
      assert.match(
        (await both.ask<{ text: string }>('read_chunk', { path, startLine: 1 })).text,
        /writeSettings/,
      );
    } finally {
      await both.stop();
    }
  });

  it('takes the settings of an editor', async () => {
    const settings = { folders: { [project]: { index: { exclude: ['accounts'] } } } };
    const args = [project, '--settings', JSON.stringify(settings)];
    const narrow = await McpProcess.start(args, scratch.at('storage-of-its-own'));
    try {
      const { results } = await narrow.search({ query: 'hash_password verify_password', limit: 50 });
      assert.ok(results.every(({ path }) => !path.startsWith('accounts/')));
    } finally {
      await narrow.stop();
    }
  });

  it('is not started where it cannot serve', async () => {
    mkdirSync(scratch.at('unused'));
    for (const [args, reason] of [
      [[], /missing required argument/],
      [[scratch.at('nowhere')], /does not exist/],
      [[scratch.at('secret.txt')], /is a file/],
      [[scratch.at('unused'), '--settings', '{'], /--settings is no JSON/],
      [[scratch.at('unused'), '--settings', '[]'], /must be a JSON object/],
    ] as [string[], RegExp][]) {
      const { code, stdout, stderr } = await run(args);
      assert.deepEqual({ code, stdout }, { code: 2, stdout: '' }, stderr);
      assert.match(stderr, /^akin: [^\n]+\n$/);
      assert.match(stderr, reason);
    }
  });

  it('survives what is no message, keeps its output clean and ends with its client', async () => {
    const greeting = {
      jsonrpc: '2.0',
      id: 1,
      method: 'initialize',
      params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'x', version: '1' } },
    };
    const { code, stdout, stderr } = await run(
      [project, '--verbose'],
      `this is no JSON\n{"jsonrpc":"2.0"}\n${JSON.stringify(greeting)}\n`,
    );
    assert.equal(code, 0, stderr);
    const lines = stdout.trimEnd().split('\n');
    assert.equal(lines.length, 1, stdout);
    assert.equal((JSON.parse(lines[0] ?? '') as { id: number }).id, 1);
    assert.match(stderr, /akin: /, 'it logs beside');
  });

  /** Runs it to its end, with an input that ends. */
  async function run(
    args: string[],
    input = '',
  ): Promise<{ code: number | null; stdout: string; stderr: string }> {
    const child = spawn(process.execPath, [cli, 'mcp', ...args], {
      env: { ...process.env, AKIN_STORAGE: scratch.at('storage-of-runs') },
    });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
    const [code] = (await once(child, 'close')) as [number | null];
    return { code, stdout, stderr };
  }
});
