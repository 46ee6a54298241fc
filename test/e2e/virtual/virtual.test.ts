import assert from 'node:assert/strict';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createVSIX } from '@vscode/vsce';
import { openBrowser, type OfflineBrowser } from '../harness/browser';
import { bundleForHost } from '../harness/hostSuite';
import { buildFolder, newestPackage } from '../harness/paths';
import { Ui } from '../harness/ui';
import { Workbench } from '../harness/workbench';

const SCHEME = 'akin-memory';

/** Packages the extension of the tests. */
async function packageMemoryFiles(): Promise<string> {
  const folder = buildFolder('e2e-virtual');
  rmSync(folder, { recursive: true, force: true });
  await bundleForHost([join(__dirname, 'memoryFiles.ts')], folder);
  const manifest = {
    name: 'memory-files',
    publisher: 'akin-tests',
    version: '0.0.1',
    engines: { vscode: '^1.100.0' },
    main: './memoryFiles.js',
    files: ['memoryFiles.js'],
    activationEvents: [`onFileSystem:${SCHEME}`],
    capabilities: { virtualWorkspaces: true, untrustedWorkspaces: { supported: true } },
  };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
  writeFileSync(join(folder, 'README.md'), 'Files in memory, for tests.\n');
  const packagePath = join(folder, 'memory-files.vsix');
  await createVSIX({
    cwd: folder,
    packagePath,
    dependencies: false,
    allowMissingRepository: true,
    skipLicense: true,
  });
  return packagePath;
}

describe('A virtual workspace', () => {
  let workbench: Workbench;
  let browser: OfflineBrowser;
  let ui: Ui;

  before(async () => {
    workbench = await Workbench.start({ packages: [newestPackage(), await packageMemoryFiles()] });
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
