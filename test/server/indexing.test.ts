import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DidChangeWorkspaceFoldersNotification } from 'vscode-languageserver-protocol/node';
import { ClearRequest, PauseRequest, RebuildRequest, ResumeRequest } from '../../protocol/indexMessages';
import { ScratchFolder } from '../unit/scratchFolder';
import { LanguageServerProcess, uriOf } from './languageServerProcess';
import { sampleFileCount, writeSampleProject } from './sampleProject';

describe('server: indexing', () => {
  let scratch: ScratchFolder;
  let project = '';
  let server: LanguageServerProcess | undefined;

  beforeEach(() => {
    scratch = new ScratchFolder();
    project = writeSampleProject(scratch);
  });
  afterEach(async () => {
    await server?.stop();
    server = undefined;
    scratch.remove();
  });

  async function start(
    more: { clientWatches?: boolean; settings?: object } = {},
  ): Promise<LanguageServerProcess> {
    server = await LanguageServerProcess.start({
      folders: [project],
      storagePath: scratch.at('storage'),
      ...more,
    });
    return server;
  }

  async function foundAt(query: string): Promise<string | undefined> {
    const [hit] = (await server?.search({ query })) ?? [];
    return hit === undefined ? undefined : hit.uri.slice(uriOf(project).length + 1);
  }

  it('tells how far it is, and keeps to its counts', async () => {
    const running = await start();
    const ready = await running.untilReady();
    assert.equal(ready.filesDone, sampleFileCount);
    assert.equal(ready.filesTotal, sampleFileCount);
    assert.ok(ready.chunks >= 7);
    assert.match(ready.model, /^akin-static-v2@[0-9a-f]{12}$/);
    assert.equal(ready.stage, 'Up to date');
    assert.deepEqual(ready.skipped, {});
    assert.ok(ready.storeBytes > 0);
    assert.equal(ready.message, undefined);
    for (const { filesDone, filesTotal } of running.statuses) assert.ok(filesDone <= filesTotal);
    const told = running.statuses.map((status) => JSON.stringify(status));
    assert.ok(
      told.every((status, i) => status !== told[i - 1]),
      'nothing is told twice in a row',
    );
  });

  for (const clientWatches of [true, false])
    it(`finds new, changed, renamed and deleted files, watched by the ${clientWatches ? 'editor' : 'server'}`, async () => {
      const running = await start({ clientWatches });
      await running.untilReady();
      const change = async (
        path: string,
        act: () => void,
        test: (files: number) => boolean,
      ): Promise<void> => {
        const done = running.next(({ state, filesDone }) => state === 'ready' && test(filesDone));
        act();
        if (clientWatches) await running.changed(join(project, path));
        await done;
      };
      const mail = 'project/mail/outbox.rb';
      await change(
        'mail/outbox.rb',
        () =>
          scratch.write(
            mail,
            '# Delivers an electronic letter.\ndef send_mail(address)\n  deliver(address)\nend\n',
          ),
        (files) => files === sampleFileCount + 1,
      );
      assert.equal(await foundAt('send_mail'), 'mail/outbox.rb');
      await change(
        'mail/outbox.rb',
        () =>
          scratch.write(mail, '# Waters the flowers.\ndef water_flowers(garden)\n  garden.pour(1)\nend\n'),
        (files) => files === sampleFileCount + 1,
      );
      assert.equal(await foundAt('water_flowers'), 'mail/outbox.rb');
      const stale = (await running.search({ query: 'send_mail' })).filter(
        ({ symbol }) => symbol === 'send_mail',
      );
      assert.deepEqual(stale, []);
      await change(
        'garden',
        () => renameSync(join(project, 'mail'), join(project, 'garden')),
        (files) => files >= sampleFileCount + 1,
      );
      if (clientWatches) {
        const done = running.next(
          ({ state, filesDone }) => state === 'ready' && filesDone === sampleFileCount + 1,
        );
        await running.changed(join(project, 'mail'));
        await done;
      } else
        await running.until(({ state, filesDone }) => state === 'ready' && filesDone === sampleFileCount + 1);
      assert.equal(await foundAt('water_flowers'), 'garden/outbox.rb');
      await change(
        'garden/outbox.rb',
        () => rmSync(join(project, 'garden/outbox.rb')),
        (files) => files === sampleFileCount,
      );
      assert.notEqual(await foundAt('water_flowers'), 'garden/outbox.rb');
    });

  it('follows a change of the ignore rules', async () => {
    const running = await start();
    await running.untilReady();
    let done = running.next(({ state, filesDone }) => state === 'ready' && filesDone === sampleFileCount);
    scratch.write('project/.gitignore', 'geometry/\n');
    await running.changed(join(project, '.gitignore'));
    await done;
    assert.notEqual(await foundAt('Distance'), 'geometry/shape.go');
    done = running.next(({ state, filesDone }) => state === 'ready' && filesDone === sampleFileCount + 1);
    scratch.write('project/.gitignore', '# nothing\n');
    await running.changed(join(project, '.gitignore'));
    await done;
    assert.equal(await foundAt('Distance'), 'geometry/shape.go');
  });

  it('keeps changes in mind while it is paused', async () => {
    const running = await start();
    await running.untilReady();
    assert.equal((await running.send(PauseRequest, {})).state, 'paused');
    const waiting = running.next(
      ({ state, filesTotal, filesDone }) => state === 'paused' && filesTotal > filesDone,
    );
    scratch.write('project/new.py', 'def brand_new():\n    pass\n');
    await running.changed(join(project, 'new.py'));
    await waiting;
    assert.notEqual(await foundAt('brand_new'), 'new.py');
    assert.ok((await running.search({ query: 'password' })).length > 0, 'what is indexed is found meanwhile');
    const ready = running.next(({ state }) => state === 'ready');
    await running.send(ResumeRequest, {});
    await ready;
    assert.equal(await foundAt('brand_new'), 'new.py');
  });

  it('answers from the old index while it builds a new one', async () => {
    const running = await start();
    const before = await running.untilReady();
    const ready = running.next(({ state }) => state === 'ready');
    const during = await running.send(RebuildRequest, {});
    assert.equal(during.state, 'indexing');
    assert.ok((await running.search({ query: 'password' })).length > 0);
    const after = await ready;
    assert.deepEqual([after.filesDone, after.chunks], [before.filesDone, before.chunks]);
    assert.equal(await foundAt('Distance'), 'geometry/shape.go');
  });

  it('is empty and paused after it was cleared, and indexes again when it is resumed', async () => {
    const running = await start();
    const before = await running.untilReady();
    const cleared = await running.send(ClearRequest, {});
    assert.deepEqual(
      [cleared.state, cleared.stage, cleared.filesDone, cleared.chunks],
      ['paused', 'Cleared', 0, 0],
    );
    assert.deepEqual(await running.search({ query: 'password' }), []);
    await running.send(ResumeRequest, {});
    const after = await running.until(({ state }) => state === 'ready');
    assert.deepEqual([after.filesDone, after.chunks], [before.filesDone, before.chunks]);
  });

  it('can be cleared, paused, resumed and rebuilt in the middle of indexing', async () => {
    for (let i = 0; i < 300; i++)
      scratch.write(
        `project/many/f${i}.ts`,
        `export function many${i}(a: number) {\n  return a + ${i};\n}\n`,
      );
    const running = await start();
    await running.until(({ state, filesTotal }) => state === 'indexing' && filesTotal > 0);
    await running.send(PauseRequest, {});
    assert.equal((await running.send(ClearRequest, {})).chunks, 0);
    await running.send(ResumeRequest, {});
    await running.send(RebuildRequest, {});
    await running.send(ResumeRequest, {});
    const ready = await running.until(({ state }) => state === 'ready' || state === 'error');
    assert.deepEqual(
      [ready.state, ready.filesDone, ready.filesTotal],
      ['ready', 300 + sampleFileCount, 300 + sampleFileCount],
    );
    assert.equal(await foundAt('many299'), 'many/f299.ts');
  });

  it('says that an answer is partial while it indexes', async () => {
    for (let i = 0; i < 200; i++) scratch.write(`project/many/f${i}.ts`, `export const many${i} = ${i};\n`);
    const running = await start();
    await running.until(({ state }) => state === 'indexing');
    const { partial } = await running.request<{ partial: boolean }>('akin/search', { query: 'password' });
    const { state } = await running.status();
    if (state === 'indexing') assert.equal(partial, true);
    await running.untilReady();
  });

  it('adds and removes folders', async () => {
    const running = await start();
    await running.untilReady();
    const other = scratch.at('other');
    scratch.write('other/flowers.rb', 'def water_flowers(garden)\n  garden.pour(1)\nend\n');
    const folder = { uri: uriOf(other), name: 'other' };
    let done = running.next(({ state, filesDone }) => state === 'ready' && filesDone === sampleFileCount + 1);
    await running.connection.sendNotification(DidChangeWorkspaceFoldersNotification.type, {
      event: { added: [folder], removed: [] },
    });
    await done;
    assert.equal(
      (await running.search({ query: 'water_flowers' }))[0]?.uri,
      uriOf(join(other, 'flowers.rb')),
    );
    done = running.next(({ state, filesDone }) => state === 'ready' && filesDone === sampleFileCount);
    await running.connection.sendNotification(DidChangeWorkspaceFoldersNotification.type, {
      event: { added: [], removed: [folder] },
    });
    await done;
    assert.ok(
      (await running.search({ query: 'water_flowers' })).every(({ uri }) => !uri.startsWith(uriOf(other))),
    );
  });

  it('works by keywords without a model, and says why', async () => {
    const model = scratch.at('broken-model');
    mkdirSync(model);
    const running = await start({ settings: { model } });
    const status = await running.until(({ state }) => state === 'degraded' || state === 'error');
    assert.deepEqual([status.state, status.degradedBy], ['degraded', 'model']);
    assert.match(status.message ?? '', /keywords only.*lacks config\.json/);
    assert.equal(status.model, '');
    assert.equal(await foundAt('hash_password'), 'accounts/passwords.py');
    assert.equal(await foundAt('password login attempt'), 'accounts/passwords.py');
  });

  it('works by keywords with a model that is damaged, and says why', async () => {
    for (const file of ['config.json', 'tokenizer.json', 'tokenizer_config.json'])
      scratch.write(`model/${file}`, '{"model_type": "bert"}');
    scratch.write('model/onnx/model.onnx', 'no model');
    const running = await start({ settings: { model: scratch.at('model') } });
    const status = await running.until(({ state }) => state === 'degraded' || state === 'error');
    assert.deepEqual([status.state, status.degradedBy], ['degraded', 'model']);
    assert.match(status.message ?? '', /cannot be loaded/);
    assert.equal(await foundAt('hash_password'), 'accounts/passwords.py');
  });

  it('reads only where another window writes, and takes over when that is gone', async () => {
    const first = await LanguageServerProcess.start({
      folders: [project],
      storagePath: scratch.at('storage'),
    });
    await first.untilReady();
    const second = await start();
    const reading = await second.until(({ state }) => state === 'ready');
    assert.match(reading.message ?? '', /Another window/);
    assert.equal(reading.filesDone, sampleFileCount);
    assert.equal(await foundAt('hash_password'), 'accounts/passwords.py');
    const [narrowed] = await second.search({ query: 'password', filter: { include: ['accounts/**'] } });
    assert.equal(narrowed?.language, 'python');
    await first.kill();
    const writing = await second.until(({ state, message }) => state === 'ready' && message === undefined);
    assert.equal(writing.filesDone, sampleFileCount);
    assert.ok(second.statuses.every(({ state }) => state !== 'error'));
    const done = second.next(
      ({ state, filesDone }) => state === 'ready' && filesDone === sampleFileCount + 1,
    );
    scratch.write('project/new.py', 'def brand_new():\n    pass\n');
    await second.changed(join(project, 'new.py'));
    await done;
    assert.equal(await foundAt('brand_new'), 'new.py');
  });

  it('goes on after it was killed in the middle', async () => {
    for (let i = 0; i < 400; i++)
      scratch.write(`project/many/f${i}.ts`, `export function many${i}() {\n  return ${i};\n}\n`);
    const first = await LanguageServerProcess.start({
      folders: [project],
      storagePath: scratch.at('storage'),
    });
    await first.until(({ chunks }) => chunks > 0);
    await first.kill();
    const running = await start();
    const ready = await running.untilReady();
    assert.equal(ready.filesDone, 400 + sampleFileCount);
    const { hits } = await running.request<{ hits: { uri: string }[] }>('akin/search', {
      query: 'many7',
      limit: 200,
    });
    assert.equal(new Set(hits.map(({ uri }) => uri)).size, hits.length, 'no chunk is stored twice');
  });

  it('removes the store of another version once its own is complete', async () => {
    const first = await start();
    await first.untilReady();
    await first.stop();
    const indexes = scratch.at('storage/indexes');
    const [name = ''] = readdirSync(indexes);
    const [version = ''] = readdirSync(join(indexes, name)).filter((entry) => entry !== 'used.json');
    const old = join(indexes, name, `v0.0-${version.split('-')[1] ?? ''}`);
    renameSync(join(indexes, name, version), old);
    const running = await start();
    const ready = await running.untilReady();
    assert.equal(ready.filesDone, sampleFileCount);
    assert.ok(!existsSync(old), readdirSync(dirname(old)).join());
  });
});
