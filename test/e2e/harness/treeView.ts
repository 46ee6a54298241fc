/** A view of trees in the side bar, as a user sees it. */
import type { Page } from 'playwright-core';
import { eventually } from './eventually';

const selectors = {
  row: '.monaco-list-row',
  label: '.label-name',
  description: '.label-description',
  highlight: '.monaco-highlighted-label .highlight',
  icon: '.custom-view-tree-node-item-icon',
  message: '.message',
  heading: '.pane-header .description',
};

/** A row of a tree, as it reads. */
export interface TreeRow {
  label: string;
  description: string;
  /** The name of its codicon; empty for the icon of a file. */
  icon: string;
  /** The parts of the label that are marked. */
  marked: string[];
  /** What a screen reader says. */
  spoken: string;
  level: number;
  selected: boolean;
  focused: boolean;
}

/** Drives one view of the container that is open in the side bar. */
export class TreeView {
  /** @param title the name of the view in its heading */
  constructor(
    private readonly page: Page,
    private readonly title: string,
  ) {}

  /** The rows that are drawn, read at one moment. */
  rows(): Promise<TreeRow[]> {
    return this.pane.locator(selectors.row).evaluateAll(readRows, selectors);
  }

  /** Waits until the rows are as wanted. */
  waitForRows(what: string, accept: (rows: TreeRow[]) => boolean): Promise<TreeRow[]> {
    return eventually(`view ${this.title} ${what}`, () => this.rows(), accept);
  }

  /** Waits until the message above the rows reads as wanted. */
  waitForMessage(wanted: RegExp): Promise<string> {
    return eventually(
      `message of ${this.title} ${String(wanted)}`,
      async () => {
        const message = this.pane.locator(selectors.message);
        return (await message.count()) === 0 ? '' : (await message.first().innerText()).trim();
      },
      (text) => wanted.test(text),
    );
  }

  /** Waits until the heading of the view says this beside its title. */
  async waitForHeading(wanted: string): Promise<void> {
    await this.pane.locator(selectors.heading, { hasText: wanted }).waitFor({ state: 'attached' });
  }

  /** All the text that the view shows. */
  async text(): Promise<string> {
    return (await this.pane.innerText()).replace(/\s+/g, ' ');
  }

  async clickRow(label: string): Promise<void> {
    await this.row(label).click();
  }

  /** Lets the pointer rest on a row, for its tooltip. */
  async hoverRow(label: string): Promise<void> {
    await this.row(label).hover();
  }

  /** Presses a button of the view's title. */
  async pressAction(label: string): Promise<void> {
    await this.pane.hover();
    await this.pane.locator(`.actions a[aria-label^="${label}"]`).first().click();
  }

  private row(label: string): ReturnType<Page['locator']> {
    return this.pane.locator(selectors.row, { hasText: label }).first();
  }

  private get pane(): ReturnType<Page['locator']> {
    return this.page.locator('.part.sidebar .pane', {
      has: this.page.locator(`.pane-header[aria-label^="${this.title}"]`),
    });
  }
}

/** The part of a page's element that is read; the project is compiled without a browser's types. */
interface PageElement {
  className: string;
  textContent: string | null;
  classList: { contains(name: string): boolean };
  getAttribute(name: string): string | null;
  querySelector(selector: string): PageElement | null;
  querySelectorAll(selector: string): Iterable<PageElement>;
}

/** Runs in the page: uses nothing but its arguments, and no named function, to which the compiler adds a call. */
function readRows(rows: PageElement[], names: typeof selectors): TreeRow[] {
  return rows.map((row) => ({
    label: (row.querySelector(names.label)?.textContent ?? '').replace(/\s+/g, ' ').trim(),
    description: (row.querySelector(names.description)?.textContent ?? '').replace(/\s+/g, ' ').trim(),
    icon: /\bcodicon codicon-([\w-]+)/.exec(row.querySelector(names.icon)?.className ?? '')?.[1] ?? '',
    marked: [...row.querySelectorAll(names.highlight)].map((part) => part.textContent ?? ''),
    spoken: row.getAttribute('aria-label') ?? '',
    level: Number(row.getAttribute('aria-level') ?? '0'),
    selected: row.classList.contains('selected'),
    focused: row.classList.contains('focused'),
  }));
}
