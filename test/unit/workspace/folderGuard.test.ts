import assert from 'node:assert/strict';
import { symlinkSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname } from 'node:path';
import { checkFolder } from '../../../server/src/workspace/folderGuard';
import { ScratchFolder } from '../scratchFolder';

describe('folder guard', () => {
  const scratch = new ScratchFolder();
  const home = process.env.HOME;
  before(() => {
    scratch.write('home/project/a.ts', '');
    process.env.HOME = scratch.at('home');
  });
  after(() => {
    if (home === undefined) delete process.env.HOME;
    else process.env.HOME = home;
    scratch.remove();
  });

  const check = (folder: string, allowAny = false): Promise<void> =>
    checkFolder(folder, allowAny, 'add --force');

  it('accepts a folder in the home directory, and one elsewhere', async () => {
    assert.equal(homedir(), scratch.at('home'));
    await check(scratch.at('home/project'));
    await check(`${scratch.at('home/project')}/`);
    await check(dirname(__dirname));
  });

  it('refuses a missing folder and a file, whatever the user insists on', async () => {
    for (const allowAny of [false, true]) {
      await assert.rejects(check(scratch.at('missing'), allowAny), { code: 'folder-missing' });
      await assert.rejects(check(scratch.at('home/project/a.ts'), allowAny), {
        code: 'folder-missing',
        message: /is a file/,
      });
    }
  });

  it('refuses the home directory, what is above it and the root, saying how to insist', async () => {
    for (const folder of [scratch.at('home'), `${scratch.at('home')}/.`, scratch.path, '/'])
      await assert.rejects(check(folder), { code: 'folder-refused', message: /add --force/ });
  });

  it('refuses them under the name of a link too', async () => {
    symlinkSync('/', scratch.at('home/root'));
    symlinkSync(scratch.at('home'), scratch.at('home/back'));
    await assert.rejects(check(scratch.at('home/root')), { code: 'folder-refused' });
    await assert.rejects(check(scratch.at('home/back')), { code: 'folder-refused' });
  });

  it('lets the user insist', async () => {
    await check(scratch.at('home'), true);
    await check('/', true);
  });

  it('takes no folder for the home directory because its name begins alike', async () => {
    scratch.write('home2/a.ts', '');
    await check(scratch.at('home2'));
  });
});
