import { existsSync } from 'node:fs';
import { chromium, type Browser, type Page } from 'playwright-core';

const executable = process.env.AKIN_CHROMIUM ?? '/usr/bin/chromium';

/** Why no browser can be started on this machine; undefined when one can. */
export function missingBrowserReason(): string | undefined {
  if (existsSync(executable)) return undefined;
  return `there is no Chromium at ${executable}: install it (Debian: \`apt-get install chromium\`) or name one in AKIN_CHROMIUM`;
}

/** A headless browser with one page, which reaches this machine and nothing else. */
export interface OfflineBrowser {
  page: Page;
  /** Every address that was asked for and is not on this machine; each was refused. */
  refused: string[];
  close(): Promise<void>;
}

/**
 * Starts Chromium with a fresh profile; the caller closes it.
 * @param language of VS Code, as its extensions are told; its own texts would need a language pack from the net
 */
export async function openBrowser(language?: string): Promise<OfflineBrowser> {
  const browser = await chromium.launch({
    executablePath: executable,
    headless: true,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      // No name resolves: what no route sees, such as a web socket, reaches nothing either.
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--disable-dev-shm-usage',
    ],
  });
  const refused: string[] = [];
  const page = await offlinePage(browser, refused);
  // Where a language pack leaves the name of its language, before VS Code looks for it.
  if (language !== undefined)
    await page.addInitScript(`globalThis._VSCODE_NLS_LANGUAGE = ${JSON.stringify(language)}`);
  return { page, refused, close: () => browser.close() };
}

async function offlinePage(browser: Browser, refused: string[]): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'en-US' });
  const isElsewhere = (url: URL): boolean => url.hostname !== '127.0.0.1';
  await context.route(isElsewhere, async (route) => {
    refused.push(route.request().url());
    await route.abort();
  });
  const page = await context.newPage();
  // Only watched: a route for web sockets replaces those of VS Code too, and then some messages arrive garbled.
  page.on('websocket', (socket) => {
    if (isElsewhere(new URL(socket.url()))) refused.push(socket.url());
  });
  return page;
}
