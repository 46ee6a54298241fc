import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { ScratchFolder } from '../unit/scratchFolder';
import { packageRoot } from './languageServerProcess';
import { writeSampleProject } from './sampleProject';

describe('where no native module can be loaded', () => {
  let scratch: ScratchFolder;
  before(() => {
    scratch = new ScratchFolder();
    // The bundles are copied, since a link would be followed back to where the modules are.
    mkdirSync(scratch.at('akin/dist'), { recursive: true });
    for (const file of readdirSync(join(packageRoot, 'dist')).filter((name) => name.endsWith('.js')))
      copyFileSync(join(packageRoot, 'dist', file), scratch.at(`akin/dist/${file}`));
    for (const data of ['dist/grammars', 'syntaxes', 'models'])
      symlinkSync(join(packageRoot, data), scratch.at(`akin/${data}`));
    copyFileSync(join(packageRoot, 'package.json'), scratch.at('akin/package.json'));
  });
  after(() => scratch.remove());

  it('finds by keywords and says once what does not work and why', () => {
    const project = writeSampleProject(scratch);
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [
        scratch.at('akin/dist/cli.js'),
        'search',
        project,
        'hash of a password',
        '--json',
        '--storage',
        scratch.at('storage'),
      ],
      { encoding: 'utf8' },
    );
    assert.equal(status, 0, stderr);
    const [first] = JSON.parse(stdout) as { symbol: string }[];
    assert.equal(first?.symbol, 'hash_password');
    assert.equal(stderr.trimEnd().split('\n').length, 1, stderr);
    assert.match(stderr, /kept in memory only.*LanceDB does not work here.*keywords only.*onnxruntime/);
  });
});
