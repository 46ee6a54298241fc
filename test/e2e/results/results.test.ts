import assert from 'node:assert/strict';
import { join } from 'node:path';
import { Editors } from '../harness/editors';
import { eventually } from '../harness/eventually';
import { lineIn } from '../harness/lineIn';
import { Panels } from '../harness/panels';
import type { Session } from '../harness/session';
import { TreeView, type TreeRow } from '../harness/treeView';
import type { Ui } from '../harness/ui';
import { shopWindow } from './shopWindow';

const QUESTION = 'check a password against the stored hash';

let session: Session;
let ui: Ui;
let results: TreeView;
let panels: Panels;
let editors: Editors;

async function openSearch(query: string): Promise<void> {
  await ui.openPick('Akin: Semantic Search', /^Semantic Search/);
  await ui.type(query);
}

describe('The results view as a user', () => {
  before(async () => {
    session = await shopWindow();
    ({ ui } = session);
    results = new TreeView(ui.page, 'Search');
    panels = new Panels(ui.page);
    editors = new Editors(ui.page);
    await ui.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  });

  it('takes all hits of a search at one key, by file, with the words marked', async () => {
    await openSearch(QUESTION);
    await ui.waitForRows('hits', ([row]) => row?.label === 'verify_password');
    await ui.press('Alt+Enter');
    await ui.waitForQuickPickClosed();
    const rows = await results.waitForRows('by file', (all) =>
      all.some(({ label }) => label === 'passwords.py'),
    );
    const hit = rows.find(({ label }) => label === 'verify_password');
    assert.deepEqual(hit?.marked, ['password']);
    assert.equal(hit.level, 2);
    assert.equal(hit.icon, 'symbol-function');
    assert.match(
      hit.spoken,
      /^verify_password, function in billing\/passwords\.py, line \d+\. name: password\. text: .+\. similar in meaning$/,
    );
    assert.equal(rows.find(({ label }) => label === 'put')?.icon, 'symbol-method');
    assert.equal(rows[0]?.spoken, 'billing/passwords.py, 3 results');
    await results.waitForHeading(QUESTION);
    await results.waitForMessage(/^\d+ results in \d+ files$/);
    await ui.waitForEditor('passwords.py');
    await ui.waitForHighlight();
    await ui.waitForMarkedWords();
    await ui.screenshot('results-dark');
  });

  /** A tab turns from a preview into one that stays a moment after the key. */
  const activeEditorIs = (preview: boolean) =>
    eventually(
      preview ? 'preview' : 'editor that stays',
      () => ui.activeEditor(),
      (active) => active.preview === preview,
    );

  it('gives the reasons of a hit in its tooltip', async () => {
    const hit = (await results.rows()).find(({ label }) => label === 'verify_password');
    const reasons = hit?.spoken.split('. ').slice(1) ?? [];
    assert.ok(reasons.length > 0, hit?.spoken);
    await results.hoverRow('verify_password');
    const tooltip = await panels.waitForHover(/billing\/passwords\.py:\d+/);
    for (const part of [...reasons, 'def verify_password'])
      assert.ok(tooltip.includes(part), `${part} is not in ${tooltip}`);
    await ui.screenshot('results-tooltip-dark');
    await ui.leaveWithPointer();
  });

  /** Waits until the hit of a row by file, or the first one of a file, is previewed: its file in italics, the cursor on it. */
  async function waitForPreview(rows: readonly TreeRow[], at: number): Promise<void> {
    const isFile = rows[at]?.level === 1;
    const hit = rows[isFile ? at + 1 : at];
    const file = rows.slice(0, at + 1).findLast(({ level }) => level === 1);
    await ui.waitForEditor(file?.label ?? '');
    await ui.waitForCursor(Number(/^:(\d+)/.exec(hit?.description ?? '')?.[1]));
    await activeEditorIs(true);
  }

  it('previews what the arrow keys move to, and opens it on Enter', async () => {
    const selectedIn = (rows: readonly TreeRow[]): number => rows.findIndex(({ selected }) => selected);
    const rows = await results.waitForRows('selection', (all) => selectedIn(all) >= 0);
    const start = selectedIn(rows);
    // As far as a hit of the next file: its own row shows its first hit, and the row below that one is the hit.
    const end = rows.findIndex(({ level }, at) => at > start && level === 1) + 1;
    assert.ok(end > start && rows[end]?.level === 2, 'a hit of another file below');
    for (let at = start + 1; at <= end; at++) {
      await ui.press('ArrowDown');
      await results.waitForRows('next', (all) => selectedIn(all) === at && all[at]?.focused === true);
      await waitForPreview(rows, at);
    }
    await ui.screenshot('results-preview-dark');
    for (let at = end - 1; at >= start; at--) {
      await ui.press('ArrowUp');
      await results.waitForRows('back', (all) => selectedIn(all) === at);
    }
    await waitForPreview(rows, start);
    await ui.press('Enter');
    await ui.waitForVisibleText('verify_password');
    await activeEditorIs(false);
    await ui.waitForEditor('passwords.py');
  });

  it('lists hits by score', async () => {
    await results.pressAction('List Results by Score');
    const rows = await results.waitForRows('by score', (all) => all.every(({ level }) => level === 1));
    assert.equal(rows[0]?.label, 'verify_password');
    assert.match(rows[0].description, /^billing\/passwords\.py:\d+/);
    await ui.screenshot('results-by-score-dark');
  });

  it('dismisses a hit by the Delete key', async () => {
    const before = (await results.rows()).length;
    await results.clickRow('verify_password');
    await results.waitForRows('selection', ([row]) => row?.selected === true);
    await ui.press('Delete');
    await results.waitForRows('one less', (rows) => rows.length === before - 1);
    await results.waitForMessage(new RegExp(`^${before - 1} results`));
    await results.waitForRows('the next one', ([row]) => row?.selected === true && row.focused);
  });

  it('asks again and has all hits back', async () => {
    await results.pressAction('Search Again');
    await results.waitForRows('all', ([row]) => row?.label === 'verify_password');
    await results.pressAction('Group Results by File');
    await results.waitForRows('by file', (rows) => rows.some(({ level }) => level === 2));
  });

  it('dismisses a file with its hits by the menu, and copies what is left', async () => {
    const before = await results.rows();
    assert.equal(before[0]?.spoken, 'billing/passwords.py, 3 results');
    await panels.runRowAction(panels.row('Search', 'passwords.py'), 'Dismiss');
    const left = await results.waitForRows('a file less', (rows) =>
      rows.every(({ spoken }) => !spoken.includes('passwords.py')),
    );
    assert.equal(left.length, before.length - 4);
    const hits = left.filter(({ level }) => level === 2);
    await results.waitForMessage(
      new RegExp(`^${hits.length} results in ${left.length - hits.length} files$`),
    );
    await ui.runCommand('Akin: Copy All Results');
    const copied = await eventually(
      'clipboard',
      () => ui.clipboard(),
      (text) => text.includes('\n'),
    );
    const lines = copied.split('\n');
    assert.equal(lines.length, hits.length, copied);
    for (const line of lines) assert.match(line, /^(?!.*passwords)[\w/]+\.\w+:\d+( \w+)?$/);
    await results.pressAction('Search Again');
    await results.waitForRows('all', (rows) => rows.length === before.length);
  });

  it('opens all hits in an editor with colours, folding and links', async () => {
    await results.pressAction('Open All Results in an Editor');
    await ui.waitForVisibleText(`Query: ${QUESTION}`);
    await ui.waitForVisibleText('billing/passwords.py:');
    const editor = ui.page.locator('.editor-group-container.active .monaco-editor');
    await editor.locator('.view-line .detected-link').first().waitFor();
    // The text is there before its colours are.
    await eventually(
      'number of colours',
      () =>
        editor
          .locator('.view-line span[class^="mtk"]')
          .evaluateAll(
            (spans: { className: string }[]) => new Set(spans.map(({ className }) => className)).size,
          ),
      (colours) => colours >= 4,
    );
    await ui.page
      .locator('.editor-group-container.active .margin .codicon-folding-expanded')
      .first()
      .waitFor({ state: 'attached' });
    await ui.screenshot('results-document-dark');
  });

  it('folds that document by file, lets nobody change it, and leads from a line of it to its file', async () => {
    const before = await editors.waitForLines('of the page', ([first]) => first === `# Query: ${QUESTION}`);
    const heads = before.filter((line) => /^[\w/]+\.\w+:$/.test(line));
    assert.ok(heads.length > 1, before.join('\n'));
    await ui.page.keyboard.type('x');
    await editors.waitForRefusal(/read-only/);
    await ui.press('Control+K');
    await ui.press('Control+0');
    // Folded by their indentation, files would take the empty line below them along.
    const folded = await editors.waitForLines('folded', (lines) =>
      lines.every((line) => !line.startsWith(' ')),
    );
    const [query, count, ...files] = folded;
    assert.equal(query, `# Query: ${QUESTION}`);
    const fileCount = files.filter((line) => line !== '').length;
    assert.match(count ?? '', new RegExp(`^# \\d+ results in ${fileCount} files$`));
    assert.deepEqual(
      files.slice(0, 2 * heads.length),
      heads.flatMap((head) => ['', head]),
    );
    await ui.screenshot('results-document-folded-dark');
    await ui.press('Control+K');
    await ui.press('Control+J');
    await editors.waitForLines('unfolded', (lines) => lines.length === before.length);
    await editors.followLink('stored.split');
    await ui.waitForEditor('passwords.py');
    await ui.waitForCursor(lineIn(join(session.folder, 'billing', 'passwords.py'), 'stored.split'));
  });

  it('asks an earlier query again', async () => {
    await ui.runCommand('Akin: Show Earlier Queries');
    const rows = await ui.waitForRows('history', (all) => all.some(({ label }) => label === QUESTION));
    assert.ok(rows.length >= 2);
    await ui.screenshot('history-dark');
    await ui.type('password against');
    await ui.waitForRows('one', ([row]) => row?.label === QUESTION);
    await ui.press('Enter');
    await ui.waitForQuickPickClosed();
    await results.waitForRows('hits', (all) => all.some(({ label }) => label === 'verify_password'));
  });

  it('copies hits as paths with lines', async () => {
    await results.clickRow('verify_password');
    await results.waitForRows('selected', (rows) =>
      rows.some(({ label, selected }) => selected && label === 'verify_password'),
    );
    await ui.press('Control+C');
    // The extension host writes the clipboard a moment after the key.
    await eventually(
      'copied place',
      () => ui.clipboard(),
      (copied) => /^billing\/passwords\.py:\d+ verify_password$/.test(copied),
    );
  });

  for (const [theme, name] of [
    ['Light Modern', 'light'],
    ['Dark High Contrast', 'contrast'],
  ] as const)
    it(`reads well in ${theme}`, async () => {
      await ui.chooseTheme(theme, name);
      await ui.runCommand('Akin: Clear Results');
      await panels.waitForWelcome('Search', /Find code by what it does/);
      await ui.screenshot(`results-welcome-${name}`);
      await openSearch(QUESTION);
      await ui.waitForRows('hits', ([row]) => row?.label === 'verify_password');
      await ui.press('Alt+Enter');
      await ui.waitForQuickPickClosed();
      await results.waitForRows('hits', (rows) => rows.some(({ label }) => label === 'verify_password'));
      await ui.waitForHighlight();
      await ui.screenshot(`results-${name}`);
      await results.pressAction('Open All Results in an Editor');
      await ui.waitForVisibleText('Query:');
      await ui.screenshot(`results-document-${name}`);
    });

  it('shows no notification and asks nothing of the outside', async () => {
    assert.deepEqual(await ui.notifications(), []);
    assert.deepEqual(session.refused, []);
  });
});
