/**
 * Runs inside the extension host: VS Code calls `run` and takes a rejection for a failure. The test files lie beside
 * the bundle of this one.
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { formatWithOptions } from 'node:util';
import Mocha from 'mocha';
import { leaveCounts, LINE_MARK, runMocha } from '../harness/counts';

export async function run(): Promise<void> {
  Mocha.reporters.Base.consoleLog = (format: unknown = '', ...values: unknown[]): void => {
    for (const line of formatWithOptions({ colors: false }, format, ...values).split('\n'))
      console.log(`${LINE_MARK}${line}`);
  };
  const mocha = new Mocha({
    ui: 'bdd',
    timeout: 60_000,
    color: false,
    forbidOnly: process.env.CI !== undefined,
  });
  const files = readdirSync(__dirname).filter((name) => name.endsWith('.test.js'));
  for (const file of files) mocha.addFile(join(__dirname, file));
  const counts = await runMocha(mocha);
  // A host that dies reports success; only the file proves that the suite came to its end.
  leaveCounts('AKIN_HOST_RESULT', counts);
  if (counts.failed > 0) throw new Error(`${counts.failed} failed`);
}
