/** The lines of editors and the groups that editors stand in, as a user sees them. */
import type { Locator, Page } from 'playwright-core';
import { eventually } from './eventually';

const selectors = {
  shownTab: '.editor-group-container .tab.active',
  active: '.editor-group-container.active .monaco-editor',
  line: '.view-lines .view-line',
  link: '.detected-link',
  overlayMessage: '.monaco-editor .monaco-editor-overlaymessage',
};

/** Drives what stands in the middle of the window. Every method waits for what it needs to appear. */
export class Editors {
  constructor(private readonly page: Page) {}

  /** Waits until the groups of editors show these files, from left to right. */
  async waitForGroups(expected: readonly string[]): Promise<void> {
    await eventually(
      `groups ${expected.join(', ')}`,
      async () => {
        const tabs = await this.page.locator(selectors.shownTab).all();
        return Promise.all(tabs.map((tab) => tab.getAttribute('data-resource-name')));
      },
      (shown) => shown.join() === expected.join(),
    );
  }

  /** Waits until the lines that the active editor draws are as wanted, from the top; folded ones are not drawn. */
  waitForLines(what: string, accept: (lines: string[]) => boolean): Promise<string[]> {
    return eventually(
      `lines ${what}`,
      () => this.active.locator(selectors.line).evaluateAll(readLines),
      accept,
    );
  }

  /** Follows the first link of the line that holds a text, as a user does: with the key that says so. */
  async followLink(text: string): Promise<void> {
    const line = this.active.locator(selectors.line, { hasText: text }).first();
    await line
      .locator(selectors.link)
      .first()
      .click({ modifiers: ['Control'] });
  }

  /** Waits until an editor refuses what was typed, in words beside its cursor. */
  async waitForRefusal(wanted: RegExp): Promise<void> {
    await this.page.locator(selectors.overlayMessage, { hasText: wanted }).waitFor();
  }

  private get active(): Locator {
    return this.page.locator(selectors.active);
  }
}

/** The part of a page's element that is read; the project is compiled without a browser's types. */
interface PageElement {
  textContent: string | null;
  offsetTop: number;
}

/** Runs in the page: lines stand there in the order in which they were drawn first, with no-break spaces for blanks. */
function readLines(lines: PageElement[]): string[] {
  return [...lines]
    .sort((a, b) => a.offsetTop - b.offsetTop)
    .map(({ textContent }) => (textContent ?? '').replaceAll('\u00a0', ' ').trimEnd());
}
