import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Language, Parser } from 'web-tree-sitter';
import manifest from '../../../package.json';

const root = join(__dirname, '../../..');

/** The grammar of each language that the examples are written in, below node_modules. */
const GRAMMARS: Record<string, string> = {
  elisp: 'tree-sitter-wasms/out/tree-sitter-elisp.wasm',
  json: 'tree-sitter-wasms/out/tree-sitter-json.wasm',
  lua: '@tree-sitter-grammars/tree-sitter-lua/tree-sitter-lua.wasm',
  toml: 'tree-sitter-wasms/out/tree-sitter-toml.wasm',
};

/** A block of code of a page. */
interface Example {
  page: string;
  heading: string;
  language: string;
  text: string;
}

function examplesOf(page: string): Example[] {
  const text = readFileSync(join(root, page), 'utf8');
  return text.split(/^## /m).flatMap((section) => {
    const heading = section.slice(0, section.indexOf('\n'));
    return [...section.matchAll(/^```(\w+)\n(.*?)^```$/gms)].map(([, language = '', block = '']) => ({
      page,
      heading,
      language,
      text: block,
    }));
  });
}

const examples = ['docs/editors.md', 'docs/agents.md'].flatMap(examplesOf);

/** The one block of a language below a heading that says something. */
function example(heading: string, language: string, text: string): string {
  const found = examples.filter((each) => each.heading === heading && each.language === language);
  const [only, ...others] = found.filter((each) => each.text.includes(text));
  assert.ok(only !== undefined && others.length === 0, `${heading}, ${language}, ${text}`);
  return only.text;
}

/** Reads the languages that the examples are written in. */
class Grammars {
  private readonly loaded = new Map<string, Language>();

  async load(name: string): Promise<void> {
    const modules = join(root, 'node_modules');
    const runtime = readFileSync(join(modules, 'web-tree-sitter/web-tree-sitter.wasm'));
    await Parser.init({ wasmBinary: Uint8Array.from(runtime).buffer });
    const script = pathToFileURL(join(root, 'scripts/dylink.mjs')).href;
    const { withModernDylink } = (await import(script)) as {
      withModernDylink: (module: Uint8Array) => Uint8Array;
    };
    const module = readFileSync(join(modules, GRAMMARS[name] ?? ''));
    this.loaded.set(name, await Language.load(withModernDylink(module)));
  }

  /** Whether a text is without an error in a language. */
  accepts(name: string, text: string): boolean {
    const parser = new Parser();
    try {
      parser.setLanguage(this.loaded.get(name) ?? null);
      const tree = parser.parse(text);
      assert.ok(tree !== null);
      return !tree.rootNode.hasError;
    } finally {
      parser.delete();
    }
  }
}

/**
 * Reads TOML of tables with strings and lists of strings, which are written as in JSON.
 * @param text that the grammar of TOML accepts
 * @returns the tables by their headers; of one that stands several times, the last
 */
function tablesOf(text: string): Record<string, Record<string, unknown>> {
  const tables: Record<string, Record<string, unknown>> = {};
  let table: Record<string, unknown> = {};
  for (const line of text.split('\n').filter((each) => each.trim() !== '')) {
    const header = /^(\[{1,2}[\w.-]+\]{1,2})$/.exec(line)?.[1];
    if (header !== undefined) tables[header] = table = {};
    else {
      const [, key = '', value = ''] = /^([\w-]+) = (.+)$/.exec(line) ?? [];
      table[key] = JSON.parse(value);
    }
  }
  return tables;
}

/**
 * The program of the package that an example starts, with its first argument: whatever the language, both are strings,
 * one after the other. The tests of the server start both programs so.
 */
function callIn(text: string): string[] {
  const strings = [...text.matchAll(/(["'])(.*?)\1/g)].map(([, , content = '']) => content);
  const words = strings.filter((word) => word !== 'args');
  const place = words.findIndex(
    (word, at) => word in manifest.bin && /^(?:--stdio|mcp)$/.test(words[at + 1] ?? ''),
  );
  return words.slice(place, place + 2);
}

describe('the examples of configuration in the docs', () => {
  const grammars = new Grammars();
  before(async () => {
    for (const name of Object.keys(GRAMMARS)) await grammars.load(name);
  });

  it('are of every editor that the pages name, in languages that can be read here', () => {
    const languages = new Set(examples.map(({ language }) => language));
    assert.deepEqual([...languages].sort(), Object.keys(GRAMMARS));
    const headings = new Set(examples.map(({ heading }) => heading));
    assert.deepEqual([...headings], ['Neovim', 'Helix', 'Emacs', 'Elsewhere']);
  });

  it('would not be taken with a mistake in them', () => {
    for (const { language, text } of examples) {
      const unclosed = text.replace(/[)\]}](?=[^)\]}]*$)/, '');
      assert.equal(grammars.accepts(language, unclosed), false, unclosed);
    }
  });

  for (const [place, { page, heading, language, text }] of examples.entries())
    it(`${page}, ${heading}, ${language} (${place + 1}): is well formed, and starts what there is`, () => {
      assert.ok(grammars.accepts(language, text), text);
      assert.deepEqual(
        callIn(text),
        page === 'docs/agents.md' ? ['akin', 'mcp'] : ['akin-server', '--stdio'],
      );
    });

  it('say to Helix which server there is, and who asks it', () => {
    const tables = tablesOf(example('Helix', 'toml', 'language-server'));
    assert.deepEqual(tables['[language-server.akin]'], { command: 'akin-server', args: ['--stdio'] });
    assert.deepEqual(tables['[[language]]'], { name: 'python', 'language-servers': ['pylsp', 'akin'] });
  });

  it('say to each agent where it looks for servers what to start', () => {
    const call = { command: 'akin', args: ['mcp', '/absolute/path/of/the/project'] };
    const read = (text: string): unknown => JSON.parse(example('Elsewhere', 'json', text));
    assert.deepEqual(read('mcpServers'), { mcpServers: { akin: call } });
    assert.deepEqual(read('context_servers'), { context_servers: { akin: { ...call, env: {} } } });
    const vscode = { type: 'stdio', command: 'akin', args: ['mcp', '${workspaceFolder}'] };
    assert.deepEqual(read('"servers"'), { servers: { akin: vscode } });
    assert.deepEqual(tablesOf(example('Elsewhere', 'toml', 'mcp_servers')), { '[mcp_servers.akin]': call });
  });
});
