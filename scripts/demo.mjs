// Shows Akin at work in an editor: installs and packages what is needed, then runs the demonstration.
//   npm run demo
import { ensureInstalled } from './install.mjs';
import { runNode } from './run.mjs';

process.exitCode =
  ensureInstalled() ||
  runNode(['scripts/package.mjs']) ||
  runNode(['--import=tsx', 'test/e2e/harness/demo.ts', ...process.argv.slice(2)]);
