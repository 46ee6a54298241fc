import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { ScratchFolder } from '../unit/scratchFolder';
import { copyPackage } from './copiedPackage';
import { writeSampleProject } from './sampleProject';

describe('where no native module can be loaded', () => {
  let scratch: ScratchFolder;
  before(() => {
    scratch = new ScratchFolder();
    copyPackage(scratch, 'akin', { natives: false });
  });
  after(() => scratch.remove());

  /** Runs a command of the copied command line on the sample project. */
  function akin(command: string, ...args: string[]): { answer: unknown; stderr: string } {
    const project = writeSampleProject(scratch);
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [
        scratch.at('akin/dist/cli.js'),
        command,
        project,
        ...args,
        '--json',
        '--storage',
        scratch.at('storage'),
      ],
      { encoding: 'utf8' },
    );
    assert.equal(status, 0, stderr);
    return { answer: JSON.parse(stdout), stderr };
  }

  /** Searches, indexing first. */
  function search(query: string): { symbols: string[]; stderr: string } {
    const { answer, stderr } = akin('search', query);
    return { symbols: (answer as { symbol: string }[]).map(({ symbol }) => symbol), stderr };
  }

  it('finds by words, and says once that the index does not last and why', () => {
    const { symbols, stderr } = search('hash of a password');
    assert.equal(symbols[0], 'hash_password');
    assert.equal(stderr.trimEnd().split('\n').length, 1, stderr);
    assert.match(stderr, /kept in memory only.*LanceDB does not work here/);
    assert.doesNotMatch(stderr, /keywords only/);
  });

  it('says that the store does not work, and nothing of the model', () => {
    const { degradedBy, message = '' } = akin('status').answer as { degradedBy?: string; message?: string };
    assert.equal(degradedBy, 'store');
    assert.match(message, /kept in memory only/);
    assert.doesNotMatch(message, /keywords only/);
  });

  it('finds by meaning what has no word of the question', () => {
    const [first = ''] = search('authentication credentials').symbols;
    assert.ok(['hash_password', 'verify_password'].includes(first), first);
  });
});
