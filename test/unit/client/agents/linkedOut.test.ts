import assert from 'node:assert/strict';
import { symlinkSync } from 'node:fs';
import { standsInside } from '../../../../client/src/agents/linkedOut';
import { ScratchFolder } from '../../scratchFolder';

describe('what a link reaches', () => {
  let scratch: ScratchFolder;
  before(() => {
    scratch = new ScratchFolder();
    scratch.write('work/src/a.ts', '');
    scratch.write('key', '');
    symlinkSync('src/a.ts', scratch.at('work/inside.ts'));
    symlinkSync('../key', scratch.at('work/outside.ts'));
    symlinkSync('..', scratch.at('work/up'));
    symlinkSync('work', scratch.at('other-name'));
  });
  after(() => scratch.remove());

  for (const [path, expected] of [
    ['work/src/a.ts', true],
    ['work/inside.ts', true],
    ['work/outside.ts', false],
    ['work/up/key', false],
    ['work/nothing.ts', false],
    ['work', false],
    ['key', false],
  ] as const)
    it(`${path} ${expected ? 'stands' : 'does not stand'} in the folder`, async () =>
      assert.equal(await standsInside(scratch.at('work'), scratch.at(path)), expected));

  it('is the same for a folder that is a link itself', async () =>
    assert.equal(await standsInside(scratch.at('other-name'), scratch.at('other-name/src/a.ts')), true));
});
