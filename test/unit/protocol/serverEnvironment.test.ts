import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import manifest from '../../../package.json';
import { serverEnvironment, serverExecArgv } from '../../../protocol/serverEnvironment';

describe('the environment of the engine’s process', () => {
  const variables = Object.entries(serverEnvironment).map(([name, value]) => `${name}=${value}`);

  for (const source of ['server/src/main.ts', 'server/src/akin.ts'])
    it(`is what a shell starts ${source} with`, () => {
      const [first] = readFileSync(join(__dirname, '../../..', source), 'utf8').split('\n');
      assert.equal(first, `#!/usr/bin/env -S ${variables.join(' ')} node ${serverExecArgv.join(' ')}`);
    });

  it('is given to both commands', () => {
    assert.deepEqual(manifest.bin, { akin: 'dist/cli.js', 'akin-server': 'dist/server.js' });
  });
});
