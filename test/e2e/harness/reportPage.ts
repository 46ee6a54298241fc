/** The performance report, as a user sees it. */
import type { FrameLocator, Locator } from 'playwright-core';
import type { Ui } from './ui';

/** Drives the page of the report; it is made anew every two seconds. */
export class ReportPage {
  constructor(private readonly ui: Ui) {}

  /** The page within the frames that VS Code puts a panel into. */
  get page(): FrameLocator {
    return this.ui.page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');
  }

  /** Opens it, or brings it to the front, and waits for its contents. */
  async open(): Promise<void> {
    await this.ui.runCommand('Akin: Show Performance Report');
    await this.page.getByRole('heading', { name: 'At a Glance' }).waitFor();
  }

  /** A figure at a glance, with its name and what stands below it. */
  tile(name: string): Locator {
    return this.page.locator('.tile', { has: this.page.getByRole('heading', { name, exact: true }) });
  }

  /** What the list of the batches says of something. */
  fact(name: string): Promise<string> {
    return this.page
      .locator('dt', { hasText: name })
      .first()
      .locator('xpath=following-sibling::dd[1]')
      .innerText();
  }

  /** The warning that names a metric. */
  warning(metric: string): Locator {
    return this.page.locator('li.alert', { hasText: metric });
  }

  /** The heads of the columns of the times, less those of name and chart. */
  async columns(): Promise<string[]> {
    return (await this.page.locator('thead th').allInnerTexts()).slice(2);
  }

  /** The numbers of a measured time, in the order of the columns. */
  async numbersOf(name: string): Promise<string[]> {
    const row = this.page.locator('tbody tr', {
      has: this.page.getByRole('rowheader', { name, exact: true }),
    });
    return row.locator('td.number').allInnerTexts();
  }
}
