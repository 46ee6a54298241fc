import assert from 'node:assert/strict';
import { join } from 'node:path';
import {
  DidChangeTextDocumentNotification,
  DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification,
} from 'vscode-languageserver-protocol/node';
import { VisibleFilesChanged } from '../../protocol/indexMessages';
import { ScratchFolder } from '../unit/scratchFolder';
import { LanguageServerProcess, uriOf } from './languageServerProcess';
import { writeSampleProject } from './sampleProject';

describe('server: open documents', () => {
  let scratch: ScratchFolder;
  let project: string;
  let server: LanguageServerProcess;

  beforeEach(async () => {
    scratch = new ScratchFolder();
    project = writeSampleProject(scratch);
    server = await LanguageServerProcess.start({ folders: [project], storagePath: scratch.at('storage') });
  });
  afterEach(async () => {
    await server.stop();
    scratch.remove();
  });

  async function find(symbol: string): Promise<boolean> {
    return (await server.search({ query: symbol })).some((hit) => hit.symbol === symbol);
  }

  /** Asks until the symbol is found: a change this small may leave the status as it was, so that nothing is told. */
  async function untilFound(symbol: string): Promise<void> {
    while (!(await find(symbol))) await new Promise((resolve) => setTimeout(resolve, 20));
  }

  it('are found by their unsaved text until they are closed without saving', async () => {
    const uri = uriOf(join(project, 'src/settings.ts'));
    const text = 'export function unsavedGreeting() {\n  return "hello";\n}\n';
    const { connection } = server;
    await server.untilReady();
    await connection.sendNotification(VisibleFilesChanged.method, { uris: [uri] });
    await connection.sendNotification(DidOpenTextDocumentNotification.type, {
      textDocument: { uri, languageId: 'typescript', version: 1, text: '' },
    });
    await connection.sendNotification(DidChangeTextDocumentNotification.type, {
      textDocument: { uri, version: 2 },
      contentChanges: [{ text }],
    });
    await untilFound('unsavedGreeting');
    assert.equal(await find('loadSettings'), false, 'what the disk holds is not what the user sees');
    await connection.sendNotification(DidCloseTextDocumentNotification.type, { textDocument: { uri } });
    await untilFound('loadSettings');
    assert.equal(await find('unsavedGreeting'), false);
  });

  for (const params of [
    null,
    {},
    { uris: 'x', tabs: 'y' },
    { uris: [], tabs: [1, null] },
    { uris: [1, null, 'no uri', ':'] },
    [],
  ])
    it(`cannot be upset by ${JSON.stringify(params)} for what is visible`, async () => {
      await server.connection.sendNotification(VisibleFilesChanged.method, params as object);
      await server.untilReady();
      assert.ok(await find('loadSettings'));
    });
});
