import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { lineIn } from '../harness/lineIn';
import { Panels } from '../harness/panels';
import type { Session } from '../harness/session';
import { type TreeRow, TreeView } from '../harness/treeView';
import type { Ui } from '../harness/ui';
import { READY, shopWindow, STATUS } from './shopWindow';

let session: Session;
let ui: Ui;
let panels: Panels;
let index: TreeView;

/** What the index view says of a fact. */
function factIn(rows: readonly TreeRow[], name: string): string | undefined {
  return rows.find(({ label }) => label === name)?.description;
}

describe('Similar code and the index view as a user', () => {
  before(async () => {
    session = await shopWindow();
    ({ ui } = session);
    index = new TreeView(ui.page, 'Index');
    panels = new Panels(ui.page);
    await ui.chooseTheme('Dark Modern', 'dark');
  });

  /** Waits until the open peek view lists the other function and shows the code of the row that has the focus. */
  async function waitForPeek(): Promise<void> {
    const rows = await panels.waitForPeekRows('of the other function', (shown) =>
      shown.some((row) => row.startsWith('def verify_password')),
    );
    assert.match(rows[0] ?? '', /^passwords\.py ?billing/);
    await panels.waitForPeekCode('def verify_password(password: str, stored: str) -> bool:');
  }

  it('peeks at similar functions by the code lens above one', async () => {
    await ui.openFile('passwords.py', 1);
    const lens = ui.page.locator('.codelens-decoration a', { hasText: 'Find similar code' });
    await lens.first().waitFor();
    await ui.screenshot('lens-dark');
    await lens.first().click();
    await waitForPeek();
    await ui.screenshot('peek-dark');
    await ui.press('Escape');
    await panels.peek.waitFor({ state: 'detached' });
  });

  it('peeks at code like the function at the cursor', async () => {
    await ui.openFile('passwords.py', 12);
    await ui.runCommand('Akin: Peek Similar Code');
    await waitForPeek();
    await panels.peekRow('def verify_password').dblclick();
    await ui.press('Escape');
    await panels.peek.waitFor({ state: 'detached' });
    await ui.waitForCursor(lineIn(join(session.folder, 'billing', 'passwords.py'), 'def verify_password'));
  });

  it('tells what is stored of the folder', async () => {
    writeFileSync(join(session.folder, 'web', 'made.ts'), '// @generated\nexport const x = 1;\n');
    await ui.waitForStatus(STATUS, /^Akin 18 files/);
    await ui.runCommand('Akin: Focus on Index View');
    // The view alone has room for all that it tells.
    for (const other of ['Search', 'Duplicates'])
      await ui.page.locator(`.part.sidebar .pane-header[aria-label^="${other}"]`).click();
    const rows = await index.waitForRows('facts', (all) => all.some(({ label }) => label === 'Chunks'));
    const facts = Object.fromEntries(rows.map(({ label, description }) => [label, description]));
    assert.match(facts['harbour-shop'] ?? '', /^up to date, 18 files/);
    assert.equal(facts.Files, '18');
    assert.match(facts['On Disk'] ?? '', /^[\d.]+ (KB|MB)$/);
    assert.match(facts['Last Update'] ?? '', /\d/);
    assert.equal(facts.Skipped, '1 file');
    // What the eye reads in two places is said at once.
    for (const { label, description, spoken } of rows) assert.equal(spoken, `${label}: ${description}`);
    assert.equal(rows.find(({ label }) => label === 'Skipped')?.icon, 'debug-step-over');
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

  it('finds code like the selected lines by the menu of the editor', async () => {
    const file = join(session.folder, 'billing', 'passwords.py');
    const first = lineIn(file, 'def hash_password');
    const next = lineIn(file, 'def verify_password');
    await ui.openFile('passwords.py', first);
    await ui.press('Home');
    // Down to the start of the next function, nothing of which is selected then.
    for (let line = first; line < next; line++) await ui.press('Shift+ArrowDown');
    await ui.waitForCursor(next);
    const selected = ui.page.locator('.editor-group-container.active .view-line', {
      hasText: 'os.urandom',
    });
    await selected.first().click({ button: 'right' });
    await ui.chooseInMenu('Find Similar Code');
    const rows = await ui.waitForRows('similar code', ([row]) => row?.label === 'verify_password');
    assert.equal(
      rows.some(({ label }) => label === 'hash_password'),
      false,
      'what is selected is no answer',
    );
    assert.equal(await ui.quickPickTitle(), `Similar to billing/passwords.py:${first}–${next - 1}`);
    await ui.screenshot('similar-selection-dark');
    await ui.dismiss();
  });

  it('leaves a folder out by the menu of the explorer, and takes that back', async () => {
    await ui.runCommand('View: Show Explorer');
    const row = ui.page.locator('.explorer-folders-view .monaco-list-row', { hasText: 'warehouse' }).first();
    await row.click({ button: 'right' });
    await ui.chooseInMenu('Exclude This Folder from the Index');
    await ui.waitForStatus(STATUS, /^Akin 1[56] files/);
    await ui.openFile('LruCache.java');
    await ui.runCommand('Akin: Why Is This File (Not) Indexed?');
    const message = ui.page.locator('.notification-list-item-message', { hasText: 'LruCache.java' });
    await message.waitFor();
    assert.match(await message.innerText(), /“warehouse” in akin\.index\.exclude/);
    await ui.runCommand('Notifications: Show Notifications');
    const told = ui.page.locator('.notifications-center .notification-list-item', {
      hasText: 'warehouse is left out',
    });
    await told.getByRole('button', { name: 'Undo' }).click();
    await ui.waitForStatus(STATUS, /^Akin 1[89] files/);
    const settings = readFileSync(join(session.folder, '.vscode', 'settings.json'), 'utf8');
    assert.doesNotMatch(settings, /akin\.index\.exclude/);
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
    for (const step of ['Find code by what it does', 'See what repeats itself'])
      await page.getByText(step).first().waitFor();
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
