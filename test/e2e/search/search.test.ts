import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sampleWorkspace } from '../harness/paths';
import { openSession, type Session } from '../harness/session';
import type { QuickPickRow, Ui } from '../harness/ui';

const STATUS = 'akin.status';
const READY = /^Akin \d+ files\b/;

let session: Session;
let ui: Ui;
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

/** The number of the first line of a workspace file that holds a text, counted from 1. */
function lineOf(path: string, text: string): number {
  const at = readFileSync(join(session.folder, path), 'utf8')
    .split('\n')
    .findIndex((line) => line.includes(text));
  assert.ok(at >= 0, `${path} does not hold ${text}`);
  return at + 1;
}

describe('Semantic search as a user', () => {
  before(async () => {
    session = await openSession({
      workspace: sampleWorkspace,
      name: 'harbour-shop',
      settings: { 'workbench.colorTheme': 'Dark Modern' },
    });
    ({ ui, close } = session);
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
    const declared = lineOf('web/fetchWithRetry.ts', 'function retryWithBackoff');
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

  it('is ready again after the window was reloaded', async () => {
    await ui.reload();
    await ui.waitForStatus(STATUS, READY);
    await ask('wait until the user stops typing', 'debounce');
    await leave('debounce.ts', 'passwords.py');
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
