import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openBrowser, type OfflineBrowser } from '../harness/browser';
import { newestPackage } from '../harness/paths';
import { packageTestExtension } from '../harness/testExtension';
import { Ui } from '../harness/ui';
import { Workbench } from '../harness/workbench';

const SCHEME = 'akin-memory';

describe('A virtual workspace', () => {
  let workbench: Workbench;
  let browser: OfflineBrowser;
  let ui: Ui;

  before(async () => {
    const memoryFiles = await packageTestExtension({
      source: join(__dirname, 'memoryFiles.ts'),
      manifest: { activationEvents: [`onFileSystem:${SCHEME}`] },
    });
    workbench = await Workbench.start({ packages: [newestPackage(), memoryFiles] });
    browser = await openBrowser();
    ui = new Ui(browser.page);
    const file = join(workbench.folder, 'memory.code-workspace');
    writeFileSync(file, JSON.stringify({ folders: [{ uri: `${SCHEME}:/shop`, name: 'shop' }] }));
    await ui.open(workbench.workspaceUrlOf(file));
  });

  after(async () => {
    await browser.close();
    await workbench.stop();
  });

  afterEach(async function () {
    if (this.currentTest?.isFailed() === true)
      await ui.screenshot(`failed-${this.currentTest.title.replace(/\W+/g, '-')}`);
  });

  it('is open, and its files can be read', async () => {
    await ui.page.locator('.explorer-folders-view .monaco-list-row', { hasText: 'greeting.py' }).click();
    await ui.waitForEditor('greeting.py');
    await ui.waitForVisibleText('def greet(name):');
  });

  it('has no command of Akin, and no view', async () => {
    await ui.press('F1');
    await ui.quickPick.waitFor({ state: 'visible' });
    await ui.type('>Akin: ');
    await ui.waitForRows('no commands', ([row]) => row?.label === 'No matching commands');
    await ui.dismiss();
    assert.equal(await ui.page.locator('.part.activitybar [aria-label^="Akin"]').count(), 0);
    assert.deepEqual(await ui.notifications(), []);
  });

  it('is why the page of the extension says that Akin does not work here, and where it does', async () => {
    await ui.runCommand('Extensions: Show Installed Extensions');
    const row = ui.page.locator('.extensions-list .monaco-list-row', { hasText: 'Finds code by meaning' });
    await row.click();
    const page = ui.page.locator('.extension-editor .status');
    await page.filter({ hasText: 'Akin does not work in a virtual workspace' }).waitFor();
    assert.match(await page.innerText(), /Open a folder on disk/);
    await ui.screenshot('virtual');
  });
});
