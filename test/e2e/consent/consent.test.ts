import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { ModelHub } from '../../server/modelHub';
import { writeTinyModel } from '../../unit/embedding/tinyModel';
import { ScratchFolder } from '../../unit/scratchFolder';
import { sampleWorkspace } from '../harness/paths';
import { openSession, type Session } from '../harness/session';
import type { Ui } from '../harness/ui';

const STATUS = 'akin.status';
const BY_WORDS = /^Akin keywords only/;
const READY = /^Akin \d+ files\b/;
const MODEL = 'somebody/tiny';

describe('The consent to fetch a model', () => {
  let scratch: ScratchFolder;
  let hub: ModelHub;
  let session: Session;
  let ui: Ui;

  beforeEach(async () => {
    scratch = new ScratchFolder();
    hub = await ModelHub.start(MODEL, writeTinyModel(scratch));
    session = await openSession({
      workspace: sampleWorkspace,
      name: 'harbour-shop',
      machineSettings: { 'akin.model': MODEL },
      env: { HF_ENDPOINT: hub.address },
    });
    ({ ui } = session);
    await ui.waitForStatus(STATUS, BY_WORDS);
  });

  afterEach(async function () {
    if (this.currentTest?.isFailed() === true)
      await ui.screenshot(`failed-${this.currentTest.title.replace(/\W+/g, '-')}`);
    await session.close();
    await hub.stop();
    scratch.remove();
  });

  const question = (): Locator => ui.page.locator('.notification-list-item', { hasText: MODEL });

  async function answer(button: string): Promise<void> {
    await question().getByRole('button', { name: button, exact: true }).click();
    await question().waitFor({ state: 'hidden' });
  }

  async function findsByWords(): Promise<void> {
    await ui.openPick('Akin: Semantic Search', /^Semantic Search/);
    await ui.type('verify_password');
    await ui.waitForRows('hit', ([first]) => first?.label === 'verify_password');
    await ui.dismiss();
  }

  it('is asked for before anything is sent, and says what would be sent where', async () => {
    await question().waitFor();
    const text = await question().innerText();
    assert.ok(text.includes(`Fetch it once from ${hub.host}? Only its name is sent there`), text);
    await ui.screenshot('consent');
    await findsByWords();
    assert.equal((await ui.notifications()).length, 1);
    assert.deepEqual(hub.requests, []);
  });

  it('can be refused: nothing is sent, words find, and it is not asked for again', async () => {
    await answer("Don't Fetch");
    await findsByWords();
    await ui.reload();
    await ui.waitForStatus(STATUS, BY_WORDS);
    await findsByWords();
    assert.deepEqual(await ui.notifications(), []);
    assert.deepEqual(hub.requests, []);
  });

  it('can be given: the model is fetched once and works from then on', async () => {
    await answer('Fetch');
    await ui.waitForStatus(STATUS, READY);
    const asked = hub.requests.length;
    assert.ok(asked > 0);
    for (const { method, path, bodyBytes } of hub.requests) {
      assert.deepEqual([method, bodyBytes], ['GET', 0]);
      assert.ok(path.startsWith(`/${MODEL}/resolve/main/`), path);
    }
    await ui.reload();
    await ui.waitForStatus(STATUS, READY);
    await findsByWords();
    assert.equal(hub.requests.length, asked);
  });

  it('need not be given: the built-in model is a button away', async () => {
    await answer('Use the Built-in Model');
    await ui.waitForStatus(STATUS, READY);
    await ui.openPick('Akin: Semantic Search', /^Semantic Search/);
    await ui.type('check a password against the stored hash');
    await ui.waitForRows('hits', ([first]) => first?.label === 'verify_password');
    await ui.dismiss();
    assert.deepEqual(hub.requests, []);
  });
});
