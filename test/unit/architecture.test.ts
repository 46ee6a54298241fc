import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ESLint } from 'eslint';

const ROOT = join(__dirname, '..', '..');

/** The rules that report an import, had the file at `path` this text. */
async function reportedFor(path: string, text: string): Promise<string[]> {
  const eslint = new ESLint({ cwd: ROOT });
  const [result] = await eslint.lintText(text, { filePath: join(ROOT, path) });
  const imports = ['import-x/no-restricted-paths', 'no-restricted-imports'];
  return (result?.messages ?? []).map(({ ruleId }) => ruleId ?? '').filter((rule) => imports.includes(rule));
}

describe('the direction of imports', function () {
  // The first run loads the compiler for the whole project.
  this.timeout(60_000);

  const forbidden: [what: string, path: string, text: string][] = [
    [
      'base asks search',
      'server/src/base/hash.ts',
      "import { rank } from '../search/ranking';\nrank([], {} as never, 1);\n",
    ],
    [
      'a room asks its neighbour',
      'server/src/workspace/walker.ts',
      "import { MemoryStore } from '../store/memoryStore';\nnew MemoryStore();\n",
    ],
    [
      'the domain asks the protocol',
      'server/src/search/ranking.ts',
      "import { SearchRequest } from '../../../protocol/messages';\nSearchRequest.method;\n",
    ],
    [
      'the protocol asks the server',
      'protocol/commands.ts',
      "import { messageOf } from '../server/src/base/errors';\nmessageOf(1);\n",
    ],
    [
      'the client asks the server',
      'client/src/session.ts',
      "import { messageOf } from '../../server/src/base/errors';\nmessageOf(1);\n",
    ],
    [
      'the domain imports the language-server library',
      'server/src/engine/engine.ts',
      "import { createConnection } from 'vscode-languageserver/node';\ncreateConnection();\n",
    ],
    [
      'search imports the store engine',
      'server/src/search/ranking.ts',
      "import { connect } from '@lancedb/lancedb';\nvoid connect('x');\n",
    ],
    [
      'the server imports the editor',
      'server/src/lsp/respond.ts',
      "import { window } from 'vscode';\nwindow;\n",
    ],
  ];
  for (const [what, path, text] of forbidden)
    it(`is held when ${what}`, async () => {
      assert.notDeepEqual(await reportedFor(path, text), []);
    });

  it('lets a room use what lies below it', async () => {
    const text = "import { messageOf } from '../base/errors';\nexport const text = messageOf(1);\n";
    assert.deepEqual(await reportedFor('server/src/workspace/walker.ts', text), []);
  });

  it('lets the protocol import nothing but protocol types', () => {
    for (const file of readdirSync(join(ROOT, 'protocol'))) {
      const source = readFileSync(join(ROOT, 'protocol', file), 'utf8');
      for (const [, from] of source.matchAll(/from '([^']+)'/g))
        assert.match(from ?? '', /^(?:vscode-languageserver-protocol|\.\/\w+)$/, file);
    }
  });
});

describe('ranking code', () => {
  it('names no repository', () => {
    const list = readFileSync(join(ROOT, 'training', 'repositories.tsv'), 'utf8')
      .trim()
      .split('\n')
      .slice(1);
    const names = list
      .map((line) => (line.split('\t')[0] ?? '').split('/')[1] ?? '')
      .filter((name) => name.length > 5);
    assert.ok(names.length > 50);
    const sources = readdirSync(join(ROOT, 'server/src/search')).map((file) =>
      readFileSync(join(ROOT, 'server/src/search', file), 'utf8').toLowerCase(),
    );
    for (const name of names) {
      const word = new RegExp(`\\b${name.toLowerCase().replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}\\b`);
      assert.ok(!sources.some((source) => word.test(source)), name);
    }
  });
});
