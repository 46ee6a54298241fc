import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Editors } from '../harness/editors';
import { lineIn } from '../harness/lineIn';
import { sampleWorkspace } from '../harness/paths';
import { openSession, type Session } from '../harness/session';
import { TreeView } from '../harness/treeView';
import type { QuickPickRow, Ui } from '../harness/ui';

const STATUS = 'akin.status';
const READY = /^Akin \d+ files\b/;

let session: Session;
let ui: Ui;
let results: TreeView;
let editors: Editors;
let close: (() => Promise<void>) | undefined;

/** Types a question into an open search and waits until its first row names `symbol`. */
async function ask(question: string, symbol: string): Promise<QuickPickRow> {
  await ui.openPick('Akin: Semantic Search', /^Semantic Search/);
  await ui.type(question);
  const [first] = await ui.waitForRows(`answer ${symbol}`, ([row]) => row?.label === symbol);
  assert.ok(first);
  return first;
}

/**
 * Closes a search by Escape once its preview is there, and waits until the view from before is back: it comes a moment
 * after the list has closed, and would replace what is opened meanwhile.
 */
async function leave(previewed: string, before: string): Promise<void> {
  await ui.waitForEditor(previewed);
  await ui.dismiss();
  await ui.waitForEditor(before);
}

/** Asks by the keys alone, as they come to a new window. */
async function askByKeys(question: string, symbol: string): Promise<QuickPickRow[]> {
  await ui.press('Control+K');
  await ui.press('a');
  await ui.waitForQuickPickTitle(/^Semantic Search/);
  // At once, so that there is one answer.
  await ui.page.keyboard.insertText(question);
  // The list may be read while it is drawn: its second row follows the first.
  return ui.waitForRows(`answer ${symbol}`, ([row, next]) => row?.label === symbol && fileOf(next) !== '');
}

/** The name of the file that a hit is in. */
function fileOf(row: QuickPickRow | undefined): string {
  return /([^/]+):\d+$/.exec(row?.description ?? '')?.[1] ?? '';
}

describe('Semantic search as a user', () => {
  before(async () => {
    session = await openSession({
      workspace: sampleWorkspace,
      name: 'harbour-shop',
      settings: { 'workbench.colorTheme': 'Dark Modern' },
    });
    ({ ui, close } = session);
    results = new TreeView(ui.page, 'Search');
    editors = new Editors(ui.page);
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

  it('indexes the folder by itself and says so in the status bar', async () => {
    await ui.waitForStatus(STATUS, READY);
    assert.match(await ui.spokenStatus(STATUS), /^Akin: up to date, 16 files, \d+ chunks$/);
    await ui.screenshot('status-dark');
  });

  it('finds a function by a question that shares few words with it', async () => {
    await ui.openFile('slug.ts', 5);
    const row = await ask(
      'try the network call once more with growing pauses when it fails',
      'retryWithBackoff',
    );
    assert.match(row.description, /^web\/fetchWithRetry\.ts:\d+$/);
    assert.match(row.detail, /\btext: (?:.*, )?pause/);
    assert.equal(row.focused, true);
    assert.equal(row.spoken, `symbol-function retryWithBackoff, ${row.description}, ${row.detail}`);
  });

  it('previews the focused row while the list stays open', async () => {
    const preview = await ui.waitForEditor('fetchWithRetry.ts');
    assert.equal(preview.preview, true);
    await ui.waitForHighlight();
    await ui.waitForMarkedWords();
    await ui.waitForVisibleText('async function retryWithBackoff');
    assert.equal(await ui.quickPick.isVisible(), true);
    await ui.screenshot('quickpick-dark');
  });

  it('opens the row on Enter with the cursor on the function', async () => {
    const [first] = await ui.rows();
    const line = Number(first?.description.split(':')[1]);
    await ui.press('Enter');
    await ui.waitForQuickPickClosed();
    await ui.waitForEditor('fetchWithRetry.ts');
    await ui.waitForCursor(line);
    const declared = lineIn(join(session.folder, 'web', 'fetchWithRetry.ts'), 'function retryWithBackoff');
    assert.ok(
      line === declared || line === declared - 1,
      `line ${String(line)} is neither the function nor its comment`,
    );
    await ui.waitForHighlightGone();
    await ui.waitForTabs(['slug.ts', 'fetchWithRetry.ts']);
    await ui.screenshot('result-dark');
  });

  it('puts back the file and the cursor on Escape', async () => {
    await ui.openFile('invoice.py', 17);
    await ask('keep secret credentials of an account safe in storage', 'hash_password');
    await leave('passwords.py', 'invoice.py');
    await ui.waitForCursor(17);
    await ui.waitForTabs(['slug.ts', 'fetchWithRetry.ts', 'invoice.py']);
  });

  it('answers further questions across languages', async () => {
    for (const [question, symbol, file] of [
      ['wait until the user stops typing', 'debounce', 'debounce.ts'],
      ['make the reply smaller before it goes over the wire', 'CompressBody', 'compress.go'],
      ['does this look like a mail address', 'is_valid_email', 'email_address.py'],
    ] as const) {
      await ask(question, symbol);
      await leave(file, 'invoice.py');
    }
  });

  it('finds code that resembles the function around the cursor', async () => {
    await ui.openFile('passwords.py', 12);
    await ui.runCommand('Akin: Find Similar Code');
    const rows = await ui.waitForRows('similar code', ([row]) => row?.label === 'verify_password');
    assert.equal(
      rows.some(({ label }) => label === 'hash_password'),
      false,
      'the function itself is no answer',
    );
    await ui.screenshot('similar-dark');
    await ui.dismiss();
  });

  it('opens a menu on a click on the status bar item', async () => {
    await ui.clickStatus(STATUS);
    await ui.waitForRows('status menu', (rows) => rows.some(({ label }) => label === 'Pause Indexing'));
    assert.match(await ui.quickPickTitle(), /^Akin — up to date, 16 files/);
    await ui.screenshot('menu-dark');
    await ui.dismiss();
  });

  it('keeps what changes while it is paused and indexes it when resumed', async () => {
    await ui.runCommand('Akin: Pause Indexing');
    await ui.waitForStatus(STATUS, /^Akin paused/);
    await ui.screenshot('paused-dark');
    writeFileSync(
      join(session.folder, 'web', 'palindrome.ts'),
      '/** Whether a text reads the same in both directions. */\nexport function isPalindrome(text: string): boolean {\n  return text === [...text].reverse().join("");\n}\n',
    );
    await ui.runCommand('Akin: Resume Indexing');
    await ui.waitForStatus(STATUS, /^Akin 17 files/);
    await ask('palindrome', 'isPalindrome');
    await leave('palindrome.ts', 'passwords.py');
  });

  it('asks with the keyboard alone, previews by the arrow keys, and opens to the side', async () => {
    const [first, second] = await askByKeys('wait until the user stops typing', 'debounce');
    await ui.press('ArrowDown');
    await ui.waitForEditor(fileOf(second));
    await ui.press('ArrowUp');
    await ui.waitForEditor('debounce.ts');
    await ui.press('Control+Enter');
    await ui.waitForQuickPickClosed();
    await editors.waitForGroups(['passwords.py', 'debounce.ts']);
    await ui.waitForCursor(Number(first?.description.split(':')[1]));
    await ui.screenshot('open-to-side-dark');
  });

  it('sends the hits by a key to the view, goes through them, and dismisses one after the other', async () => {
    await askByKeys('check a password against the stored hash', 'verify_password');
    await ui.press('Alt+Enter');
    await ui.waitForQuickPickClosed();
    await results.waitForRows('focus', (rows) =>
      rows.some(({ label, focused }) => focused && label === 'verify_password'),
    );
    const message = await results.waitForMessage(/^\d+ results in \d+ files$/);
    const count = Number.parseInt(message);
    const before = await results.rows();
    const at = before.findIndex(({ focused }) => focused);
    await ui.press('ArrowDown');
    const next = before[at + 1];
    await results.waitForRows('next', (rows) => rows[at + 1]?.focused === true);
    await ui.waitForEditor(next?.label ?? '');
    await ui.press('ArrowDown');
    await results.waitForRows('hit', (rows) => rows[at + 2]?.focused === true);
    await ui.press('Delete');
    await results.waitForMessage(new RegExp(`^${count - 1} results`));
    // What comes after it has the focus then, for the next key.
    const following = before[at + 3]?.spoken;
    await results.waitForRows('following', (rows) =>
      rows.some(({ spoken, focused, selected }) => focused && selected && spoken === following),
    );
    await ui.press('Delete');
    await results.waitForMessage(new RegExp(`^${count - 2} results`));
    await ui.screenshot('dismissed-dark');
  });

  it('opens by a key what has the focus beside what is there', async () => {
    // At the last row the keys show it again, and the focus stays where it is.
    await ui.press('End');
    for (let press = 0; press < 3; press++) await ui.press('ArrowDown');
    await results.waitForRows('last', (rows) => rows.at(-1)?.selected === true);
    await ui.press('Home');
    await ui.press('ArrowDown');
    await results.waitForRows('first hit', (rows) => rows[1]?.focused === true);
    await ui.waitForEditor('passwords.py');
    await ui.press('Control+Enter');
    await editors.waitForGroups(['passwords.py', 'passwords.py', 'passwords.py']);
    await ui.runCommand('View: Close All Editors');
    await ui.openFile('passwords.py', 12);
  });

  it('has its filters, its queries and its order of results still after the window was reloaded', async () => {
    await results.pressAction('List Results by Score');
    await results.waitForRows('by score', (rows) => rows.every(({ level }) => level === 1));
    await ask('lang:typescript shopping basket', 'cartTotal');
    await leave('cart.ts', 'passwords.py');
    await ui.reload();
    await ui.waitForStatus(STATUS, READY);
    await ui.openPick('Akin: Semantic Search', /^Semantic Search/);
    await ui.waitForTyped('lang:typescript ');
    await ui.page.keyboard.type('wait until the user stops typing');
    const hits = await ui.waitForRows('hits', ([row]) => row?.label === 'debounce');
    for (const { description } of hits) assert.match(description, /\.ts:/);
    await ui.press('Alt+Enter');
    await ui.waitForQuickPickClosed();
    await results.waitForRows(
      'by score, with the focus',
      ([row]) => row?.label === 'debounce' && row.level === 1 && row.focused,
    );
    // What is previewed comes last.
    await ui.waitForEditor('debounce.ts');
    await ui.openPick('Akin: Show Earlier Queries', /^Queries of This Workspace/);
    const queries = await ui.waitForRows('queries', (rows) => rows.length > 1);
    const labels = queries.map(({ label }) => label);
    assert.equal(labels[0], 'lang:typescript wait until the user stops typing');
    assert.ok(labels.includes('check a password against the stored hash'), labels.join('\n'));
    assert.equal(labels.at(-1), 'Forget These Queries');
    await ui.press('ArrowUp');
    await ui.waitForRows('last one', (rows) => rows.at(-1)?.focused === true);
    await ui.press('Enter');
    await ui.waitForQuickPickClosed();
    await ui.openPick('Akin: Show Earlier Queries', /^Queries of This Workspace/);
    await ui.waitForPlaceholder('There are no queries yet');
    await ui.dismiss();
  });

  it('reads well in a light theme', async () => {
    await ui.chooseTheme('Light Modern', 'light');
    await ui.screenshot('status-light');
    await ask('try the network call once more with growing pauses when it fails', 'retryWithBackoff');
    await ui.waitForEditor('fetchWithRetry.ts');
    await ui.waitForHighlight();
    await ui.waitForMarkedWords();
    await ui.screenshot('quickpick-light');
    await ui.press('Enter');
    await ui.waitForQuickPickClosed();
    await ui.waitForHighlightGone();
    await ui.screenshot('result-light');
  });

  it('shows no notification and asks nothing of the outside', async () => {
    assert.deepEqual(await ui.notifications(), []);
    assert.deepEqual(session.refused, []);
  });
});
