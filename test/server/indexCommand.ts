import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { IndexReport } from '../../server/src/cli/commands/index';
import { packageRoot } from './languageServerProcess';

/** Brings an index up to date by the built command line, whose report tells what was embedded. */
export function indexByCommand(folder: string, storagePath: string): IndexReport {
  const script = join(packageRoot, 'dist', 'cli.js');
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [script, 'index', folder, '--json', '--storage', storagePath],
    { encoding: 'utf8' },
  );
  assert.equal(status, 0, stderr);
  return JSON.parse(stdout) as IndexReport;
}
