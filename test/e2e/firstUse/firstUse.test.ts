import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Panels } from '../harness/panels';
import { sampleWorkspace } from '../harness/paths';
import { openSession, type Session } from '../harness/session';
import type { Ui } from '../harness/ui';

const STATUS = 'akin.status';

let session: Session;
let ui: Ui;
let panels: Panels;

async function open(options: Parameters<typeof openSession>[0]): Promise<void> {
  session = await openSession(options);
  ({ ui } = session);
  panels = new Panels(ui.page);
}

/** Nothing is asked and nothing is reported before the first result. */
async function isQuiet(): Promise<void> {
  assert.deepEqual(await ui.notifications(), []);
  assert.deepEqual(session.refused, []);
}

describe('The first use', () => {
  let empty: string;

  before(() => {
    empty = mkdtempSync(join(tmpdir(), 'akin-empty-'));
  });

  after(() => rmSync(empty, { recursive: true, force: true }));

  afterEach(async function () {
    if (this.currentTest?.isFailed() === true)
      await ui.screenshot(`failed-${this.currentTest.title.replace(/\W+/g, '-')}`);
    await session.close();
  });

  it('of an empty folder says so, and finds what is written into it', async () => {
    await open({ workspace: empty, name: 'empty' });
    await ui.waitForStatus(STATUS, /^Akin 0 files/);
    await ui.openPick('Akin: Semantic Search', /^Semantic Search/);
    await ui.type('read the settings of a user');
    const [row] = await ui.waitForRows(
      'notice',
      ([first]) => first?.label.startsWith('Nothing found') ?? false,
    );
    assert.match(row?.detail ?? '', /Try other words/);
    await ui.screenshot('empty-dark');
    await ui.dismiss();
    writeFileSync(
      join(session.folder, 'settings.py'),
      'def load_user_settings(path):\n    return open(path).read()\n',
    );
    await ui.waitForStatus(STATUS, /^Akin 1 file\b/);
    await ui.openPick('Akin: Semantic Search', /^Semantic Search/);
    await ui.type('read the settings of a user');
    await ui.waitForRows('hit', ([first]) => first?.label === 'load_user_settings');
    await ui.dismiss();
    await isQuiet();
  });

  it('without a folder says in each view what to do', async () => {
    await open({ workspace: empty, name: 'none' });
    await ui.open(`http://${session.workbench.authority}/?ew=true`);
    await panels.openContainer('Akin');
    await panels.waitForWelcome('Search', /Open a folder to search it/);
    await panels.waitForWelcome('Duplicates', /Open a folder to see code in it/);
    await ui.screenshot('no-folder-dark');
    await isQuiet();
  });

  it('of the home folder indexes nothing, and says how to insist', async () => {
    await open({ workspace: empty, name: 'empty' });
    // The editor's home is the folder that everything of the session lies in.
    await ui.open(session.workbench.urlOf(session.workbench.folder));
    await ui.waitForStatus(STATUS, /^Akin error/);
    const message = ui.page.locator('.notification-list-item-message', { hasText: 'home directory' });
    await message.waitFor();
    assert.match(await message.innerText(), /turn on akin\.index\.allowAnyFolder/);
    await ui.screenshot('home-folder-dark');
  });

  it('in a folder that nobody trusts searches, but asks git for nothing', async () => {
    await open({ workspace: sampleWorkspace, name: 'harbour-shop', restricted: true });
    await ui.page.getByText('Restricted Mode').first().waitFor();
    await ui.waitForStatus(STATUS, /^Akin \d+ files/);
    await ui.openPick('Akin: Semantic Search', /^Semantic Search/);
    await ui.type('check a password against the stored hash');
    await ui.waitForRows('hits', ([first]) => first?.label === 'verify_password');
    await ui.type('password changed:');
    const [row] = await ui.waitForRows('reason', ([first]) => first?.label === 'changed:');
    assert.equal(row?.detail, 'Git is asked once this folder is trusted.');
    await ui.screenshot('restricted-dark');
    await ui.dismiss();
    await isQuiet();
  });

  it('where Akin is turned off says so, and how to turn it on', async () => {
    await open({ workspace: sampleWorkspace, name: 'harbour-shop', settings: { 'akin.enable': false } });
    await ui.waitForStatus(STATUS, /^Akin off/);
    await panels.openContainer('Akin');
    await panels.waitForWelcome('Search', /not turned off by the setting akin\.enable/);
    await ui.screenshot('off-dark');
    await isQuiet();
  });
});
