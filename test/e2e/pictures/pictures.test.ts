/**
 * Takes the pictures of the walkthrough and the README, and holds them small. They go to the folder of the repository that
 * AKIN_PICTURES names (`npm run pictures`), else to build/screenshots.
 */
import assert from 'node:assert/strict';
import { mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Panels } from '../harness/panels';
import { buildFolder, e2eFolder, repositoryRoot, sampleWorkspace } from '../harness/paths';
import { openSession, type Session } from '../harness/session';
import { TreeView } from '../harness/treeView';
import type { Ui } from '../harness/ui';

const STATUS = 'akin.status';
const READY = /^Akin \d+ files\b/;
const MAX_BYTES = 150_000;
const QUESTION = 'try the network call once more with growing pauses when it fails';

/** What of the window is worth a picture. */
const TOP = { x: 0, y: 0, width: 1280, height: 640 };
const LIST = { x: 300, y: 0, width: 720, height: 400 };

let session: Session;
let ui: Ui;

async function picture(name: string, clip = TOP): Promise<void> {
  const { AKIN_PICTURES: named } = process.env;
  const folder = named === undefined ? buildFolder('screenshots') : join(repositoryRoot, named);
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${name}.png`);
  // A hover is no part of it.
  await ui.page.mouse.move(clip.x + clip.width - 1, clip.y + clip.height - 1);
  await ui.page.locator('.monaco-hover:visible').first().waitFor({ state: 'hidden' });
  await ui.page.screenshot({ path, clip });
  const { size } = statSync(path);
  assert.ok(size > 2_000 && size < MAX_BYTES, `${name}: ${size} bytes`);
}

for (const [theme, name] of [
  ['Dark Modern', 'dark'],
  ['Light Modern', 'light'],
] as const)
  describe(`Pictures in ${theme}`, () => {
    async function open(workspace: string): Promise<void> {
      session = await openSession({
        workspace,
        name: 'harbour-shop',
        settings: { 'workbench.colorTheme': theme },
      });
      ({ ui } = session);
      await ui.waitForStatus(STATUS, READY);
    }

    before(() => open(sampleWorkspace));

    after(() => session.close());

    afterEach(async function () {
      if (this.currentTest?.isFailed() === true)
        await ui.screenshot(`failed-${this.currentTest.title.replace(/\W+/g, '-')}-${name}`);
    });

    it('a question and its answer', async () => {
      await ui.openPick('Akin: Semantic Search', /^Semantic Search/);
      await ui.type(QUESTION);
      await ui.waitForRows('answer', ([row]) => row?.label === 'retryWithBackoff');
      await ui.waitForEditor('fetchWithRetry.ts');
      await ui.waitForMarkedWords();
      await picture(`quickpick-${name}`);
    });

    it('its results in the view', async () => {
      await ui.press('Alt+Enter');
      await ui.waitForQuickPickClosed();
      const results = new TreeView(ui.page, 'Search');
      await results.waitForRows('hits', (rows) => rows.some(({ selected }) => selected));
      await ui.waitForMarkedWords();
      await picture(`results-${name}`);
    });

    it('similar code', async () => {
      await ui.openFile('passwords.py', 12);
      await ui.openPick('Akin: Find Similar Code', /Similar/);
      await ui.waitForRows('similar', ([row]) => row?.label === 'verify_password');
      await ui.waitForHighlight();
      await picture(`similar-${name}`);
      await ui.dismiss();
    });

    it('the index', async () => {
      await ui.runCommand('Akin: Focus on Index View');
      // The view alone has room for all that it tells.
      for (const other of ['Search', 'Duplicates'])
        await ui.page.locator(`.part.sidebar .pane-header[aria-label^="${other}"]`).click();
      const index = new TreeView(ui.page, 'Index');
      await index.waitForRows('facts', (rows) => rows.some(({ label }) => label === 'Chunks'));
      await picture(`index-${name}`, { x: 0, y: 0, width: 720, height: 400 });
    });

    it('filters', async () => {
      await ui.openPick('Akin: Semantic Search', /^Semantic Search/);
      await ui.type('lang:');
      await ui.waitForRows('languages', ([row]) => row?.label.startsWith('lang:') ?? false);
      await picture(`filter-${name}`, LIST);
      await ui.type('');
      await ui.dismiss();
    });

    it('duplicates', async () => {
      await session.close();
      await open(join(e2eFolder, 'duplicates', 'workspace'));
      const panels = new Panels(ui.page);
      await ui.runCommand('Akin: Show Duplicates');
      await ui.page.locator('.part.sidebar .pane-header[aria-label^="Search"]').click();
      await panels.waitForRows('Duplicates', 'all groups', (rows) => rows.length >= 4);
      await panels.row('Duplicates', 'groupCartItems').click();
      await panels.row('Duplicates', 'web/parcels.ts').click();
      await ui.waitForEditor('parcels.ts');
      await ui.waitForVisibleText('function weighParcels');
      await panels.waitForSquiggles('warning', 1);
      await picture(`duplicates-${name}`);
    });
  });
