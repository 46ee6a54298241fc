import assert from 'node:assert/strict';
import { Panels } from '../harness/panels';
import { sampleWorkspace } from '../harness/paths';
import { openSession, type Session } from '../harness/session';
import type { Ui } from '../harness/ui';

const STATUS = 'akin.status';

describe('The log', () => {
  let session: Session;
  let ui: Ui;
  let panels: Panels;

  before(async () => {
    session = await openSession({ workspace: sampleWorkspace, name: 'harbour-shop' });
    ({ ui } = session);
    panels = new Panels(ui.page);
    await ui.waitForStatus(STATUS, /^Akin \d+ files\b/);
  });

  after(() => session.close());

  afterEach(async function () {
    if (this.currentTest?.isFailed() === true)
      await ui.screenshot(`failed-${this.currentTest.title.replace(/\W+/g, '-')}`);
  });

  it('opens by its command, with the lines of the server', async () => {
    await ui.runCommand('Akin: Show Log');
    const text = await panels.waitForOutput(/\[info\] Up to date: \d+ files, \d+ chunks\./);
    assert.match(text, /\[info\] Akin \d+\.\d+\.\d+ runs on Node v\d+/);
    await ui.screenshot('log');
  });

  it('goes on while it is open, and names no file', async () => {
    await ui.runCommand('Akin: Pause Indexing');
    await panels.waitForOutput(/\[info\] Paused: /);
    await ui.runCommand('Akin: Resume Indexing');
    const text = await panels.waitForOutput(/Up to date: .*Paused: .*Up to date: /);
    assert.doesNotMatch(text, /passwords\.py|harbour-shop/);
  });
});
