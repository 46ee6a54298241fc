import assert from 'node:assert/strict';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { eventually } from '../harness/eventually';
import { lineIn } from '../harness/lineIn';
import { Panels } from '../harness/panels';
import { e2eFolder } from '../harness/paths';
import { openSession, type Session } from '../harness/session';
import type { Ui } from '../harness/ui';

const STATUS = 'akin.status';
const READY = /^Akin \d+ files\b/;
const VIEW = 'Duplicates';
const BASELINE = '.akin/duplicates-baseline.json';

/** A browser's VS Code saves by itself, and then nothing is unsaved. */
const settings = { 'workbench.colorTheme': 'Dark Modern', 'files.autoSave': 'off' };

let session: Session;
let ui: Ui;
let panels: Panels;
let close: (() => Promise<void>) | undefined;

const onDisk = (path: string): string => readFileSync(join(session.folder, path), 'utf8');

const lineOf = (path: string, text: string): number => lineIn(join(session.folder, path), text);

/** Opens a file of the workspace with the cursor on the line that holds a text. */
async function openAt(path: string, text: string): Promise<void> {
  await ui.openFile(path.split('/').at(-1) ?? path, lineOf(path, text));
}

const names = (rows: string[]): string => rows.map((row) => row.split(':')[0]).join(' | ');

describe('Duplicates as a user', () => {
  before(async () => {
    session = await openSession({
      workspace: join(e2eFolder, 'duplicates', 'workspace'),
      name: 'harbour-shop',
      settings,
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
    await ui.press('Escape');
    await ui.dismiss();
  });

  it('tells of copies in the Problems panel by itself, each kind with its severity', async () => {
    await ui.waitForStatus(STATUS, READY);
    await ui.runCommand('Problems: Focus on Problems View');
    await ui.runCommand('View: Toggle Maximized Panel');
    const rows = await panels.waitForProblems('of all kinds', (shown) =>
      ['A copy of total_with_tax', 'with other names', 'Nearly the same as'].every((text) =>
        shown.some((row) => row.includes(text)),
      ),
    );
    assert.ok(
      rows.some((row) =>
        row.includes('A copy of total_with_tax (billing/receipt.py:18), 100 % the same; 2 copies.'),
      ),
      rows.join('\n'),
    );
    await ui.screenshot('duplicates-problems-dark');
  });

  it('shows where the other copies are below a problem, and goes there', async () => {
    await ui.runCommand('View: Toggle Maximized Panel');
    const related = await panels.waitForProblems('with related places', (rows) =>
      rows.some((row) => /^receipt\.py ?\[Ln 18/.test(row)),
    );
    assert.ok(related.some((row) => row.includes('total_with_tax, ')));
    await ui.screenshot('duplicates-related-dark');
    await panels.problem(/^\s*receipt\.py\s*\[Ln 18/).dblclick();
    await ui.waitForEditor('receipt.py');
    await ui.waitForCursor(lineOf('billing/receipt.py', 'def total_with_tax'));
    await ui.runCommand('View: Hide Panel');
  });

  it('marks the name alone in the editor and says why in the hover', async () => {
    await openAt('billing/invoice.py', 'def total_with_tax');
    await panels.waitForSquiggles('warning', 1);
    await ui.press('Home');
    for (let step = 0; step < 6; step++) await ui.press('ArrowRight');
    await ui.runCommand('Show or Focus Hover');
    await panels.waitForHover(/A copy of total_with_tax \(billing\/receipt\.py:18\), 100 % the same/);
    await ui.screenshot('duplicates-hover-dark');
    await ui.press('Escape');
    await openAt('gateway/upload.go', 'func SendReport');
    await panels.waitForSquiggles('info', 1);
  });

  it('keeps the mark on the name while lines are typed above it, before anything is saved', async () => {
    await openAt('billing/invoice.py', 'def total_with_tax');
    await panels.waitForSquiggles('warning', 1);
    await ui.press('Home');
    await ui.press('Enter');
    await ui.press('Enter');
    await ui.press('Enter');
    await eventually(
      'mark three lines further down',
      async () => {
        const mark = await ui.page
          .locator('.editor-group-container.active .squiggly-warning')
          .first()
          .boundingBox();
        const name = await ui.page
          .locator('.editor-group-container.active .view-line', { hasText: 'def total_with_tax' })
          .first()
          .boundingBox();
        return mark === null || name === null ? Number.NaN : Math.abs(mark.y - name.y);
      },
      (distance) => distance < 5,
    );
    await ui.runCommand('File: Revert File');
    await panels.waitForSquiggles('warning', 1);
  });

  it('offers what can be done about it, and compares renamed copies with their names aligned', async () => {
    await openAt('web/cart.ts', 'function groupCartItems');
    const compare = `Compare with weighParcels (web/parcels.ts:${lineOf('web/parcels.ts', 'function weighParcels')})`;
    const titles = await panels.quickFixes(compare);
    for (const title of ['Show in the Duplicates view', 'Ignore this duplicate with a comment'])
      assert.ok(titles.includes(title), titles.join('\n'));
    await ui.screenshot('duplicates-quickfix-dark');
    await panels.runQuickFix(compare);
    await panels.waitForDiff('groupCartItems', 'groupCartItems');
    assert.equal(
      await panels.tabTitle(),
      'groupCartItems (cart.ts) ↔ weighParcels (parcels.ts) (names aligned)',
    );
    // The comment above the function is in other words, and the types are other types; the code itself is the same.
    const right = await panels.diffText('modified');
    assert.ok(right.includes('totals.set(') && !right.includes('weights'), right);
    await ui.screenshot('duplicates-compare-dark');
    await ui.runCommand('View: Close Editor');
  });

  it('ignores a whole file by a comment at its top, at once, and opens the settings that say what counts', async () => {
    await openAt('web/cart.ts', 'function groupCartItems');
    await panels.waitForSquiggles('warning', 1);
    await panels.quickFixes('Ignore duplicates in this file');
    await panels.runQuickFix('Ignore duplicates in this file');
    await panels.waitForSquiggles('warning', 0);
    await ui.press('Control+Home');
    await ui.waitForVisibleText('// akin-ignore-duplicates-file');
    await ui.runCommand('File: Revert File');
    await panels.waitForSquiggles('warning', 1);
    await openAt('web/cart.ts', 'function groupCartItems');
    await panels.quickFixes('Change what counts as a duplicate');
    await panels.runQuickFix('Change what counts as a duplicate');
    const setting = ui.page
      .locator('.settings-editor .setting-item-contents', { hasText: 'Min Similarity' })
      .first();
    await setting.waitFor();
    await ui.screenshot('duplicates-settings-dark');
    await ui.press('Escape');
    await setting.waitFor({ state: 'hidden' });
  });

  it('compares near copies as they are', async () => {
    await openAt('gateway/upload.go', 'func SendReport');
    await ui.runCommand('Akin: Compare Duplicates');
    await panels.waitForDiff('SendReport', 'log.Printf');
    await ui.screenshot('duplicates-compare-near-dark');
    await ui.runCommand('View: Close Editor');
  });

  it('goes to the one other copy, and peeks at several', async () => {
    await openAt('billing/invoice.py', 'def total_with_tax');
    await ui.runCommand('Akin: Go to Duplicate');
    await ui.waitForEditor('receipt.py');
    await ui.waitForCursor(lineOf('billing/receipt.py', 'def total_with_tax'));
    await openAt('warehouse/CrateStore.java', 'public boolean offer');
    await ui.runCommand('Akin: Go to Duplicate');
    await panels.peek.waitFor();
    await ui.screenshot('duplicates-peek-dark');
    await ui.press('Escape');
    await panels.peek.waitFor({ state: 'detached' });
  });

  it('lists the groups in its view, the dearest first, with a count on the activity bar', async () => {
    await ui.runCommand('Akin: Show Duplicates');
    const rows = await panels.waitForRows(VIEW, 'all groups', (shown) => shown.length >= 4);
    assert.match(names(rows), /SendNotice/);
    assert.ok(
      rows.some((row) => row.startsWith('offer: 3 copies, exact, 100 percent similar')),
      rows.join('\n'),
    );
    await panels.waitForBadge('Akin', String(rows.length));
    await ui.screenshot('duplicates-view-dark');
  });

  it('previews a copy on a click and keeps the focus in the view', async () => {
    await panels.row(VIEW, 'groupCartItems').click();
    const spoken = new RegExp(
      `^weighParcels, web/parcels\\.ts:${lineOf('web/parcels.ts', 'function weighParcels')}, \\d+ lines, \\d+ tokens$`,
    );
    await panels.waitForRows(VIEW, 'copies', (rows) => rows.some((row) => spoken.test(row)));
    const parcels = panels.row(VIEW, 'web/parcels.ts');
    await parcels.click();
    const preview = await ui.waitForEditor('parcels.ts');
    assert.equal(preview.preview, true);
    await ui.waitForCursor(lineOf('web/parcels.ts', 'function weighParcels'));
    await ui.screenshot('duplicates-preview-dark');
  });

  it('arranges by kind and by folder', async () => {
    await panels.runTitleAction(VIEW, 'Group Duplicates by Kind');
    await panels.waitForRows(VIEW, 'by kind', (rows) =>
      rows.some((row) => row.startsWith('Nearly the Same: ')),
    );
    await ui.screenshot('duplicates-kinds-dark');
    await panels.runTitleAction(VIEW, 'Group Duplicates by Folder');
    await panels.waitForRows(VIEW, 'by folder', (rows) => rows.some((row) => row.startsWith('warehouse: ')));
    await panels.runTitleAction(VIEW, 'List Duplicates by Cost');
    await panels.waitForRows(VIEW, 'by cost', (rows) => rows.every((row) => !row.startsWith('warehouse: ')));
  });

  it('filters by text, says so, and clears the filter', async () => {
    await ui.runCommand('Akin: Filter Duplicates');
    await ui.waitForRows('filters', (rows) => rows.some(({ label }) => label === 'Text'));
    await ui.type('Text');
    await ui.press('Enter');
    await ui.waitForRows('text box', (rows) => rows.length === 0);
    await ui.type('parcel');
    await ui.press('Enter');
    await panels.waitForRows(
      VIEW,
      'filtered',
      (rows) =>
        rows.some((row) => row.startsWith('groupCartItems')) && !rows.some((row) => row.startsWith('offer')),
    );
    await panels.waitForMessage(VIEW, /^1 of \d+ · “parcel”$/);
    await ui.screenshot('duplicates-filter-dark');
    await panels.runTitleAction(VIEW, 'Clear Duplicate Filter');
    await panels.waitForRows(VIEW, 'all again', (rows) => rows.some((row) => row.startsWith('offer')));
  });

  it('goes from one duplicate to the next and back by keys, across files', async () => {
    await openAt('billing/invoice.py', 'def total_with_tax');
    const places = [
      ['receipt.py', lineOf('billing/receipt.py', 'def total_with_tax')],
      ['notify.go', lineOf('gateway/notify.go', 'func SendNotice')],
      ['upload.go', lineOf('gateway/upload.go', 'func SendReport')],
    ] as const;
    for (const [file, line] of places) {
      await ui.press('Control+F8');
      await ui.waitForEditor(file);
      await ui.waitForCursor(line);
    }
    await ui.press('Control+Shift+F8');
    await ui.waitForEditor('notify.go');
    await ui.screenshot('duplicates-next-dark');
  });

  it('copies what it lists as Markdown', async () => {
    await ui.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await ui.runCommand('Akin: Copy Duplicates as Markdown');
    // The way back of the clipboard is a new document.
    await ui.runCommand('File: New Untitled Text File');
    await ui.press('Control+V');
    await ui.waitForVisibleText('`billing/receipt.py:18` total\\_with\\_tax');
    await ui.press('Control+Home');
    await ui.waitForVisibleText('4 duplicates, 524 tokens to be saved.');
    await ui.runCommand('View: Revert and Close Editor');
  });

  it('ignores a copy by a comment: at once in the editor, everywhere once it is saved', async () => {
    await openAt('billing/invoice.py', 'def total_with_tax');
    await panels.waitForSquiggles('warning', 1);
    await panels.quickFixes('Ignore this duplicate with a comment');
    await panels.runQuickFix('Ignore this duplicate with a comment');
    await ui.waitForVisibleText('# akin-ignore-duplicate');
    await panels.waitForSquiggles('warning', 0);
    await ui.screenshot('duplicates-ignored-dark');
    await ui.runCommand('File: Save');
    await eventually(
      'comment on disk',
      () => Promise.resolve(onDisk('billing/invoice.py')),
      (text) => text.includes('# akin-ignore-duplicate\ndef total_with_tax'),
    );
    await panels.waitForRows(
      VIEW,
      'without the ignored',
      (rows) => !rows.some((row) => row.startsWith('total_with_tax')),
    );
    await ui.openFile('receipt.py');
    await panels.waitForSquiggles('warning', 0);
  });

  it('takes the warning of the twin away with the copy', async () => {
    await openAt('web/parcels.ts', 'function weighParcels');
    await panels.waitForSquiggles('warning', 1);
    await openAt('web/cart.ts', 'function groupCartItems');
    await ui.press('Control+A');
    await ui.press('Delete');
    await ui.runCommand('File: Save');
    await ui.openFile('parcels.ts');
    await panels.waitForSquiggles('warning', 0);
  });

  it('writes one duplicate into the baseline from the view', async () => {
    const row = panels.row(VIEW, 'SendNotice');
    await panels.runRowAction(row, 'Ignore Duplicate in the Baseline');
    await eventually(
      'baseline',
      () => Promise.resolve(existsSync(join(session.folder, BASELINE))),
      (exists) => exists,
    );
    assert.match(onDisk(BASELINE), /gateway\/notify\.go/);
    await panels.waitForRows(
      VIEW,
      'without the accepted',
      (rows) => !rows.some((shown) => shown.includes('SendNotice')),
    );
  });

  it('accepts all that is left as the baseline, after asking, and then has nothing to show', async () => {
    await ui.runCommand('Akin: Accept All Duplicates as Baseline');
    await panels.dialog.waitFor();
    await ui.screenshot('duplicates-accept-dark');
    await panels.answerDialog(/Accept \d+ duplicates? as the baseline\?/, 'Accept All');
    await panels.waitForWelcome(VIEW, /No duplicates found/);
    assert.match(onDisk(BASELINE), /warehouse\/PalletStore\.java/);
    await panels.waitForBadge('Akin', '');
    await ui.screenshot('duplicates-none-dark');
  });

  it('reports all again once the baseline is gone, with a lens above functions where the setting asks for it', async () => {
    session.workbench.changeSettings({
      ...settings,
      'workbench.colorTheme': 'Light Modern',
      'akin.duplicates.codeLens': true,
    });
    removeBaseline();
    await ui.reload();
    await ui.waitForTheme('light');
    await ui.waitForStatus(STATUS, READY);
    await panels.waitForRows(VIEW, 'again', (rows) => rows.some((row) => row.startsWith('offer')));
    await openAt('warehouse/CrateStore.java', 'public boolean offer');
    await panels.waitForLenses('of two others', (lenses) =>
      lenses.some((lens) => lens.includes('2 similar')),
    );
    await panels.waitForSquiggles('warning', 1);
    await panels.row(VIEW, 'offer').click();
    await ui.screenshot('duplicates-view-light');
    await openAt('gateway/upload.go', 'func SendReport');
    await ui.runCommand('Akin: Compare Duplicates');
    await panels.waitForDiff('SendReport', 'log.Printf');
    await ui.screenshot('duplicates-compare-light');
  });

  for (const [theme, kind, name] of [
    ['Dark High Contrast', 'contrast', 'contrast'],
    ['Light High Contrast', 'contrastLight', 'contrast-light'],
  ] as const)
    it(`reads well in ${theme}`, async () => {
      await ui.chooseTheme(theme, kind);
      await panels.waitForDiff('SendReport', 'log.Printf');
      assert.ok((await panels.diffChanges()) > 0);
      await panels.waitForRows(VIEW, 'copies', (rows) =>
        rows.some((row) => row.startsWith('PalletStore.offer')),
      );
      await ui.screenshot(`duplicates-${name}`);
    });

  it('shows no notification and asks nothing of the outside', async () => {
    assert.deepEqual(await ui.notifications(), []);
    assert.deepEqual(session.refused, []);
  });
});

function removeBaseline(): void {
  rmSync(join(session.folder, BASELINE));
}
