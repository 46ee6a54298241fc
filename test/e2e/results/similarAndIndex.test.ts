import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sampleWorkspace } from '../harness/paths';
import { openSession, type Session } from '../harness/session';
import { Panels } from '../harness/panels';
import { type TreeRow, TreeView } from '../harness/treeView';
import type { Ui } from '../harness/ui';

const STATUS = 'akin.status';
const READY = /^Akin \d+ files\b/;

let session: Session;
let ui: Ui;
let panels: Panels;
let index: TreeView;
let close: (() => Promise<void>) | undefined;

/** What the index view says of a fact. */
function factIn(rows: readonly TreeRow[], name: string): string | undefined {
  return rows.find(({ label }) => label === name)?.description;
}

describe('Similar code and the index view as a user', () => {
  before(async () => {
    session = await openSession({
      workspace: sampleWorkspace,
      name: 'harbour-shop',
      settings: { 'workbench.colorTheme': 'Dark Modern', 'akin.codeLens.enable': true },
    });
    ({ ui, close } = session);
    index = new TreeView(ui.page, 'Index');
    panels = new Panels(ui.page);
    await ui.waitForStatus(STATUS, READY);
  });

  after(async () => {
    await close?.();
  });

  afterEach(async function () {
    if (this.currentTest?.isFailed() !== true) return;
    await ui.screenshot(`failed-${this.currentTest.title.replace(/\W+/g, '-')}`);
    console.error([...ui.complaints, ...session.workbench.log().split('\n').slice(-10)].join('\n'));
    await ui.dismiss();
  });

  it('peeks at similar functions by the code lens above one', async () => {
    await ui.openFile('passwords.py', 1);
    const lens = ui.page.locator('.codelens-decoration a', { hasText: 'Find similar code' });
    await lens.first().waitFor();
    await ui.screenshot('lens-dark');
    await lens.first().click();
    const peek = ui.page.locator('.monaco-editor .peekview-widget');
    await peek.waitFor();
    await peek.locator('.ref-tree .monaco-list-row').first().waitFor();
    await ui.screenshot('peek-dark');
    await ui.press('Escape');
    await peek.waitFor({ state: 'detached' });
  });

  it('peeks at code like the function at the cursor', async () => {
    await ui.openFile('passwords.py', 12);
    await ui.runCommand('Akin: Peek Similar Code');
    const peek = ui.page.locator('.monaco-editor .peekview-widget');
    await peek.waitFor();
    await ui.press('Escape');
    await peek.waitFor({ state: 'detached' });
  });

  it('tells what is stored of the folder', async () => {
    writeFileSync(join(session.folder, 'web', 'made.ts'), '// @generated\nexport const x = 1;\n');
    await ui.waitForStatus(STATUS, /^Akin 17 files/);
    await ui.runCommand('Akin: Focus on Index View');
    // The view alone has room for all that it tells.
    for (const other of ['Search', 'Duplicates'])
      await ui.page.locator(`.part.sidebar .pane-header[aria-label^="${other}"]`).click();
    const rows = await index.waitForRows('facts', (all) => all.some(({ label }) => label === 'Chunks'));
    const facts = Object.fromEntries(rows.map(({ label, description }) => [label, description]));
    assert.match(facts['harbour-shop'] ?? '', /^up to date, 17 files/);
    assert.equal(facts.Files, '17');
    assert.match(facts['On Disk'] ?? '', /^[\d.]+ (KB|MB)$/);
    assert.match(facts['Last Update'] ?? '', /\d/);
    assert.equal(facts.Skipped, '1 file');
    await ui.screenshot('index-dark');
  });

  it('lists what was skipped, and says why', async () => {
    await index.clickRow('Skipped');
    await index.waitForRows('reasons', (rows) => rows.some(({ label }) => label === 'generated'));
    await index.clickRow('generated');
    await index.waitForRows('files', (rows) => rows.some(({ label }) => label === 'web/made.ts'));
    await index.clickRow('web/made.ts');
    const message = ui.page.locator('.notification-list-item-message', { hasText: 'web/made.ts' });
    await message.waitFor();
    assert.match(await message.innerText(), /is not indexed: generated\. A comment at its top/);
    await ui.screenshot('index-why-dark');
    await ui.runCommand('Notifications: Clear All Notifications');
  });

  it('pauses and resumes by its buttons', async () => {
    await index.pressAction('Pause Indexing');
    await ui.waitForStatus(STATUS, /^Akin paused/);
    await index.pressAction('Resume Indexing');
    await ui.waitForStatus(STATUS, READY);
  });

  it('clears the index and rebuilds it, once each is confirmed', async () => {
    await ui.runCommand('Akin: Clear Index');
    await panels.answerDialog(/Clear the index/, 'Clear');
    await ui.waitForStatus(STATUS, /^Akin paused/);
    await index.waitForRows('no chunks', (rows) => factIn(rows, 'Chunks') === '0');
    await index.pressAction('Resume Indexing');
    await index.waitForRows('chunks again', (rows) => Number(factIn(rows, 'Chunks')) > 0);
    await ui.waitForStatus(STATUS, READY);
    const before = factIn(await index.rows(), 'Last Update');
    await ui.runCommand('Akin: Rebuild Index');
    await panels.answerDialog(/Rebuild the index/, 'Rebuild');
    await index.waitForRows(
      'a later update',
      (rows) => ![undefined, before].includes(factIn(rows, 'Last Update')),
    );
    await ui.waitForStatus(STATUS, READY);
  });

  it('finds code like the selection by the menu of the editor', async () => {
    await ui.openFile('passwords.py', 12);
    const inFunction = ui.page.locator('.editor-group-container.active .view-line', {
      hasText: 'os.urandom',
    });
    await inFunction.first().click({ button: 'right' });
    await ui.chooseInMenu('Find Similar Code');
    await ui.waitForRows('similar code', (rows) => rows.some(({ label }) => label === 'verify_password'));
    await ui.dismiss();
  });

  it('leaves a folder out by the menu of the explorer', async () => {
    await ui.runCommand('View: Show Explorer');
    const row = ui.page.locator('.explorer-folders-view .monaco-list-row', { hasText: 'warehouse' }).first();
    await row.click({ button: 'right' });
    await ui.chooseInMenu('Exclude This Folder from the Index');
    await ui.waitForStatus(STATUS, /^Akin 1[45] files/);
    await ui.page.locator('.notification-list-item-message', { hasText: 'warehouse is left out' }).waitFor();
    await ui.runCommand('Notifications: Clear All Notifications');
    await ui.openFile('LruCache.java');
    await ui.runCommand('Akin: Why Is This File (Not) Indexed?');
    const message = ui.page.locator('.notification-list-item-message', { hasText: 'LruCache.java' });
    await message.waitFor();
    assert.match(await message.innerText(), /“warehouse” in akin\.index\.exclude/);
    await ui.runCommand('Notifications: Clear All Notifications');
  });

  for (const [theme, name] of [
    ['Light Modern', 'light'],
    ['Dark High Contrast', 'contrast'],
  ] as const)
    it(`reads well in ${theme}`, async () => {
      await ui.chooseTheme(theme, name);
      await ui.runCommand('Akin: Focus on Index View');
      await index.waitForRows('facts', (all) => all.some(({ label }) => label === 'Chunks'));
      await ui.screenshot(`index-${name}`);
    });

  it('greets with a walkthrough that has pictures', async () => {
    await ui.chooseTheme('Dark Modern', 'dark');
    await ui.runCommand('Welcome: Open Walkthrough...');
    await ui.waitForRows('walkthrough', (rows) => rows.some(({ label }) => label.includes('Akin')));
    await ui.type('Akin');
    await ui.waitForRows('walkthrough', ([row]) => row?.label.includes('Akin') ?? false);
    await ui.press('Enter');
    const page = ui.page.locator('.gettingStartedContainer');
    await page.getByText('Find code by what it does').first().waitFor();
    const image = page.locator('.getting-started-media img').first();
    // A walkthrough that has little room shows its steps without their pictures.
    await ui.runCommand('View: Toggle Primary Side Bar Visibility');
    await image.waitFor();
    const loaded = await image.evaluate(
      (element: { complete: boolean; naturalWidth: number }) => element.complete && element.naturalWidth > 0,
    );
    assert.equal(loaded, true);
    await ui.screenshot('walkthrough-dark');
  });
});
