import assert from 'node:assert/strict';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import {
  type CodeAction,
  type CodeLens,
  type Diagnostic,
  type DocumentDiagnosticReport,
  InitializedNotification,
  WorkDoneProgress,
  type WorkDoneProgressBegin,
  WorkDoneProgressCreateRequest,
  type WorkDoneProgressEnd,
  type WorkDoneProgressReport,
} from 'vscode-languageserver-protocol/node';
import { ExplainFileRequest } from '../../protocol/indexMessages';
import { SearchRequest } from '../../protocol/searchMessages';
import { writeTinyStaticModel } from '../unit/embedding/tinyStaticModel';
import { ScratchFolder } from '../unit/scratchFolder';
import { DuplicatesProject } from './duplicatesProject';
import { LanguageServerProcess, packageRoot, uriOf } from './languageServerProcess';

describe('server: in the language of the editor', () => {
  /** What a German editor reads, and what one whose language nobody has translated. */
  const expected = {
    de: {
      diagnostic: 'Eine Kopie von totalPrice (b/order.ts:4), zu 100 % gleich; 2 Kopien.',
      related: 'totalPrice, 13 Zeilen',
      actions: [
        'Mit totalPrice (b/order.ts:4) vergleichen',
        'Zu totalPrice (b/order.ts:4) gehen',
        'In der Ansicht „Duplikate“ zeigen',
        'Dieses Duplikat mit einem Kommentar übergehen',
        'Dieses Duplikat im Ausgangsstand übergehen',
        'Duplikate in dieser Datei übergehen',
        'Ändern, was als Duplikat gilt',
      ],
      lens: '1 ähnliche',
      filter: /^Es gibt keine Sprache „klingon“; möglich sind zum Beispiel /,
      error: 'filter muss ein Objekt sein.',
      shown: 'akin.search.limit muss eine Zahl von 1 bis 200 sein. Der Vorgabewert wird verwendet.',
      explained: /a\/alone\.ts ist indiziert, in 1 Abschnitt\.$/,
      reason: /^definiert totalPrice$/,
    },
    xx: {
      diagnostic: 'A copy of totalPrice (b/order.ts:4), 100 % the same; 2 copies.',
      related: 'totalPrice, 13 lines',
      actions: [
        'Compare with totalPrice (b/order.ts:4)',
        'Go to totalPrice (b/order.ts:4)',
        'Show in the Duplicates view',
        'Ignore this duplicate with a comment',
        'Ignore this duplicate in the baseline',
        'Ignore duplicates in this file',
        'Change what counts as a duplicate',
      ],
      lens: '1 similar',
      filter: /^There is no language “klingon”; for example /,
      error: 'filter must be an object.',
      shown: 'akin.search.limit must be a number from 1 to 200. The default is used.',
      explained: /a\/alone\.ts is indexed, in 1 chunk\.$/,
      reason: /^defines totalPrice$/,
    },
  };

  for (const [locale, texts] of Object.entries(expected))
    describe(`with the locale ${locale}`, () => {
      let scratch: ScratchFolder;
      let project: DuplicatesProject;
      let cart: { uri: string };

      before(async () => {
        scratch = new ScratchFolder();
        project = await DuplicatesProject.open(scratch, {
          pulls: true,
          hasCommands: true,
          locale,
          settings: { duplicates: { codeLens: true }, search: { limit: 'many' } },
        });
        cart = { uri: project.uri('a/cart.ts') };
        await project.untilGroups(2);
      });
      after(async () => {
        await project.server.stop();
        scratch.remove();
      });

      async function diagnostics(): Promise<Diagnostic[]> {
        const report = await project.server.request<DocumentDiagnosticReport>('textDocument/diagnostic', {
          textDocument: cart,
        });
        assert.ok(report.kind === 'full');
        return report.items;
      }

      it('says what code is a copy, and of which', async () => {
        const [found] = await diagnostics();
        assert.equal(found?.message, texts.diagnostic);
        assert.deepEqual(
          found.relatedInformation?.map(({ message }) => message),
          [texts.related],
        );
      });

      it('names what can be done about it', async () => {
        const [found] = await diagnostics();
        assert.ok(found !== undefined);
        const actions = await project.server.request<CodeAction[]>('textDocument/codeAction', {
          textDocument: cart,
          range: found.range,
          context: { diagnostics: [found] },
        });
        assert.deepEqual(
          actions.map(({ title }) => title),
          texts.actions,
        );
        const lenses = await project.server.request<CodeLens[]>('textDocument/codeLens', {
          textDocument: cart,
        });
        assert.deepEqual(
          lenses.map(({ command }) => command?.title),
          [texts.lens],
        );
      });

      it('explains a wrong filter, a wrong request and a wrong setting', async () => {
        const { problems } = await project.server.send(SearchRequest, { query: 'lang:klingon price' });
        assert.match(problems?.[0]?.message ?? '', texts.filter);
        await assert.rejects(project.server.request(SearchRequest.method, { query: 'price', filter: 7 }), {
          message: texts.error,
        });
        assert.ok(project.server.shown.includes(texts.shown), project.server.shown.join('\n'));
      });

      it('says why something was found, and how a file stands', async () => {
        const { hits } = await project.server.send(SearchRequest, { query: 'totalPrice' });
        assert.match(hits[0]?.reasons[0] ?? '', texts.reason);
        const { message } = await project.server.send(ExplainFileRequest, { uri: project.uri('a/alone.ts') });
        assert.match(message, texts.explained);
      });
    });

  describe('while it works', () => {
    let scratch: ScratchFolder;
    let server: LanguageServerProcess;
    beforeEach(() => (scratch = new ScratchFolder()));
    afterEach(async () => {
      await server.stop();
      scratch.remove();
    });

    it('shows its progress', async () => {
      for (let n = 0; n < 800; n++)
        scratch.write(`project/file${n}.ts`, `export const f${n} = (x: number) => x * ${n};\n`.repeat(8));
      const steps: (WorkDoneProgressBegin | WorkDoneProgressReport | WorkDoneProgressEnd)[] = [];
      server = new LanguageServerProcess();
      const { connection } = server;
      const over = new Promise<void>((resolve) => {
        connection.onRequest(WorkDoneProgressCreateRequest.type, ({ token }) => {
          connection.onProgress(WorkDoneProgress.type, token, (step) => {
            steps.push(step);
            if (step.kind === 'end') resolve();
          });
        });
      });
      await server.initialize({
        locale: 'de',
        capabilities: { window: { workDoneProgress: true }, workspace: { workspaceFolders: true } },
        workspaceFolders: [{ uri: uriOf(scratch.at('project')), name: 'project' }],
        initializationOptions: { storagePath: scratch.at('storage') },
      });
      await connection.sendNotification(InitializedNotification.type, {});
      await over;
      const [begin, ...further] = steps;
      assert.ok(begin?.kind === 'begin');
      assert.equal(begin.title, 'Akin: Indizierung');
      for (const { message = '' } of [begin, ...further.slice(0, -1)])
        assert.match(message, /^(?:Suche nach Dateien|Indizierung|Abschließen)(?:: \d+ von \d+ Dateien\b|$)/);
      assert.equal(further.at(-1)?.message, 'Auf dem neuesten Stand');
    });

    it('tells of a failure in a thread', async () => {
      const model = writeTinyStaticModel(scratch);
      scratch.write('project/a.ts', 'export const a = 1;\n');
      scratch.write('tiny-static/onnx/model.onnx', 'no table');
      server = await LanguageServerProcess.start({
        folders: [scratch.at('project')],
        storagePath: scratch.at('storage'),
        settings: { model },
        locale: 'de-AT',
      });
      const { message = '' } = await server.until(({ state }) => state === 'degraded');
      assert.match(message, /^Die Suche arbeitet nur mit Stichwörtern\. /);
      assert.match(message, /onnx\/model\.onnx im Modellordner .* kann nicht verwendet werden: /);
      assert.match(message, / Ändern Sie akin\.model, oder leeren Sie es für das mitgelieferte Modell\.$/);
    });
  });

  describe('wherever it stands and is started', () => {
    let scratch: ScratchFolder;
    beforeEach(() => {
      scratch = new ScratchFolder();
      for (const file of ['package.json', 'dist/server.js'])
        cpSync(join(packageRoot, file), scratch.at(`package/${file}`));
      scratch.write('elsewhere/readme.txt', 'nothing of Akin');
    });
    afterEach(() => scratch.remove());

    /** What a server of the copied package says of a wrong request. */
    async function answer(): Promise<string> {
      const server = new LanguageServerProcess({
        packageFolder: scratch.at('package'),
        cwd: scratch.at('elsewhere'),
      });
      try {
        await server.initialize({
          locale: 'de',
          initializationOptions: { storagePath: scratch.at('storage') },
        });
        return await server.request(SearchRequest.method, {}).then(
          () => 'no error',
          (error: unknown) => (error as Error).message,
        );
      } finally {
        await server.stop();
      }
    }

    it('finds its texts in its own package', async () => {
      cpSync(join(packageRoot, 'l10n'), scratch.at('package/l10n'), { recursive: true });
      assert.equal(await answer(), 'akin/search braucht eine Anfrage.');
    });

    it('speaks English where they are missing', async () =>
      assert.equal(await answer(), 'akin/search needs a query.'));
  });
});
