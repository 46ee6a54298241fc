import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Session } from '../harness/session';
import { TreeView } from '../harness/treeView';
import type { QuickPickRow, Ui } from '../harness/ui';
import { shopWindow, STATUS } from './shopWindow';

const QUESTION = 'the sum of a shopping cart with the discount taken off';

let session: Session;
let ui: Ui;
let results: TreeView;

/** Places as the rows of a search give them, `path:line`. */
const placesOf = (rows: readonly QuickPickRow[]): string[] => rows.map(({ description }) => description);

async function openSearch(query: string): Promise<void> {
  await ui.openPick('Akin: Semantic Search', /^Semantic Search/);
  await ui.type(query);
}

describe('Filters as a user', () => {
  before(async () => {
    session = await shopWindow();
    ({ ui } = session);
    results = new TreeView(ui.page, 'Search');
  });

  it('offers each filter at the funnel, narrows to the open files, and takes the filter away at a button', async () => {
    await ui.openFile('slug.ts');
    await ui.openFile('cart.ts');
    // VS Code keeps its document for a while.
    const open = await ui.tabs();
    await ui.openFile('invoice.py');
    await ui.runCommand('View: Close Editor');
    await ui.waitForTabs(open);
    await ui.openPick('Akin: Semantic Search', /^Semantic Search/);
    await ui.pressPickButton('Add a Filter');
    const offered = await ui.waitForRows('filters', ([row]) => row?.label === 'lang:');
    assert.deepEqual(
      offered.map(({ label }) => label),
      ['lang:', 'path:', '-path:', 'kind:', 'in:open', 'changed:', '"exact words"'],
    );
    await ui.screenshot('filter-funnel-dark');
    for (let step = 0; step < 4; step++) await ui.press('ArrowDown');
    await ui.waitForRows('in:open', (rows) => rows[4]?.focused === true);
    await ui.press('Enter');
    await ui.waitForTyped('in:open ');
    await ui.page.keyboard.type(QUESTION);
    const hits = await ui.waitForRows('hits', ([row]) => row?.label === 'cartTotal');
    const isOpen = (place: string): boolean => /^web\/(cart|slug)\.ts:/.test(place);
    assert.ok(placesOf(hits).every(isOpen), placesOf(hits).join());
    await ui.pressPickButton('Remove the Filters');
    await ui.waitForTyped(QUESTION);
    const all = await ui.waitForRows('all hits', (rows) => rows.length > hits.length);
    assert.ok(!placesOf(all).every(isOpen), placesOf(all).join());
    await ui.waitForNoPickButton('Remove the Filters');
  });

  it('narrows by path, leaves a path out, and narrows by kind', async () => {
    const about = 'take the goods off the shelf';
    const inWarehouse = ({ description }: QuickPickRow): boolean => description.startsWith('warehouse/');
    const isMethod = ({ spoken }: QuickPickRow): boolean => spoken.startsWith('symbol-method ');
    // Each answer is another than the one before, so that none is taken for the next.
    await ui.type(about);
    await ui.waitForRows('of all', (rows) => rows.some(inWarehouse) && !rows.every(inWarehouse));
    await ui.type(`path:warehouse ${about}`);
    await ui.waitForRows('of a path', (rows) => rows.length > 0 && rows.every(inWarehouse));
    await ui.type(`-path:warehouse ${about}`);
    await ui.waitForRows('of the rest', (rows) => rows.length > 0 && !rows.some(inWarehouse));
    await ui.type(`kind:method ${about}`);
    await ui.waitForRows('of a kind', (rows) => rows.some(inWarehouse) && rows.every(isMethod));
  });

  it('sends all hits to the view at a button', async () => {
    await ui.type('add value added tax to an invoice');
    await ui.waitForRows('hits', ([row]) => row?.label === 'add_vat');
    await ui.pressPickButton('Show All in the Search View');
    await ui.waitForQuickPickClosed();
    await results.waitForHeading('add value added tax to an invoice');
    await results.waitForRows('hits', (rows) => rows.some(({ label }) => label === 'add_vat'));
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
