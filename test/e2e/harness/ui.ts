/** VS Code as a user sees it: every selector of the workbench that the suites rely on stands here. */
import { join } from 'node:path';
import { errors, type Locator, type Page } from 'playwright-core';
import { eventually, PATIENCE_MS } from './eventually';
import { buildFolder } from './paths';

const selectors = {
  workbench: '.monaco-workbench',
  statusBar: '.part.statusbar',
  cursor: '[id="status.editor.selection"]',
  quickPick: '.quick-input-widget',
  quickPickInput: '.quick-input-widget .quick-input-box input',
  themeInput: '.quick-input-widget .quick-input-box input[placeholder*="Color Theme"]',
  quickPickTitle: '.quick-input-widget .quick-input-title',
  quickPickButton: '.quick-input-widget .quick-input-titlebar .action-label',
  quickPickRow: '.quick-input-list .monaco-list-row',
  quickPickLabel: '.quick-input-list-row:first-child .label-name',
  quickPickDescription: '.quick-input-list-row:first-child .label-description',
  quickPickDetail: '.quick-input-list-label-meta',
  focused: '.focused',
  activeTab: '.editor-group-container.active .tab.active',
  tab: '.editor-group-container .tab',
  previewTab: '.monaco-icon-label.italic',
  editorText: '.editor-group-container.active .monaco-editor .view-lines',
  highlight: '.monaco-editor .view-overlays [class*="TextEditorDecorationType"]',
  /** Marks within a line; one of whole lines is as wide as the editor. */
  markedWord:
    '.monaco-editor .view-overlays [class*="TextEditorDecorationType"]:not([style*="width:100%"], [style*="width: 100%"])',
  tooltip: '.monaco-hover:visible',
  notification: '.notifications-toasts .notification-list-item-message',
};

/** What marks the workbench by the kind of its theme. */
const themeClasses = { light: '.vs', dark: '.vs-dark', contrast: '.hc-black', contrastLight: '.hc-light' };

export type ThemeKind = keyof typeof themeClasses;

/** A list that does not show within this time was closed: it opens within half a second on a loaded machine. */
const CLOSED_LIST_MS = 3_000;

const MAX_COMPLAINTS = 5;
const MAX_COMPLAINT_CHARACTERS = 300;

/** A row of the open quick pick, as it reads. */
export interface QuickPickRow {
  label: string;
  description: string;
  detail: string;
  /** What a screen reader says. */
  spoken: string;
  focused: boolean;
}

/** What the active editor shows. */
export interface ActiveEditor {
  /** File name on the tab; empty when no editor is open. */
  title: string;
  /** True while the tab is in italics: the next file takes its place. */
  preview: boolean;
}

/** Drives one page of VS Code. Every method waits for what it needs to appear. */
export class Ui {
  /** The last errors in the page's console, for the report of a failure. */
  readonly complaints: string[] = [];

  constructor(readonly page: Page) {
    page.setDefaultTimeout(PATIENCE_MS);
    page.on('console', (message) => {
      if (message.type() !== 'error') return;
      this.complaints.push(message.text().slice(0, MAX_COMPLAINT_CHARACTERS));
      if (this.complaints.length > MAX_COMPLAINTS) this.complaints.shift();
    });
  }

  /** Opens the workbench and waits until it is drawn. */
  async open(url: string): Promise<void> {
    const response = await this.page.goto(url);
    if (response?.ok() !== true)
      throw new Error(`The workbench answered ${response?.status() ?? 'nothing'} at ${url}.`);
    await this.page.locator(selectors.workbench).waitFor();
  }

  /** Reloads the window by VS Code's own command and waits until it is drawn again. */
  async reload(): Promise<void> {
    const loaded = this.page.waitForEvent('load', { timeout: PATIENCE_MS });
    await this.runCommand('Developer: Reload Window');
    await loaded;
    await this.page.locator(selectors.workbench).waitFor();
  }

  /** The text of a status bar item of an extension; empty while it is not shown. */
  async statusText(id: string): Promise<string> {
    const item = this.statusItem(id);
    return (await item.count()) === 0 ? '' : readable(await item.first().innerText());
  }

  /** Waits until a status bar item reads as wanted. */
  waitForStatus(id: string, wanted: RegExp): Promise<string> {
    return eventually(
      `status bar ${id} ${String(wanted)}`,
      () => this.statusText(id),
      (text) => wanted.test(text),
    );
  }

  /** What a screen reader says of a status bar item. */
  async spokenStatus(id: string): Promise<string> {
    return (await this.statusItem(id).locator('[aria-label]').first().getAttribute('aria-label')) ?? '';
  }

  private statusItem(id: string): Locator {
    return this.page.locator(`${selectors.statusBar} [id$="${id}"]`);
  }

  async clickStatus(id: string): Promise<void> {
    await this.statusItem(id).click();
  }

  /** Runs a command by its title from the command palette. */
  async runCommand(title: string): Promise<void> {
    const row = this.page.locator(selectors.quickPickRow, { hasText: title }).first();
    await this.openAndType('F1', `>${title}`, () => row.isVisible());
    await row.click();
    // What the command opens is another list in the same place.
    await row.waitFor({ state: 'hidden' });
  }

  /**
   * Opens a list by a key and types there until it shows what is wanted.
   * It is opened again where it was closed: an editor that has just been opened may take the focus from the list a moment later.
   */
  private async openAndType(key: string, text: string, isShown: () => Promise<boolean>): Promise<void> {
    const input = this.page.locator(selectors.quickPickInput);
    await this.press(key);
    await eventually(
      `list of ${text}`,
      async () => {
        if (await succeeds(input.waitFor({ timeout: CLOSED_LIST_MS }))) {
          if ((await input.inputValue()) === text) return isShown();
          await succeeds(input.fill(text, { timeout: CLOSED_LIST_MS }));
        } else await this.press(key);
        return false;
      },
      (shown) => shown,
    );
  }

  /** Runs a command that opens a list with a title, and waits for it: what is typed before goes to the palette. */
  async openPick(command: string, title: RegExp): Promise<void> {
    await this.runCommand(command);
    await this.waitForQuickPickTitle(title);
  }

  async waitForQuickPickTitle(title: RegExp): Promise<void> {
    await this.page.locator(selectors.quickPickTitle, { hasText: title }).waitFor();
  }

  /** Chooses an entry of the open menu, which lets a click pass that comes too soon after its opening. */
  async chooseInMenu(name: string): Promise<void> {
    const entry = this.page.getByRole('menuitem', { name, exact: true }).first();
    await entry.waitFor();
    await eventually(
      `menu entry ${name}`,
      async () => {
        if (await entry.isVisible()) await entry.click();
        return entry.isVisible();
      },
      (stillOpen) => !stillOpen,
    );
  }

  /** Opens a file by its name, as a kept tab. */
  async openFile(name: string, line?: number): Promise<void> {
    // Until the search is done, the list still shows the files opened last.
    await this.openAndType('Control+P', line === undefined ? name : `${name}:${String(line)}`, async () => {
      const [first] = await this.rows();
      return first?.label === name && first.focused;
    });
    await this.press('Enter');
    await this.waitForEditor(name);
    if (line !== undefined) await this.waitForCursor(line);
  }

  /** Replaces what stands in the input of the open quick pick. */
  async type(text: string): Promise<void> {
    await this.page.locator(selectors.quickPickInput).fill(text);
  }

  /** Replaces the name that a dialog for files proposes, which comes a moment after the dialog. */
  async typePath(path: string): Promise<void> {
    const input = this.page.locator(selectors.quickPickInput);
    const value = (): Promise<string> => input.inputValue();
    await eventually('proposed name', value, (proposed) => proposed.includes('.'));
    await this.type(path);
    await eventually('typed path', value, (typed) => typed === path);
  }

  async press(key: string): Promise<void> {
    await this.page.keyboard.press(key);
  }

  /** Closes the quick pick by Escape, if one is open. */
  async dismiss(): Promise<void> {
    if (await this.quickPick.isVisible()) {
      // What has the focus a moment after a menu was left would take the key.
      await this.page.locator(selectors.quickPickInput).focus();
      await this.press('Escape');
    }
    await this.waitForQuickPickClosed();
  }

  get quickPick(): Locator {
    return this.page.locator(selectors.quickPick);
  }

  /** Presses a button of the open quick pick's title. */
  async pressPickButton(label: string): Promise<void> {
    await this.pickButton(label).click();
  }

  async waitForNoPickButton(label: string): Promise<void> {
    await this.pickButton(label).waitFor({ state: 'detached' });
  }

  private pickButton(label: string): Locator {
    return this.page.locator(`${selectors.quickPickButton}[aria-label^="${label}"]`);
  }

  /** Waits until this stands in the input of the open quick pick. */
  async waitForTyped(text: string): Promise<void> {
    await eventually(
      `input ${text}`,
      () => this.page.locator(selectors.quickPickInput).inputValue(),
      (typed) => typed === text,
    );
  }

  /** Waits until the empty input of the open quick pick says this. */
  async waitForPlaceholder(text: string): Promise<void> {
    await this.page.locator(`${selectors.quickPickInput}[placeholder^="${text}"]`).waitFor();
  }

  async quickPickTitle(): Promise<string> {
    return readable(await this.page.locator(selectors.quickPickTitle).innerText());
  }

  /** The rows of the quick pick that are drawn, read at one moment. */
  rows(): Promise<QuickPickRow[]> {
    return this.page.locator(selectors.quickPickRow).evaluateAll(readRows, selectors);
  }

  /** Waits until the rows are as wanted. */
  waitForRows(what: string, accept: (rows: QuickPickRow[]) => boolean): Promise<QuickPickRow[]> {
    return eventually(`quick pick ${what}`, () => this.rows(), accept);
  }

  async waitForQuickPickClosed(): Promise<void> {
    await this.quickPick.waitFor({ state: 'hidden' });
  }

  async activeEditor(): Promise<ActiveEditor> {
    const tab = this.page.locator(selectors.activeTab);
    if ((await tab.count()) === 0) return { title: '', preview: false };
    const title = await tab.first().getAttribute('data-resource-name');
    return { title: title ?? '', preview: (await tab.locator(selectors.previewTab).count()) > 0 };
  }

  waitForEditor(title: string): Promise<ActiveEditor> {
    return eventually(
      `active editor ${title}`,
      () => this.activeEditor(),
      (editor) => editor.title === title,
    );
  }

  /** Titles of all tabs, in their order. */
  async tabs(): Promise<string[]> {
    const tabs = await this.page.locator(selectors.tab).all();
    const names = await Promise.all(tabs.map((tab) => tab.getAttribute('data-resource-name')));
    return names.map((name) => name ?? '');
  }

  /** Waits until exactly these tabs are open, in this order. */
  async waitForTabs(expected: readonly string[]): Promise<void> {
    await eventually(
      `tabs ${expected.join(', ')}`,
      () => this.tabs(),
      (tabs) => tabs.join() === expected.join(),
    );
  }

  /** The line that the cursor is on, counted from 1; undefined while the status bar shows none. */
  async cursorLine(): Promise<number | undefined> {
    const item = this.page.locator(selectors.cursor);
    if ((await item.count()) === 0) return undefined;
    const line = /Ln (\d+), Col \d+/.exec(await item.innerText())?.[1];
    return line === undefined ? undefined : Number(line);
  }

  async waitForCursor(line: number): Promise<void> {
    await eventually(
      `cursor on line ${String(line)}`,
      () => this.cursorLine(),
      (at) => at === line,
    );
  }

  /** Waits until the active editor shows a text, as for a preview that scrolled there. */
  async waitForVisibleText(text: string): Promise<void> {
    await eventually(
      `editor showing ${text}`,
      async () => {
        const lines = this.page.locator(selectors.editorText);
        return (await lines.count()) === 0 ? '' : readable(await lines.first().innerText());
      },
      (shown) => shown.includes(text),
    );
  }

  /** What was copied last. The page needs the permission to read it. */
  clipboard(): Promise<string> {
    return this.page.evaluate(() => (globalThis as unknown as ClipboardOwner).navigator.clipboard.readText());
  }

  /** Waits until an extension has marked lines of an editor. */
  async waitForHighlight(): Promise<void> {
    await this.page.locator(selectors.highlight).first().waitFor();
  }

  /** Waits until an extension has marked words within the lines of an editor. */
  async waitForMarkedWords(): Promise<void> {
    await this.page.locator(selectors.markedWord).first().waitFor();
  }

  async waitForHighlightGone(): Promise<void> {
    await this.page.locator(selectors.highlight).first().waitFor({ state: 'detached' });
  }

  async waitForTheme(kind: ThemeKind): Promise<void> {
    await this.page.locator(`${selectors.workbench}${themeClasses[kind]}`).waitFor();
  }

  /** Chooses a colour theme as a user does, by the name in the list of themes, and waits until the window is drawn in it. */
  async chooseTheme(name: string, kind: ThemeKind): Promise<void> {
    await this.runCommand('Preferences: Color Theme');
    await this.page.locator(selectors.themeInput).waitFor();
    await this.type(name);
    await this.waitForRows(`theme ${name}`, ([first]) => first?.label === name && first.focused);
    await this.press('Enter');
    await this.waitForQuickPickClosed();
    await this.waitForTheme(kind);
  }

  /** The messages of all notifications shown. */
  async notifications(): Promise<string[]> {
    return (await this.page.locator(selectors.notification).allInnerTexts()).map(readable);
  }

  /** Moves the pointer to where nothing shows a tooltip, and waits until none is shown. */
  async leaveWithPointer(): Promise<void> {
    const { width, height } = this.page.viewportSize() ?? { width: 1, height: 1 };
    await this.page.mouse.move(width - 1, height - 1);
    await this.page.locator(selectors.tooltip).first().waitFor({ state: 'hidden' });
  }

  /** Saves what the page shows as build/screenshots/<name>.png. */
  async screenshot(name: string): Promise<string> {
    const path = join(buildFolder('screenshots'), `${name}.png`);
    await this.page.screenshot({ path });
    return path;
  }
}

/** The part of a page's element that is read; the project is compiled without a browser's types. */
interface PageElement {
  textContent: string | null;
  getAttribute(name: string): string | null;
  matches(selector: string): boolean;
  querySelector(selector: string): PageElement | null;
}

interface ClipboardOwner {
  navigator: { clipboard: { readText(): Promise<string> } };
}

/** Runs in the page: uses nothing but its arguments, and no named function, to which the compiler adds a call. */
function readRows(rows: PageElement[], names: typeof selectors): QuickPickRow[] {
  return rows.map((row) => {
    const [label = '', description = '', detail = ''] = [
      names.quickPickLabel,
      names.quickPickDescription,
      names.quickPickDetail,
    ].map((name) => (row.querySelector(name)?.textContent ?? '').replace(/\s+/g, ' ').trim());
    const spoken = (row.getAttribute('aria-label') ?? '').replace(/\s+/g, ' ').trim();
    return { label, description, detail, spoken, focused: row.matches(names.focused) };
  });
}

/** Whether a wait ended before its time was over. */
async function succeeds(wait: Promise<void>): Promise<boolean> {
  try {
    await wait;
    return true;
  } catch (error) {
    if (error instanceof errors.TimeoutError) return false;
    throw error;
  }
}

/** VS Code draws blanks as no-break spaces. */
function readable(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
