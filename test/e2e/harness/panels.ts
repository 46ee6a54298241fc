/** Side bar views, the Problems panel, menus and the diff editor, as a user sees them. */
import type { Locator, Page } from 'playwright-core';
import { eventually } from './eventually';

/** The language server answers within milliseconds; the rest is VS Code on a loaded machine. */
const LIST_TIMEOUT_MS = 5_000;

/** Longer than a click takes; a menu that has closed in between is what was wanted. */
const CLICK_MS = 1_000;

const selectors = {
  activity: '.part.activitybar .action-item',
  badge: '.badge-content',
  pane: '.part.sidebar .pane',
  paneHeader: '.pane-header',
  paneAction: '.pane-header .action-label',
  compositeAction: '.part.sidebar .composite.title .action-label',
  row: '.monaco-list-row',
  message: '.tree-explorer-viewlet-tree-view .message',
  welcome: '.welcome-view-content',
  problems: '.markers-panel',
  squiggle: (severity: string): string => `.editor-group-container.active .squiggly-${severity}`,
  actionWidget: '.action-widget .monaco-list-row.action',
  menuItem: '.monaco-menu .action-item .action-label',
  lens: '.editor-group-container.active .codelens-decoration',
  tabTitle: '.editor-group-container.active .tab.active .label-name',
  diff: '.editor-group-container.active .monaco-diff-editor',
  diffSide: (side: 'original' | 'modified'): string => `.monaco-diff-editor .editor.${side} .view-lines`,
  diffChange: '.monaco-diff-editor .char-insert, .monaco-diff-editor .char-delete',
  peek: '.peekview-widget',
  peekRow: '.ref-tree .monaco-list-row',
  peekCode: '.preview .view-lines',
  dialog: '.monaco-dialog-box',
  hover: '.monaco-hover .hover-row',
  output: '.part.panel .output-view .view-lines, .part.panel .output-view-container .view-lines',
};

/** Drives what stands around the editors. Every method waits for what it needs to appear. */
export class Panels {
  constructor(private readonly page: Page) {}

  /** The count on a container of the activity bar; empty without one. */
  async badge(title: string): Promise<string> {
    const badge = this.activity(title).locator(selectors.badge);
    return (await badge.count()) === 0 ? '' : readable(await badge.first().innerText());
  }

  waitForBadge(title: string, wanted: string): Promise<string> {
    return eventually(
      `badge of ${title}`,
      () => this.badge(title),
      (text) => text === wanted,
    );
  }

  async openContainer(title: string): Promise<void> {
    await this.activity(title).click();
  }

  private activity(title: string): Locator {
    return this.page.locator(selectors.activity, {
      has: this.page.locator(`[aria-label^="${title}"]`),
    });
  }

  /** A view of the side bar by a part of its title. */
  view(title: string): Locator {
    return this.page.locator(selectors.pane, {
      has: this.page.locator(selectors.paneHeader, { hasText: title }),
    });
  }

  /** What the rows of a view say to a screen reader, as far as they are drawn. */
  async rows(title: string): Promise<string[]> {
    const rows = this.view(title).locator(selectors.row);
    return rows.evaluateAll((elements: PageElement[]) =>
      elements.map((element) => element.getAttribute('aria-label') ?? ''),
    );
  }

  waitForRows(title: string, what: string, accept: (rows: string[]) => boolean): Promise<string[]> {
    return eventually(`${title} ${what}`, () => this.rows(title), accept);
  }

  /** A row by what it shows. */
  row(title: string, text: string | RegExp): Locator {
    return this.view(title).locator(selectors.row, { hasText: text }).first();
  }

  /** Runs an action that stands in the title of a view. */
  async runTitleAction(title: string, action: string): Promise<void> {
    // A view that is alone in its container has its title and actions there.
    const header = this.view(title).locator(selectors.paneHeader);
    if (await header.isVisible()) await header.hover();
    const inPane = this.view(title).locator(`${selectors.paneAction}[aria-label^="${action}"]`);
    const inTitle = this.page.locator(`${selectors.compositeAction}[aria-label^="${action}"]`);
    await inPane.or(inTitle).first().click();
  }

  /** Opens the menu of a row and runs one of its entries. */
  async runRowAction(row: Locator, action: string): Promise<void> {
    await row.click({ button: 'right' });
    const item = this.page.locator(selectors.menuItem, { hasText: action }).first();
    await item.waitFor();
    // The editor takes no click for a moment after it has opened a menu, and says nothing.
    await eventually(
      `menu to close after ${action}`,
      async () => {
        await item.click({ timeout: CLICK_MS }).catch(() => undefined);
        return item.isVisible();
      },
      (isOpen) => !isOpen,
    );
  }

  /** The line above the rows of a view; empty without one. */
  async message(title: string): Promise<string> {
    const message = this.view(title).locator(selectors.message);
    return (await message.count()) === 0 ? '' : readable(await message.first().innerText());
  }

  waitForMessage(title: string, wanted: RegExp): Promise<string> {
    return eventually(
      `message of ${title} ${String(wanted)}`,
      () => this.message(title),
      (text) => wanted.test(text),
    );
  }

  /** What an empty view says. */
  waitForWelcome(title: string, wanted: RegExp): Promise<string> {
    return eventually(
      `welcome of ${title} ${String(wanted)}`,
      async () => {
        const texts = await this.view(title).locator(selectors.welcome).allInnerTexts();
        return readable(texts.join(' '));
      },
      (text) => wanted.test(text),
    );
  }

  /** The rows of the Problems panel that are drawn: files, diagnostics and, below opened ones, related places. */
  async problems(): Promise<string[]> {
    const rows = this.page.locator(`${selectors.problems} ${selectors.row}`);
    return (await rows.allInnerTexts()).map(readable);
  }

  waitForProblems(what: string, accept: (rows: string[]) => boolean): Promise<string[]> {
    return eventually(`problems ${what}`, () => this.problems(), accept);
  }

  /** A row of the Problems panel by a text in it. */
  problem(text: string | RegExp): Locator {
    return this.page.locator(`${selectors.problems} ${selectors.row}`, { hasText: text }).first();
  }

  /** How many marks of a severity the active editor shows. */
  squiggles(severity: 'warning' | 'info' | 'error'): Promise<number> {
    return this.page.locator(selectors.squiggle(severity)).count();
  }

  waitForSquiggles(severity: 'warning' | 'info' | 'error', count: number): Promise<number> {
    return eventually(
      `${severity} squiggles`,
      () => this.squiggles(severity),
      (found) => found === count,
    );
  }

  /**
   * Opens the quick fixes at the cursor, once more as long as the wanted one is not among them: the first press may come
   * before the diagnostics have reached the editor. A second press while they are open would run one.
   * @returns their titles
   */
  async quickFixes(wanted: string): Promise<string[]> {
    const rows = this.page.locator(selectors.actionWidget);
    return eventually(
      `quick fix ${wanted}`,
      async () => {
        await this.page.keyboard.press('Control+.');
        const isOpen = await opens(rows);
        const titles = (await rows.allInnerTexts()).map(readable);
        if (isOpen && !titles.includes(wanted)) await this.page.keyboard.press('Escape');
        return titles;
      },
      (titles) => titles.includes(wanted),
    );
  }

  /** Runs a quick fix out of the open list. */
  async runQuickFix(title: string): Promise<void> {
    const row = this.page.locator(selectors.actionWidget, { hasText: title }).first();
    await row.click();
    await row.waitFor({ state: 'hidden' });
  }

  /** The texts above functions. */
  async lenses(): Promise<string[]> {
    return (await this.page.locator(selectors.lens).allInnerTexts()).map(readable);
  }

  waitForLenses(what: string, accept: (lenses: string[]) => boolean): Promise<string[]> {
    return eventually(`code lenses ${what}`, () => this.lenses(), accept);
  }

  /** What stands on the tab of the active editor, which is not its file's name in a diff. */
  async tabTitle(): Promise<string> {
    return readable(await this.page.locator(selectors.tabTitle).first().innerText());
  }

  /** What one side of the diff editor shows. */
  async diffText(side: 'original' | 'modified'): Promise<string> {
    const lines = this.page.locator(selectors.diffSide(side));
    return (await lines.count()) === 0 ? '' : readable(await lines.first().innerText());
  }

  async waitForDiff(original: string, modified: string): Promise<void> {
    await this.page.locator(selectors.diff).waitFor();
    await eventually(
      `diff of ${original} and ${modified}`,
      async () => [await this.diffText('original'), await this.diffText('modified')],
      ([left = '', right = '']) => left.includes(original) && right.includes(modified),
    );
  }

  /** Pieces of lines that the diff editor marks as changed. */
  diffChanges(): Promise<number> {
    return this.page.locator(selectors.diffChange).count();
  }

  get peek(): Locator {
    return this.page.locator(selectors.peek);
  }

  /** The files and places that the open peek view lists. */
  waitForPeekRows(what: string, accept: (rows: string[]) => boolean): Promise<string[]> {
    return eventually(
      `peek ${what}`,
      async () => (await this.peek.locator(selectors.peekRow).allInnerTexts()).map(readable),
      accept,
    );
  }

  /** A place that the open peek view lists, by the code there. */
  peekRow(code: string): Locator {
    return this.peek.locator(selectors.peekRow, { hasText: code }).first();
  }

  /** Waits until the editor within the peek view shows a text. */
  async waitForPeekCode(text: string): Promise<void> {
    await eventually(
      `code in peek ${text}`,
      async () => readable((await this.peek.locator(selectors.peekCode).allInnerTexts()).join(' ')),
      (shown) => shown.includes(text),
    );
  }

  /** Answers the modal dialog that asks a certain question. */
  async answerDialog(question: RegExp, button: string): Promise<void> {
    const dialog = this.page.locator(selectors.dialog, { hasText: question });
    await dialog.waitFor();
    await dialog.locator('.monaco-button', { hasText: button }).click();
    await dialog.waitFor({ state: 'hidden' });
  }

  get dialog(): Locator {
    return this.page.locator(selectors.dialog);
  }

  /** What the open output channel shows of its end. */
  waitForOutput(wanted: RegExp): Promise<string> {
    return eventually(
      `output ${String(wanted)}`,
      async () => readable((await this.page.locator(selectors.output).allInnerTexts()).join(' ')),
      (text) => wanted.test(text),
    );
  }

  /** What the hover at the cursor, or the tooltip at the pointer, says once it is drawn in full. */
  async waitForHover(wanted: RegExp): Promise<string> {
    const hover = this.page.locator(selectors.hover);
    const said = await eventually(
      `hover ${String(wanted)}`,
      async () => readable((await hover.allInnerTexts()).join(' ')),
      (text) => wanted.test(text),
    );
    await hover.first().evaluate(fadedIn);
    return said;
  }
}

/** The part of a page's element that is read; the project is compiled without a browser's types. */
interface PageElement {
  getAttribute(name: string): string | null;
}

/** Runs in the page: a hover comes into sight bit by bit. */
async function fadedIn(row: { closest(selector: string): Animated | null }): Promise<void> {
  const animations = row.closest('.monaco-hover')?.getAnimations() ?? [];
  await Promise.all(animations.map(({ finished }) => finished));
}

interface Animated {
  getAnimations(): { finished: Promise<unknown> }[];
}

/** Whether a list opens within a few seconds; without quick fixes there is none. */
async function opens(rows: Locator): Promise<boolean> {
  try {
    await rows.first().waitFor({ timeout: LIST_TIMEOUT_MS });
    return true;
  } catch {
    return false;
  }
}

/** VS Code draws blanks as no-break spaces. */
function readable(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
