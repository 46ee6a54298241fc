import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { basename, relative } from 'node:path';
import { isNewFolder, locateStore, removeOtherVersions } from '../../../server/src/store/storeLocation';
import { ScratchFolder } from '../scratchFolder';

const identity = { chunkerVersion: 1, modelId: 'model@1', dimensions: 256 };

describe('store location', () => {
  let scratch: ScratchFolder;
  beforeEach(() => (scratch = new ScratchFolder()));
  afterEach(() => scratch.remove());

  const locate = (folder: string, more: Partial<typeof identity> = {}) =>
    locateStore(scratch.at('storage'), folder, { ...identity, ...more });

  it('lies in the storage folder, under a name that a person recognises', async () => {
    mkdirSync(scratch.at('my project (1)'));
    const { base, current } = await locate(scratch.at('my project (1)'));
    assert.match(relative(scratch.at('storage'), base), /^indexes.my-project-1--[\w-]{12}$/);
    assert.ok(current.startsWith(base));
  });

  it('is the same for two names of one folder, and another for folders of the same name', async () => {
    mkdirSync(scratch.at('a/app'), { recursive: true });
    mkdirSync(scratch.at('b/app'), { recursive: true });
    symlinkSync(scratch.at('a/app'), scratch.at('link'));
    const [a, link, b] = [
      await locate(scratch.at('a/app')),
      await locate(scratch.at('link')),
      await locate(scratch.at('b/app')),
    ];
    assert.deepEqual(a, link);
    assert.notEqual(a.base, b.base);
  });

  it('differs by chunker, model and length of vectors, within one base', async () => {
    const locations = [
      await locate(scratch.path),
      await locate(scratch.path, { chunkerVersion: 2 }),
      await locate(scratch.path, { modelId: 'model@2' }),
      await locate(scratch.path, { dimensions: 384 }),
      await locate(scratch.path, { modelId: '' }),
    ];
    assert.equal(new Set(locations.map(({ current }) => current)).size, locations.length);
    assert.equal(new Set(locations.map(({ base }) => base)).size, 1);
  });

  it('has short and harmless names for odd folders and models', async () => {
    const odd = scratch.at(`${'ä'.repeat(60)} ; rm -rf`);
    mkdirSync(odd);
    const { base, current } = await locate(odd, { modelId: '../../etc/passwd' });
    for (const path of [base, current]) assert.match(basename(path), /^[\w.-]{1,60}$/);
    assert.ok(!relative(scratch.at('storage'), current).startsWith('..'));
  });

  it('says whether anything was ever indexed of a folder, by any version', async () => {
    const isNew = (): Promise<boolean> => isNewFolder(scratch.at('storage'), scratch.path);
    assert.equal(await isNew(), true);
    mkdirSync((await locate(scratch.path, { chunkerVersion: 0 })).current, { recursive: true });
    assert.equal(await isNew(), false);
    await assert.rejects(isNewFolder(scratch.at('storage'), scratch.at('gone')), { code: 'ENOENT' });
  });

  it('removes the stores of other versions and leaves the lock', async () => {
    const location = await locate(scratch.path);
    const old = await locate(scratch.path, { chunkerVersion: 0 });
    for (const { current } of [location, old]) mkdirSync(`${current}/chunks.lance`, { recursive: true });
    scratch.write(relative(scratch.path, `${location.base}/writer.lock`), '1');
    assert.equal(await removeOtherVersions(location), 1);
    assert.ok(existsSync(location.current));
    assert.deepEqual(readdirSync(location.base).sort(), [basename(location.current), 'writer.lock'].sort());
    assert.equal(await removeOtherVersions(location), 0);
  });
});
