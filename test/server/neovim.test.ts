import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { ScratchFolder } from '../unit/scratchFolder';
import { packageRoot } from './languageServerProcess';
import { copiedCode, writeSampleProject } from './sampleProject';

/** What the script below writes down. */
interface Told {
  capabilities: { workspaceSymbolProvider: unknown; executeCommandProvider: { commands: string[] } };
  found: QuickfixItem[];
  title: string;
  symbols: QuickfixItem[];
  status: { state: string; model: string };
  edited: QuickfixItem[];
  unknown: string;
  nothing: QuickfixItem[];
  diagnostic: { message: string; line: number; source: string };
  actions: string[];
  lines: string[];
}

interface QuickfixItem {
  file: string;
  lnum: number;
  text: string;
}

/** The configuration that docs/editors.md gives for Neovim, as it stands there. */
function documentedConfiguration(): string {
  const page = readFileSync(join(packageRoot, 'docs/editors.md'), 'utf8');
  const [, section = ''] = page.split('\n## Neovim\n');
  const block = /```lua\n([^`]+)```/.exec(section)?.[1];
  assert.ok(block !== undefined, 'docs/editors.md has a configuration for Neovim');
  return block;
}

/** Works with the editor as a user does, and writes down what it shows. */
const script = `
local told = {}
local function quickfix()
  return vim.tbl_map(function(item)
    return { file = vim.fn.fnamemodify(vim.api.nvim_buf_get_name(item.bufnr), ':.'), lnum = item.lnum, text = item.text }
  end, vim.fn.getqflist())
end
local function until_(what, test)
  if not vim.wait(30000, test, 20) then error('Waited in vain for ' .. what) end
end
local function ask(command)
  vim.fn.setqflist({}, 'r', { title = 'before', items = {} })
  vim.cmd(command)
  until_(command, function() return vim.fn.getqflist({ title = 1 }).title ~= 'before' end)
  vim.cmd('cclose')
  return quickfix()
end
local function run()
  vim.cmd('edit src/settings.ts')
  until_('the client', function() return #vim.lsp.buf_get_clients(0) == 1 end)
  local client = vim.lsp.buf_get_clients(0)[next(vim.lsp.buf_get_clients(0))]
  until_('the capabilities', function() return client.initialized end)
  told.capabilities = client.server_capabilities
  local function command(name, arguments)
    local answer = client.request_sync('workspace/executeCommand', { command = name, arguments = arguments }, 30000)
    return answer.result, answer.err and answer.err.message
  end
  until_('the index', function() return command('akin.server.indexStatus').state == 'ready' end)
  told.status = command('akin.server.indexStatus')
  told.found = ask('Akin check the login of a user')
  told.title = vim.fn.getqflist({ title = 1 }).title
  told.symbols = ask('lua vim.lsp.buf.workspace_symbol("waits longer after each failure")')
  vim.cmd('edit src/new.ts')
  vim.api.nvim_buf_set_lines(0, 0, -1, false, { 'export function countStripes(zebra: Zebra): number {', '  return zebra.stripes;', '}' })
  vim.cmd('write')
  until_('the edit', function()
    local answer = command('akin.server.search', { 'countStripes' })
    return answer.hits[1] ~= nil and answer.hits[1].symbol == 'countStripes'
  end)
  told.edited = ask('Akin countStripes')
  local _, problem = command('akin.server.nonsense')
  told.unknown = problem
  told.nothing = ask('Akin ?!')
  vim.cmd('edit copies/first.ts')
  until_('a diagnostic', function() return #vim.diagnostic.get(0) > 0 end)
  local diagnostic = vim.diagnostic.get(0)[1]
  told.diagnostic = { message = diagnostic.message, line = diagnostic.lnum + 1, source = diagnostic.source }
  vim.api.nvim_win_set_cursor(0, { diagnostic.lnum + 1, 0 })
  local params = vim.lsp.util.make_range_params()
  params.context = { diagnostics = vim.lsp.diagnostic.get_line_diagnostics() }
  local actions = client.request_sync('textDocument/codeAction', params, 30000).result
  told.actions = vim.tbl_map(function(action) return action.title end, actions)
  for _, action in ipairs(actions) do
    if action.title:find('Ignore this duplicate', 1, true) and action.edit then
      vim.lsp.util.apply_workspace_edit(action.edit, client.offset_encoding)
      break
    end
  end
  told.lines = vim.api.nvim_buf_get_lines(0, 0, 2, false)
  vim.cmd('write')
  until_('the diagnostic to go', function() return #vim.diagnostic.get(0) == 0 end)
end
local fine, problem = pcall(run)
if not fine then told.problem = problem end
vim.fn.writefile({ vim.fn.json_encode(told) }, vim.env.AKIN_TOLD)
vim.cmd(fine and 'quitall!' or 'cquit!')
`;

describe('Neovim', function () {
  this.timeout(90_000);
  let scratch: ScratchFolder;
  let told: Told;
  let code: number | null;
  let stderr = '';
  before(async () => {
    const { error } = spawnSync('nvim', ['--version']);
    assert.equal(error, undefined, 'Neovim is missing: install the package neovim (apt-get install neovim).');
    scratch = new ScratchFolder();
    const project = writeSampleProject(scratch);
    scratch.write('project/copies/first.ts', copiedCode);
    scratch.write('project/copies/second.ts', copiedCode.replace(/totalOf/g, 'sumOf'));
    // As an installation puts it on the path.
    mkdirSync(scratch.at('bin'));
    symlinkSync(process.execPath, scratch.at('bin/node'));
    writeFileSync(
      scratch.at('bin/akin-server'),
      `#!/bin/sh\necho $$ > '${scratch.at('pid')}'\nexec node '${join(packageRoot, 'dist/server.js')}' "$@"\n`,
    );
    chmodSync(scratch.at('bin/akin-server'), 0o755);
    scratch.write('init.lua', documentedConfiguration());
    scratch.write('script.lua', script);
    const args = [
      '--headless',
      '--clean',
      '-u',
      scratch.at('init.lua'),
      '-c',
      `luafile ${scratch.at('script.lua')}`,
    ];
    const child = spawn('nvim', args, {
      cwd: project,
      stdio: ['ignore', 'ignore', 'pipe'],
      env: {
        ...process.env,
        PATH: `${scratch.at('bin')}:${process.env.PATH ?? ''}`,
        HOME: scratch.path,
        XDG_CACHE_HOME: scratch.at('cache'),
        AKIN_STORAGE: '',
        AKIN_TOLD: scratch.at('told.json'),
      },
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    [code] = (await once(child, 'close')) as [number | null];
    assert.ok(existsSync(scratch.at('told.json')), stderr);
    told = JSON.parse(readFileSync(scratch.at('told.json'), 'utf8')) as Told;
    assert.equal(code, 0, JSON.stringify(told));
  });
  after(() => scratch.remove());

  const placesOf = (items: readonly QuickfixItem[]): string[] =>
    items.map(({ file, lnum }) => `${file}:${lnum}`);

  it('is offered symbols and commands', () => {
    const { workspaceSymbolProvider, executeCommandProvider } = told.capabilities;
    assert.equal(workspaceSymbolProvider, true);
    for (const command of executeCommandProvider.commands) assert.match(command, /^akin\.server\./);
  });

  it('indexes with the built-in model, in the cache folder of the user', () => {
    assert.equal(told.status.state, 'ready');
    assert.match(told.status.model, /^akin-static-/);
    assert.ok(existsSync(scratch.at('cache/akin/indexes')));
  });

  it('fills the quickfix list by meaning, with the documented command', () => {
    assert.equal(placesOf(told.found)[0], 'accounts/passwords.py:9');
    assert.match(told.found[0]?.text ?? '', /^verify_password: \w/);
    assert.equal(told.title, 'Akin: check the login of a user');
    assert.deepEqual(told.nothing, []);
  });

  it('answers the search for symbols by meaning', () => {
    assert.equal(placesOf(told.symbols)[0], 'src/settings.ts:8');
    assert.match(told.symbols[0]?.text ?? '', /retryWithBackoff/);
  });

  it('finds what was written a moment ago', () => {
    assert.equal(placesOf(told.edited)[0], 'src/new.ts:1');
  });

  it('shows which code is a copy, and where the other is', () => {
    assert.deepEqual([told.diagnostic.source, told.diagnostic.line], ['akin', 1]);
    assert.match(told.diagnostic.message, /^A copy of sumOf \(copies\/second\.ts:1\)/);
  });

  it('keeps a copy from being told by a code action', () => {
    assert.ok(told.actions.length > 0);
    assert.match(told.lines[0] ?? '', /akin/, told.actions.join(', '));
  });

  it('is told which commands there are', () => {
    assert.match(told.unknown, /akin\.server\.nonsense.*akin\.server\.search/);
  });

  it('takes the server along when it ends', async () => {
    const pid = Number(readFileSync(scratch.at('pid'), 'utf8'));
    const isAlive = (): boolean => {
      try {
        return process.kill(pid, 0);
      } catch {
        return false;
      }
    };
    while (isAlive()) await new Promise((resolve) => setImmediate(resolve));
    const left = readdirSync(scratch.at('cache/akin'), { recursive: true }).map(String);
    assert.ok(left.some((path) => path.endsWith('.lance')));
    assert.deepEqual(
      left.filter((path) => path.endsWith('writer.lock')),
      [],
    );
  });
});
