// Takes the pictures of the README and the walkthrough anew, into media/walkthrough, and those of the pages, into docs/pictures: packages the
// extension and drives it.
//   npm run pictures
import { ensureInstalled } from './install.mjs';
import { runNode } from './run.mjs';

process.exitCode =
  ensureInstalled() ||
  runNode(['scripts/package.mjs']) ||
  runNode(['--import=tsx', 'test/e2e/run.ts', 'pictures'], {
    env: { ...process.env, AKIN_PICTURES: 'kept' },
  });
