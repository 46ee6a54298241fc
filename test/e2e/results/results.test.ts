import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventually } from '../harness/eventually';
import { Panels } from '../harness/panels';
import { sampleWorkspace } from '../harness/paths';
import { openSession, type Session } from '../harness/session';
import { TreeView } from '../harness/treeView';
import type { Ui } from '../harness/ui';

const STATUS = 'akin.status';
const READY = /^Akin \d+ files\b/;
const QUESTION = 'check a password against the stored hash';

let session: Session;
let ui: Ui;
let results: TreeView;
let panels: Panels;
let close: (() => Promise<void>) | undefined;

async function openSearch(query: string): Promise<void> {
  await ui.openPick('Akin: Semantic Search', /^Semantic Search/);
  await ui.type(query);
}

describe('Filters as a user', () => {
  before(async () => {
    session = await openSession({
      workspace: sampleWorkspace,
      name: 'harbour-shop',
      settings: { 'workbench.colorTheme': 'Dark Modern' },
    });
    ({ ui, close } = session);
    results = new TreeView(ui.page, 'Search');
    panels = new Panels(ui.page);
    await ui.waitForStatus(STATUS, READY);
  });

  afterEach(async function () {
    if (this.currentTest?.isFailed() !== true) return;
    await ui.screenshot(`failed-${this.currentTest.title.replace(/\W+/g, '-')}`);
    console.error([...ui.complaints, ...session.workbench.log().split('\n').slice(-10)].join('\n'));
    await ui.dismiss();
  });

  it('completes a filter by what is in the folder', async () => {
    await openSearch('lang:');
    const rows = await ui.waitForRows('languages', ([row]) => row?.label.startsWith('lang:') ?? false);
    assert.ok(rows.some(({ label, description }) => label === 'lang:python' && description === '4 files'));
    await ui.screenshot('filter-completion-dark');
    await ui.type('lang:py');
    await ui.waitForRows('python', ([row]) => row?.label === 'lang:python');
    await ui.press('Enter');
    await ui.waitForRows('what to do next', ([row]) => row?.label.startsWith('Now describe') ?? false);
    await ui.page.keyboard.type('secret credentials');
    const hits = await ui.waitForRows('python hits', ([row]) => row?.description.includes('.py:') ?? false);
    assert.ok(hits.every(({ description }) => description.includes('.py:')));
    await ui.screenshot('filter-hits-dark');
  });

  it('remembers the filters for the next search', async () => {
    await ui.dismiss();
    await ui.openPick('Akin: Semantic Search', /^Semantic Search/);
    await ui.waitForRows('prefilled', ([row]) => row?.label.startsWith('Now describe') ?? false);
    await ui.page.keyboard.type('invoice');
    await ui.waitForRows('python hits', ([row]) => row?.description.includes('.py:') ?? false);
    await ui.press('Escape');
    await ui.waitForQuickPickClosed();
  });

  it('explains a filter that means nothing', async () => {
    await openSearch('kind:gizmo retry');
    const [row] = await ui.waitForRows('explanation', ([first]) => first?.label === 'kind:gizmo');
    assert.match(row?.detail ?? '', /no kind “gizmo”; one of function, method/);
    await ui.screenshot('filter-wrong-dark');
    await ui.type('');
    await ui.dismiss();
  });

  it('finds words in quotes alone', async () => {
    await openSearch('"lastError" retry');
    const rows = await ui.waitForRows('quoted', ([row]) => /fetchWithRetry/.test(row?.description ?? ''));
    assert.equal(rows.length, 1, rows.map(({ label }) => label).join());
    await ui.type('');
    await ui.dismiss();
  });

  it('finds files that were changed on this branch', async () => {
    const git = (...args: string[]): void => void execFileSync('git', args, { cwd: session.folder });
    git('init', '-q');
    git('add', '-A');
    git('-c', 'user.name=A', '-c', 'user.email=a@example.org', 'commit', '-qm', 'first');
    writeFileSync(
      join(session.folder, 'web', 'palindrome.ts'),
      '/** Whether a text reads the same in both directions. */\nexport const isPalindrome = (text: string): boolean =>\n  text === [...text].reverse().join("");\n',
    );
    await ui.waitForStatus(STATUS, /^Akin 17 files/);
    await openSearch('changed: a text');
    const rows = await ui.waitForRows(
      'changed',
      ([row]) => row?.description.startsWith('web/palindrome') ?? false,
    );
    assert.ok(rows.every(({ description }) => description.startsWith('web/palindrome')));
    await ui.type('');
    await ui.dismiss();
  });
});

describe('The results view as a user', () => {
  after(async () => {
    await close?.();
  });

  afterEach(async function () {
    if (this.currentTest?.isFailed() !== true) return;
    await ui.screenshot(`failed-${this.currentTest.title.replace(/\W+/g, '-')}`);
    console.error([...ui.complaints, ...session.workbench.log().split('\n').slice(-10)].join('\n'));
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
    assert.match(hit.spoken, /^verify_password, function in billing\/passwords\.py, line \d+\. /);
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

  it('previews what the arrow keys move to, and opens it on Enter', async () => {
    await results.waitForRows('selection', (rows) => rows.some(({ selected }) => selected));
    const before = (await results.rows()).findIndex(({ selected }) => selected);
    await ui.press('ArrowDown');
    const rows = await results.waitForRows(
      'next',
      (all) => all.findIndex(({ selected }) => selected) === before + 1,
    );
    const next = rows[before + 1];
    assert.ok(next);
    // The preview is in italics, and the focus stays in the tree.
    await activeEditorIs(true);
    await ui.press('ArrowUp');
    await results.waitForRows('back', (all) => all.findIndex(({ selected }) => selected) === before);
    await ui.press('Enter');
    const opened = rows[before]?.label === 'passwords.py' ? 'passwords.py' : (await ui.activeEditor()).title;
    await ui.waitForEditor(opened);
    await ui.waitForVisibleText('verify_password');
    await activeEditorIs(false);
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
  });

  it('asks again and has all hits back', async () => {
    await results.pressAction('Search Again');
    await results.waitForRows('all', ([row]) => row?.label === 'verify_password');
    await results.pressAction('Group Results by File');
    await results.waitForRows('by file', (rows) => rows.some(({ level }) => level === 2));
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
    await ui.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await results.clickRow('verify_password');
    await results.waitForRows('selected', (rows) =>
      rows.some(({ label, selected }) => selected && label === 'verify_password'),
    );
    await ui.press('Control+C');
    // What was copied is read where it is pasted.
    const input = ui.page.locator('.quick-input-widget input[type="text"]').first();
    await eventually(
      'copied place',
      async () => {
        // The preview of the click may come late, and the picker closes when an editor opens.
        if (!(await input.isVisible())) await ui.press('Control+P');
        await input.waitFor({ state: 'visible' });
        await input.focus();
        // The extension host writes the clipboard a moment after the key.
        await ui.press('Control+A');
        await ui.press('Control+V');
        return input.inputValue();
      },
      (pasted) => /billing\/passwords\.py:\d+ verify_password/.test(pasted),
    );
    await ui.dismiss();
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
