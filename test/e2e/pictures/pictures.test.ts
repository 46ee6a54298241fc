/**
 * Takes the pictures of the walkthrough and the README, in dark and light, and in dark those of the pages in docs/, and holds them
 * small. Where AKIN_PICTURES is set (`npm run pictures`) they take the place of those in the repository, else they go to build/screenshots.
 */
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, statSync } from 'node:fs';
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
/** The editors without what stands beside and below them. */
const EDITORS = { x: 352, y: 36, width: 928, height: 484 };

/** Those in media/ ship with the extension, those in docs/ do not. */
const WALKTHROUGH = 'media/walkthrough';
const PAGES = 'docs/pictures';

let session: Session;
let ui: Ui;

async function picture(name: string, clip = TOP, place = WALKTHROUGH): Promise<void> {
  const isKept = process.env.AKIN_PICTURES !== undefined;
  const folder = isKept ? join(repositoryRoot, place) : buildFolder('screenshots');
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${name}.png`);
  // A hover is no part of it.
  await ui.page.mouse.move(clip.x + clip.width - 1, clip.y + clip.height - 1);
  await ui.page.locator('.monaco-hover:visible').first().waitFor({ state: 'hidden' });
  await ui.page.screenshot({ path, clip });
  const { size } = statSync(path);
  assert.ok(size > 2_000 && size < MAX_BYTES, `${name}: ${size} bytes`);
}

/** A picture that a page shows. */
const pagePicture = (name: string, clip = EDITORS): Promise<void> => picture(name, clip, PAGES);

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

    if (name === 'dark')
      it('all results in an editor', async () => {
        await new TreeView(ui.page, 'Search').pressAction('Open All Results in an Editor');
        await ui.waitForVisibleText(`Query: ${QUESTION}`);
        await ui.page.locator('.editor-group-container.active .detected-link').first().waitFor();
        await pagePicture('results-document');
        await ui.runCommand('View: Close Editor');
      });

    it('similar code', async () => {
      await ui.openFile('passwords.py', 12);
      await ui.openPick('Akin: Find Similar Code', /Similar/);
      await ui.waitForRows('similar', ([row]) => row?.label === 'verify_password');
      await ui.waitForHighlight();
      await picture(`similar-${name}`);
      await ui.dismiss();
    });

    if (name === 'dark')
      it('similar code in place', async () => {
        await ui.openFile('passwords.py', 12);
        await ui.runCommand('Akin: Peek Similar Code');
        const { peek } = new Panels(ui.page);
        await peek.locator('.ref-tree .monaco-list-row', { hasText: 'verify_password' }).first().waitFor();
        await pagePicture('peek');
        await ui.press('Escape');
        await peek.waitFor({ state: 'detached' });
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

    if (name === 'dark')
      it('the performance report', async () => {
        await ui.runCommand('Akin: Show Performance Report');
        const page = ui.page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');
        await page.getByRole('img', { name: /^Memory in the last/ }).waitFor();
        await page.getByRole('img', { name: /^Time of a search in the last/ }).waitFor();
        await pagePicture('report', { ...EDITORS, height: 604 });
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

    if (name === 'dark')
      it('what can be done about a duplicate, and two compared', async () => {
        const panels = new Panels(ui.page);
        const lines = readFileSync(join(session.folder, 'web', 'cart.ts'), 'utf8').split('\n');
        const line = lines.findIndex((text) => text.includes('function groupCartItems')) + 1;
        await ui.openFile('cart.ts', line);
        await panels.waitForSquiggles('warning', 1);
        await panels.quickFixes('Ignore this duplicate with a comment');
        await pagePicture('duplicate-actions');
        await ui.press('Escape');
        await ui.runCommand('Akin: Compare Duplicates');
        await panels.waitForDiff('groupCartItems', 'groupCartItems');
        await ui.runCommand('View: Toggle Primary Side Bar Visibility');
        await pagePicture('duplicate-comparison', { x: 48, y: 36, width: 1232, height: 300 });
      });
  });
