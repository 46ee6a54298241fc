import { rmSync } from 'node:fs';
import { join } from 'node:path';
import esbuild from 'esbuild';
import { extensionId } from '../host/extension';
import { openBrowser } from './browser';
import { LINE_MARK, readCounts, type Counts } from './counts';
import { buildFolder, e2eFolder, filesIn, newestPackage, sampleWorkspace } from './paths';
import { Ui } from './ui';
import { Workbench } from './workbench';

/** For the whole suite inside the host, from the first page to its end. */
const SUITE_TIMEOUT_MS = 180_000;

/** How the workbench and the page's own end tell that the suite is over. */
type Ending = { kind: 'exit'; code: number } | { kind: 'crash' } | { kind: 'timeout' };

/**
 * Bundles the suite that runs inside the extension host.
 * @returns the file that exports `run`
 */
export async function bundleHostSuite(): Promise<string> {
  const outdir = buildFolder('e2e-host');
  rmSync(outdir, { recursive: true, force: true });
  const tests = filesIn(join(e2eFolder, 'host'), '.test.ts');
  await bundleForHost([join(e2eFolder, 'host', 'index.ts'), ...tests], outdir);
  return join(outdir, 'index.js');
}

/** Bundles what is to run inside the extension host. */
export async function bundleForHost(entryPoints: string[], outdir: string): Promise<void> {
  await esbuild.build({
    entryPoints,
    outdir,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    sourcemap: 'inline',
    // Mocha reads files of its own package.
    external: ['vscode', 'mocha'],
    logLevel: 'warning',
  });
}

/** Runs the suite inside the extension host of a fresh VS Code that has the package installed. */
export async function runHostSuite(): Promise<Counts> {
  const suite = await bundleHostSuite();
  const resultPath = join(buildFolder('test-results'), 'e2e-host.json');
  rmSync(resultPath, { force: true });
  const workbench = await Workbench.start({
    packages: [newestPackage()],
    testDriver: true,
    env: { AKIN_HOST_RESULT: resultPath },
  });
  try {
    const ending = await driveSuite(workbench, suite);
    return judge(ending, readCounts(resultPath));
  } finally {
    await workbench.stop();
  }
}

/**
 * Opens a page in which the extension host runs a suite, and waits for its end.
 * @param suite the file that exports `run`
 * @param folder the workspace
 */
export async function driveSuite(
  workbench: Workbench,
  suite: string,
  folder: string = sampleWorkspace,
): Promise<Ending> {
  const browser = await openBrowser();
  const { page } = browser;
  let timer: NodeJS.Timeout | undefined;
  try {
    const ended = new Promise<Ending>((resolve) => {
      timer = setTimeout(() => resolve({ kind: 'timeout' }), SUITE_TIMEOUT_MS);
      page.on('crash', () => resolve({ kind: 'crash' }));
      // The workbench calls this function of the window when the suite is over.
      void page.exposeFunction('codeAutomationExit', (code: number) => resolve({ kind: 'exit', code }));
    });
    page.on('console', (message) => print(message.text()));
    const remote = (path: string): string => `vscode-remote://${workbench.authority}${path}`;
    await page.goto(
      workbench.urlOf(folder, [
        ['extensionDevelopmentPath', remote(workbench.extensionFolder(extensionId))],
        ['extensionTestsPath', remote(suite)],
      ]),
    );
    const ending = await ended;
    if (ending.kind !== 'exit') await new Ui(page).screenshot('host-failure');
    return ending;
  } finally {
    clearTimeout(timer);
    await browser.close();
  }
}

/** Lines of the suite come through the console of the page, among others. */
function print(text: string): void {
  const at = text.indexOf(LINE_MARK);
  if (at >= 0) console.log(text.slice(at + LINE_MARK.length));
}

function judge(ending: Ending, counts: Counts): Counts {
  const agrees = ending.kind === 'exit' && (ending.code === 0) === (counts.failed === 0);
  if (agrees) return counts;
  const told = ending.kind === 'exit' ? `exit code ${ending.code}` : ending.kind;
  console.error(`The suite in the extension host ended with: ${told}.`);
  return { ...counts, failed: Math.max(1, counts.failed) };
}
