/**
 * Measures how smooth typing is in a real VS Code while a large workspace is indexed, and at rest in the same window:
 *   npm run bench:typing -- [--files N] [--keys N] [--write]
 * Drives the packaged extension (`npm run package`) as a user does. A figure is the time from a key to the frame that
 * shows its letter. The page is printed; `--write` puts it into docs/benchmarks/. Exit codes: 0, 1 when something failed, 2 for bad input.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openBrowser } from '../e2e/harness/browser';
import { eventually } from '../e2e/harness/eventually';
import { newestPackage } from '../e2e/harness/paths';
import { Ui } from '../e2e/harness/ui';
import { Workbench } from '../e2e/harness/workbench';
import { packageRoot } from '../server/languageServerProcess';
import { inHouseFormat } from './houseFormat';
import { makeTree } from './index/madeTree';
import { runBench, tell, withScratch } from './runBench';
import { typeKeys, watchKeys } from './typing/keyLatency';
import { readOptions, type TypingOptions } from './typing/options';
import { typingPage, type TypingReport } from './typing/report';

const PAGE = join(packageRoot, 'docs', 'benchmarks', 'typing.md');

const STATUS = 'akin.status';

/** What the status bar reads when all is indexed. */
const READY = /^Akin \d[\d,.]* files\b/;

const EDITED = 'typed_by_benchmark.txt';

/** A quarter of an hour: 50,000 files on a machine that does other things as well. */
const INDEX_TIMEOUT_MS = 900_000;

/** Nothing but the editor itself and what is indexed: no list opens that would take a key. */
const settings = {
  'editor.quickSuggestions': { other: 'off', comments: 'off', strings: 'off' },
  'editor.wordBasedSuggestions': 'off',
  'files.autoSave': 'off',
  'workbench.colorTheme': 'Dark Modern',
};

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  const packages = [newestPackage()];
  await withScratch(async (scratch) => {
    tell(`Making a tree of ${options.files} files …`);
    const folder = await makeTree(scratch, 'workspace', options.files);
    scratch.write(`workspace/${EDITED}`, 'Notes.\n');
    const workbench = await Workbench.start({ packages, settings });
    const browser = await openBrowser();
    try {
      const report = await measure(new Ui(browser.page), workbench, folder, options);
      const page = await inHouseFormat('typing.md', typingPage(report));
      process.stdout.write(page);
      if (options.write) writeFileSync(PAGE, page);
    } finally {
      await browser.close();
      await workbench.stop();
    }
  });
}

async function measure(
  ui: Ui,
  workbench: Workbench,
  folder: string,
  { files, keys }: TypingOptions,
): Promise<TypingReport> {
  const file = `vscode-remote://${workbench.authority}${join(folder, EDITED)}`;
  const isReady = async (): Promise<boolean> => READY.test(await ui.statusText(STATUS));
  await ui.open(workbench.urlOf(folder, [['openFile', file]]));
  await ui.waitForEditor(EDITED);
  await ui.page.locator('.editor-group-container.active .monaco-editor .view-lines').click();
  await watchKeys(ui.page);
  await eventually(
    'indexing begins',
    () => ui.statusText(STATUS),
    (text) => /\d/.test(text),
  );
  tell(`Typing while indexing: ${await ui.statusText(STATUS)} …`);
  const indexing = await typeKeys(ui.page, keys, async () => !(await isReady()));
  const statusWhileIndexing = await ui.statusText(STATUS);
  tell(`A picture of it: ${await ui.screenshot('typing-while-indexing')}`);
  tell(`Waiting until all is indexed: ${statusWhileIndexing} …`);
  await eventually('all is indexed', isReady, Boolean, INDEX_TIMEOUT_MS);
  tell('Typing at rest …');
  const rest = await typeKeys(ui.page, keys);
  return { files, indexing, rest, statusWhileIndexing, statusAtRest: await ui.statusText(STATUS) };
}

void runBench(main);
