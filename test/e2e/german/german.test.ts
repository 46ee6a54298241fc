import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Panels } from '../harness/panels';
import { e2eFolder } from '../harness/paths';
import { openSession, type Session } from '../harness/session';
import type { Ui } from '../harness/ui';

const STATUS = 'akin.status';
const COPY = 'Eine Kopie von total_with_tax (billing/receipt.py:18), zu 100 % gleich; 2 Kopien.';
const COMPARE = 'Mit total_with_tax (billing/receipt.py:18) vergleichen';

let session: Session;
let ui: Ui;
let panels: Panels;
let close: (() => Promise<void>) | undefined;

describe('Akin in a German VS Code', () => {
  before(async () => {
    session = await openSession({
      workspace: join(e2eFolder, 'duplicates', 'workspace'),
      name: 'harbour-shop',
      settings: { 'workbench.colorTheme': 'Dark Modern' },
      language: 'de',
    });
    ({ ui, close } = session);
    panels = new Panels(ui.page);
  });

  after(async () => {
    await close?.();
  });

  afterEach(async function () {
    if (this.currentTest?.isFailed() !== true) return;
    await ui.screenshot(`failed-${this.currentTest.title.replace(/\W+/g, '-')}`);
    console.error([...ui.complaints, ...session.workbench.log().split('\n').slice(-10)].join('\n'));
  });

  it('says in the status bar what the client knows', async () => {
    await ui.waitForStatus(STATUS, /^Akin \d+ Dateien\b/);
  });

  it('names its commands and views', async () => {
    await ui.openPick('Akin: Semantische Suche', /^Semantische Suche/);
    await ui.dismiss();
    await panels.openContainer('Akin');
    await panels.waitForWelcome('Suche', /^Finden Sie Code nach dem, was er tut\./);
    await panels.view('Duplikate').waitFor();
    for (const name of ['Search', 'Duplicates']) assert.equal(await panels.view(name).count(), 0, name);
    await ui.screenshot('views-german');
  });

  it('says in the Problems panel what the server found', async () => {
    await ui.runCommand('Problems: Focus on Problems View');
    const rows = await panels.waitForProblems('in German', (shown) =>
      shown.some((row) => row.includes(COPY)),
    );
    assert.deepEqual(
      rows.filter((row) => /A copy of|Nearly the same/.test(row)),
      [],
      'nothing is left in English',
    );
    await ui.screenshot('duplicates-problems-german');
    await ui.runCommand('View: Hide Panel');
  });

  it('offers in German what can be done about a copy', async () => {
    const file = join(session.folder, 'billing', 'invoice.py');
    const lines = readFileSync(file, 'utf8').split('\n');
    await ui.openFile('invoice.py', lines.findIndex((line) => line.includes('def total_with_tax')) + 1);
    await panels.waitForSquiggles('warning', 1);
    const titles = await panels.quickFixes(COMPARE);
    assert.ok(titles.includes('Duplikate in dieser Datei übergehen'), titles.join('\n'));
    await ui.screenshot('duplicates-quickfix-german');
  });
});
