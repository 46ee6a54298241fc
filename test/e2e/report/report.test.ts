import assert from 'node:assert/strict';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PerformanceReport } from '../../../protocol/performanceMessages';
import { eventually } from '../harness/eventually';
import { sampleWorkspace } from '../harness/paths';
import { ReportPage } from '../harness/reportPage';
import { openSession, type Session } from '../harness/session';
import type { Ui } from '../harness/ui';

const STATUS = 'akin.status';
const READY = /^Akin \d+ files\b/;

/** Less than the runtime alone takes, so that it is passed on any machine. */
const TOO_LITTLE_MB = 50;

let session: Session;
let ui: Ui;
let report: ReportPage;
let close: (() => Promise<void>) | undefined;

/** A time as the page prints it, in milliseconds. */
function msOf(text: string): number {
  const [, number, unit] = /^([\d.,]+) (ms|s)$/.exec(text) ?? [];
  assert.ok(number !== undefined, text);
  return Number(number.replaceAll(',', '')) * (unit === 's' ? 1000 : 1);
}

describe('The performance report as a user', () => {
  before(async () => {
    session = await openSession({
      workspace: sampleWorkspace,
      name: 'harbour-shop',
      settings: { 'workbench.colorTheme': 'Dark Modern', 'files.simpleDialog.enable': true },
    });
    ({ ui, close } = session);
    report = new ReportPage(ui);
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
    await report.open();
    const { page } = report;
    assert.equal(await report.tile('Files').locator('.value').innerText(), '16');
    await page.getByRole('img', { name: /^Chunks a second in the last/ }).waitFor();
    await page.getByRole('img', { name: /^Memory in the last/ }).waitFor();
    assert.match(await report.fact('Next batch'), /^[\d,]+ chunks, [\d,]+ files: \S/);
    // The files were indexed before the page was opened: what looks of its own would never see comes from the server's history.
    await page.getByRole('img', { name: /^Chunks a second.*, at most (?!0$)[\d,]+$/ }).waitFor();
    await ui.screenshot('report-dark');
  });

  it('is styled and run by its own parts, with nothing refused', async () => {
    const { page } = report;
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

  it('tells each time with its percentiles', async () => {
    const columns = ['Count', 'Mean', 'p50', 'p90', 'p95', 'p99', 'Longest'];
    assert.deepEqual(await report.columns(), columns);
    const [count, mean, ...percentiles] = await report.numbersOf('Embedding a batch');
    assert.ok(Number(count) >= 1 && msOf(mean ?? '') > 0, `${count} times, ${mean}`);
    const times = percentiles.map(msOf);
    assert.equal(times.length, columns.length - 2);
    assert.deepEqual(
      times,
      [...times].sort((a, b) => a - b),
    );
  });

  it('follows what is done meanwhile', async () => {
    const { page } = report;
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
    await report.page.getByRole('button', { name: 'Export as JSON' }).click();
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
    const { history, counters, timings } = exported.report;
    assert.equal(history[0]?.seconds, 0);
    assert.ok(history.some(({ chunksPerSecond }) => chunksPerSecond > 0));
    assert.ok(history.some(({ queryMs = 0 }) => queryMs > 0));
    assert.equal(counters.files, 16);
    assert.ok((timings.query?.count ?? 0) > 0);
  });

  it('counts what the cache has of a file that comes back', async () => {
    const path = join(session.folder, 'billing', 'passwords.py');
    const text = readFileSync(path);
    // The exported report is one file more.
    await ui.waitForStatus(STATUS, /^Akin 17 files\b/);
    rmSync(path);
    await ui.waitForStatus(STATUS, /^Akin 16 files\b/);
    writeFileSync(path, text);
    await ui.waitForStatus(STATUS, /^Akin 17 files\b/);
    await report.open();
    const hits = report.tile('Cache hits').locator('.value', { hasText: /^[1-9]\d* %$/ });
    await hits.waitFor();
  });

  it('warns of what is out of its bounds, says how far, and what helps', async () => {
    await report.open();
    session.workbench.changeMachineSettings({ 'akin.memory.limitMb': TOO_LITTLE_MB });
    const warning = report.warning('Share of the memory budget');
    await warning.waitFor();
    const text = await warning.innerText();
    assert.match(text, /^Share of the memory budget: [1-9]\d{2,} %; the bound is 90 %/);
    assert.match(text, /akin\.memory\.limitMb allows more/);
    const memory = await report.tile('Memory').innerText();
    assert.ok(memory.includes(`of ${TOO_LITTLE_MB} MB: the setting akin.memory.limitMb`), memory);
    await ui.screenshot('report-warning-dark');
  });

  for (const [theme, name, pageClass] of [
    ['Light Modern', 'light', 'vscode-light'],
    ['Dark High Contrast', 'contrast', 'vscode-high-contrast'],
  ] as const)
    it(`reads well in ${theme}`, async () => {
      await ui.chooseTheme(theme, name);
      await report.open();
      const { page } = report;
      await page.locator(`body.${pageClass}`).waitFor();
      await page.getByRole('img', { name: /^Memory in the last/ }).waitFor();
      await ui.screenshot(`report-${name}`);
    });
});
