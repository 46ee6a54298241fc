import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { ESLint } from 'eslint';
import { parseRankerReport } from '../bench/retrieval/rankerReport';

const ROOT = join(__dirname, '..', '..');

const importRules = ['import-x/no-restricted-paths', 'no-restricted-imports'];

/** The project's own rules for imports, which ask for no types: without those the compiler need not load the project. */
const eslint = new ESLint({
  cwd: ROOT,
  ruleFilter: ({ ruleId }) => importRules.includes(ruleId),
  overrideConfig: { languageOptions: { parserOptions: { projectService: false } } },
});

/** The rules that report an import, had the file at `path` this text. */
async function reportedFor(path: string, text: string): Promise<string[]> {
  const [result] = await eslint.lintText(text, { filePath: join(ROOT, path) });
  const rules = (result?.messages ?? []).map(({ ruleId, message }) => ruleId ?? message);
  assert.ok(
    rules.every((rule) => importRules.includes(rule)),
    rules.join('\n'),
  );
  return rules;
}

describe('the direction of imports', function () {
  // The first run loads ESLint with all its rules.
  this.timeout(60_000);

  const forbidden: [what: string, path: string, text: string][] = [
    [
      'base asks search',
      'server/src/base/hash.ts',
      "import { analyseQuery } from '../search/queryAnalysis';\nanalyseQuery('');\n",
    ],
    [
      'a room asks its neighbour',
      'server/src/workspace/walker.ts',
      "import { MemoryStore } from '../store/memoryStore';\nnew MemoryStore();\n",
    ],
    [
      'the domain asks the protocol',
      'server/src/search/rankHits.ts',
      "import { SearchRequest } from '../../../protocol/searchMessages';\nSearchRequest.method;\n",
    ],
    [
      'a folder of a room asks the protocol',
      'server/src/search/index/termIndex.ts',
      "import { SearchRequest } from '../../../../protocol/searchMessages';\nSearchRequest.method;\n",
    ],
    [
      'a folder of a room asks its neighbour',
      'server/src/search/index/termIndex.ts',
      "import { FolderScan } from '../../indexing/folderScan';\nvoid FolderScan;\n",
    ],
    [
      'the embedding asks the chunking',
      'server/src/embedding/staticModel.ts',
      "import { termsOf } from '../chunking/searchTerms';\ntermsOf('');\n",
    ],
    [
      'the caching asks what it caches for',
      'server/src/caching/cache.ts',
      "import { NO_FLOOR } from '../embedding/modelConfig';\nvoid NO_FLOOR;\n",
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
      'server/src/search/searchSource.ts',
      "import { connect } from '@lancedb/lancedb';\nvoid connect('x');\n",
    ],
    [
      'a static model imports the model runtime',
      'server/src/embedding/staticModel.ts',
      "import { AutoModel } from '@huggingface/transformers';\nvoid AutoModel;\n",
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

/** Shorter names of repositories are words that any code may use. */
const MIN_NAME_CHARS = 6;

const isTelling = (name: string): boolean => name.length >= MIN_NAME_CHARS;

function trainedOn(): string[] {
  const [, ...rows] = readFileSync(join(ROOT, 'training', 'repositories.tsv'), 'utf8')
    .trim()
    .split('\n');
  return rows.map((row) => (row.split('\t')[0] ?? '').split('/')[1] ?? '').filter(isTelling);
}

/** The repositories of its questions, and those that its report measures it by. */
function fittedOn(): string[] {
  const folder = join(ROOT, 'training', 'ranking');
  const questions = readFileSync(join(folder, 'questions', 'repos.tsv'), 'utf8')
    .trim()
    .split('\n');
  const report = parseRankerReport(JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8')));
  return [
    ...questions.map((row) => row.split('\t')[0] ?? ''),
    ...Object.keys(report.fitted?.byRepository ?? {}),
  ].filter(isTelling);
}

describe('ranking code', () => {
  const folder = join(ROOT, 'server/src/search');
  const texts = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file) => ({ file: relative(folder, file), text: readFileSync(file, 'utf8') }));

  it('is read with its folders and its weights', () => {
    const files = texts.map(({ file }) => file);
    for (const file of ['rankHits.ts', 'rankerWeights.json', join('index', 'searchIndex.ts')])
      assert.ok(files.includes(file), files.join(', '));
  });

  for (const [what, names] of [
    ['that the model was trained on', trainedOn()],
    ['that the ranker was fitted on', fittedOn()],
  ] as const)
    it(`names no repository ${what}`, () => {
      assert.ok(names.length > 10, names.join(', '));
      for (const name of names) {
        const word = new RegExp(`\\b${name.toLowerCase().replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}\\b`);
        for (const { file, text } of texts) assert.ok(!word.test(text.toLowerCase()), `${name} in ${file}`);
      }
    });
});
