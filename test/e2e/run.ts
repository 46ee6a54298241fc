/**
 * Runs the end-to-end tests in a real VS Code: as a user, who sees the page alone, and inside the extension host. The
 * counts go to the file that AKIN_E2E_RESULT names.
 *   tsx test/e2e/run.ts [<suite> ...]      all suites unless some are named
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import Mocha from 'mocha';
import { missingBrowserReason } from './harness/browser';
import { leaveCounts, runMocha, sumOf, type Counts } from './harness/counts';
import { runHostSuite } from './harness/hostSuite';
import { ensureVscode, unsupportedReason } from './harness/installVscode';
import { e2eFolder, filesIn, newestPackage } from './harness/paths';

/** One test as a user may open VS Code, index and search. */
const TEST_TIMEOUT_MS = 180_000;

const HOST = 'host';
const inCi = process.env.CI !== undefined;

async function main(named: string[]): Promise<Counts> {
  const reason = unsupportedReason() ?? missingBrowserReason();
  if (reason !== undefined) {
    console.error(`End-to-end tests ${inCi ? 'FAILED' : 'SKIPPED'}: ${reason}.`);
    return { passed: 0, failed: inCi ? 1 : 0, skipped: inCi ? 0 : 1, unavailable: true };
  }
  console.log(`Package under test: ${newestPackage()}`);
  ensureVscode();
  const all = [...userSuites(), HOST];
  const unknown = named.filter((name) => !all.includes(name));
  if (unknown.length > 0) throw new Error(`No such suite: ${unknown.join(', ')}; one of ${all.join(', ')}.`);
  const wanted = all.filter((name) => named.length === 0 || named.includes(name));
  const counts: Counts[] = [];
  for (const name of wanted) {
    console.log(`\n─ e2e: ${name}`);
    counts.push(await runSuite(name));
  }
  return sumOf(counts);
}

/** Folders with tests that drive the page; each suite opens what it needs. */
function userSuites(): string[] {
  return readdirSync(e2eFolder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== HOST && entry.name !== 'harness')
    .map(({ name }) => name)
    .sort();
}

async function runSuite(name: string): Promise<Counts> {
  try {
    return await (name === HOST ? runHostSuite() : runUserSuite(name));
  } catch (error) {
    console.error(error);
    return { passed: 0, failed: 1, skipped: 0 };
  }
}

async function runUserSuite(name: string): Promise<Counts> {
  const mocha = new Mocha({ timeout: TEST_TIMEOUT_MS, forbidOnly: inCi, forbidPending: inCi });
  for (const file of filesIn(join(e2eFolder, name), '.test.ts')) mocha.addFile(file);
  await mocha.loadFilesAsync();
  return runMocha(mocha);
}

async function start(): Promise<void> {
  let counts: Counts = { passed: 0, failed: 1, skipped: 0 };
  try {
    counts = await main(process.argv.slice(2));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
  }
  leaveCounts('AKIN_E2E_RESULT', counts);
  process.exitCode = counts.failed > 0 ? 1 : 0;
}

void start();
