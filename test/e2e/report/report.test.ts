import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FrameLocator } from 'playwright-core';
import type { PerformanceReport } from '../../../protocol/messages';
import { eventually } from '../harness/eventually';
import { sampleWorkspace } from '../harness/paths';
import { openSession, type Session } from '../harness/session';
import type { Ui } from '../harness/ui';

const STATUS = 'akin.status';
const READY = /^Akin \d+ files\b/;

let session: Session;
let ui: Ui;
let close: (() => Promise<void>) | undefined;

/** The page within the frames that VS Code puts a panel into. */
const pageOf = (): FrameLocator =>
  ui.page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');

async function openReport(): Promise<FrameLocator> {
  await ui.runCommand('Akin: Show Performance Report');
  const page = pageOf();
  await page.getByRole('heading', { name: 'At a Glance' }).waitFor();
  return page;
}

describe('The performance report as a user', () => {
  before(async () => {
    session = await openSession({
      workspace: sampleWorkspace,
      name: 'harbour-shop',
      settings: { 'workbench.colorTheme': 'Dark Modern', 'files.simpleDialog.enable': true },
    });
    ({ ui, close } = session);
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

  it('tells what the server did, and draws it', async () => {
    const page = await openReport();
    const files = page.locator('.tile', { has: page.getByRole('heading', { name: 'Files' }) });
    assert.equal(await files.locator('.value').innerText(), '16');
    await page.getByRole('heading', { name: 'Warnings' }).waitFor();
    await page.getByRole('img', { name: /^Chunks a second in the last/ }).waitFor();
    await page.getByRole('img', { name: /^Memory in the last/ }).waitFor();
    await page.getByRole('row', { name: /^Embedding a batch/ }).waitFor();
    // The files were indexed before the page was opened: what looks of its own would never see comes from the server's history.
    await page.getByRole('img', { name: /^Chunks a second.*, at most (?!0$)[\d,]+$/ }).waitFor();
    await ui.screenshot('report-dark');
  });

  it('is styled and run by its own parts, with nothing refused', async () => {
    const page = pageOf();
    const padding = await page
      .locator('.tile')
      .first()
      .evaluate((tile) => {
        const view = globalThis as unknown as {
          getComputedStyle(of: unknown): { borderTopLeftRadius: string };
        };
        return view.getComputedStyle(tile).borderTopLeftRadius;
      });
    assert.equal(padding, '4px');
    const refusals = ui.complaints.filter((text) => text.includes('Content Security Policy'));
    assert.deepEqual(refusals, []);
  });

  it('follows what is done meanwhile', async () => {
    const page = pageOf();
    const search = page.getByRole('row', { name: /^Search \d/ });
    await ui.openPick('Akin: Semantic Search', /^Semantic Search/);
    await ui.type('wait longer after each failed attempt');
    await ui.waitForRows('hits', (rows) => rows.length > 3);
    await ui.dismiss();
    await search.waitFor();
    await page.getByRole('img', { name: /^Time of a search in the last/ }).waitFor();
    await search.scrollIntoViewIfNeeded();
    await ui.screenshot('report-times-dark');
  });

  it('is exported as JSON by its button', async () => {
    const target = join(session.folder, 'report.json');
    await pageOf().getByRole('button', { name: 'Export as JSON' }).click();
    await ui.quickPick.waitFor({ state: 'visible' });
    await ui.typePath(target);
    await ui.press('Enter');
    await ui.waitForEditor('report.json');
    await eventually('report.json', () => Promise.resolve(existsSync(target)), Boolean);
    const exported = JSON.parse(readFileSync(target, 'utf8')) as {
      version: number;
      report: PerformanceReport;
    };
    assert.equal(exported.version, 2);
    const { history } = exported.report;
    assert.equal(history[0]?.seconds, 0);
    assert.ok(history.some(({ chunksPerSecond }) => chunksPerSecond > 0));
    assert.ok(history.some(({ queryMs = 0 }) => queryMs > 0));
    assert.equal(exported.report.counters.files, 16);
    assert.ok((exported.report.timings.query?.count ?? 0) > 0);
  });

  for (const [theme, name, pageClass] of [
    ['Light Modern', 'light', 'vscode-light'],
    ['Dark High Contrast', 'contrast', 'vscode-high-contrast'],
  ] as const)
    it(`reads well in ${theme}`, async () => {
      await ui.chooseTheme(theme, name);
      const page = await openReport();
      await page.locator(`body.${pageClass}`).waitFor();
      await page.getByRole('img', { name: /^Memory in the last/ }).waitFor();
      await ui.screenshot(`report-${name}`);
    });
});
