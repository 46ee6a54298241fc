import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import { PassedChecks } from '../../../server/src/base/passedChecks';
import { ScratchFolder } from '../scratchFolder';

describe('checks that were passed', () => {
  let scratch: ScratchFolder;
  beforeEach(() => (scratch = new ScratchFolder()));
  afterEach(() => scratch.remove());

  it('are remembered by whoever asks next, the last twenty', async () => {
    const file = scratch.at('storage/passed.json');
    const checks = new PassedChecks(file);
    assert.equal(await checks.has('a'), false);
    for (const key of ['a', ...Array.from({ length: 19 }, (_, i) => `other ${i}`)]) await checks.add(key);
    assert.equal(await new PassedChecks(file).has('a'), true);
    await checks.add('one more');
    assert.equal(await new PassedChecks(file).has('a'), false);
    assert.equal((JSON.parse(readFileSync(file, 'utf8')) as string[]).length, 20);
  });

  for (const [what, content] of [
    ['is no JSON', 'x'],
    ['holds no list', '{"a":1}'],
    ['holds no keys', '[1,null]'],
  ] as const)
    it(`are none in a file that ${what}, which is written anew`, async () => {
      const checks = new PassedChecks(scratch.write('passed.json', content));
      assert.equal(await checks.has('a'), false);
      await checks.add('a');
      assert.equal(await checks.has('a'), true);
    });

  it('are forgotten where nothing can be written', async () => {
    mkdirSync(scratch.at('passed.json'));
    const checks = new PassedChecks(scratch.at('passed.json'));
    await checks.add('a');
    assert.equal(await checks.has('a'), false);
  });
});
