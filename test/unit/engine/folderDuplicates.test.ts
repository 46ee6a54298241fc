import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import files from 'node:fs/promises';
import { mock } from 'node:test';
import { writeBaseline } from '../../../server/src/duplicates/baseline';
import type { FingerprintedChunk } from '../../../server/src/duplicates/codeUnit';
import { defaultDuplicateOptions, type DuplicateOptions } from '../../../server/src/engine/duplicateService';
import { EngineDuplicates } from '../../../server/src/engine/engineDuplicates';
import type { FingerprintSource } from '../../../server/src/engine/fingerprintSource';
import type { FolderDuplicates } from '../../../server/src/engine/folderDuplicates';
import type { StoreChange } from '../../../server/src/store/chunkStore';
import { RecordingLogger } from '../base/recordingLogger';
import { chunkOf, parse, total } from '../duplicates/codeFolder';
import { meaning, summed } from '../duplicates/meanings';
import { ScratchFolder } from '../scratchFolder';

const baselineFile = defaultDuplicateOptions.baseline;

/** A folder on disk with the index of it, and the service that follows both. */
class Workspace implements FingerprintSource {
  readonly scratch = new ScratchFolder();
  readonly logger = new RecordingLogger();
  readonly service = new EngineDuplicates();
  readonly folder: FolderDuplicates;
  private readonly files = new Map<string, FingerprintedChunk[]>();

  constructor(options: Partial<DuplicateOptions> = {}) {
    this.folder = this.service.addFolder({
      root: this.scratch.path,
      source: this,
      maxBytes: 2 ** 20,
      options: { ...defaultDuplicateOptions, ...options },
      logger: this.logger,
    });
  }

  /** Vectors were asked for, by each time that everything was read. */
  readonly askedForVectors: boolean[] = [];

  async *readAll(withVectors: boolean): AsyncGenerator<FingerprintedChunk[]> {
    this.askedForVectors.push(withVectors);
    for (const chunks of this.files.values()) yield await Promise.resolve(chunks);
  }

  readChanged({ chunks }: StoreChange): Promise<readonly FingerprintedChunk[]> {
    return Promise.resolve(chunks.flatMap(({ path }) => this.files.get(path) ?? []));
  }

  write(path: string, text: string, vector?: Float32Array): void {
    this.scratch.write(path, text);
    this.files.set(path, [{ ...chunkOf(path, text), vector }]);
    this.committed({ dropChunksOf: [path], chunks: [{ path }] as never });
  }

  remove(path: string): void {
    this.files.delete(path);
    this.committed({ dropFiles: [path] });
  }

  /** An editor holds an unsaved text, which can be found and is not stored. */
  typed(path: string, text: string): void {
    this.files.set(path, [chunkOf(path, text)]);
    this.committed({ dropChunksOf: [path], chunks: [{ path }] as never, isShownOnly: true });
  }

  private committed(change: Partial<StoreChange>): void {
    const nothing: StoreChange = { dropChunksOf: [], dropFiles: [], files: [], chunks: [] };
    this.service.committed(this.scratch.path, { ...nothing, ...change });
  }

  async look(): Promise<void> {
    this.service.indexed(this.scratch.path);
    await this.service.whenIdle();
  }

  get found(): string[] {
    return this.service
      .groups()
      .map(({ kind, members }) => [kind, ...members.map(({ path }) => path)].join(' '));
  }
}

describe('duplicates of open folders', () => {
  const workspaces: Workspace[] = [];
  const open = (options?: Partial<DuplicateOptions>): Workspace => {
    const workspace = new Workspace(options);
    workspaces.push(workspace);
    return workspace;
  };

  afterEach(async () => {
    for (const { service, scratch } of workspaces.splice(0)) {
      await service.dispose();
      scratch.remove();
    }
  });

  it('waits for the index, looks, and is ready', async () => {
    const workspace = open();
    workspace.write('a.ts', total);
    workspace.write('b.ts', total);
    assert.equal(workspace.service.state().stage, 'waiting');
    assert.deepEqual(workspace.found, []);
    const stages = new Set<string>();
    workspace.service.onChange(() => stages.add(workspace.service.state().stage));
    await workspace.look();
    assert.deepEqual([...stages], ['looking', 'ready']);
    assert.deepEqual(workspace.found, ['exact a.ts b.ts']);
    assert.deepEqual(workspace.service.state(), { stage: 'ready', done: 1, total: 1 });
  });

  it('follows the index: a new copy, a copy that is gone', async () => {
    const workspace = open();
    workspace.write('a.ts', total);
    await workspace.look();
    workspace.write('b.ts', total.replace('rates.audit(total)', 'rates.audit(total, lines)'));
    await workspace.service.whenIdle();
    assert.deepEqual(workspace.found, ['near a.ts b.ts']);
    workspace.remove('a.ts');
    await workspace.service.whenIdle();
    assert.deepEqual(workspace.found, []);
  });

  it('keeps what it has found when its memory is freed, and looks anew once the index is up to date', async () => {
    const workspace = open();
    workspace.write('a.ts', total);
    workspace.write('b.ts', total);
    await workspace.look();
    // As one that reads at once does.
    let seen = workspace.found;
    const stopListening = workspace.service.onChange(() => (seen = workspace.found));
    workspace.service.release(workspace.scratch.path);
    stopListening();
    assert.equal(workspace.service.state().stage, 'waiting');
    assert.deepEqual(seen, ['exact a.ts b.ts']);
    assert.deepEqual(workspace.found, ['exact a.ts b.ts']);
    workspace.write('c.ts', total);
    await workspace.service.whenIdle();
    assert.deepEqual(workspace.found, ['exact a.ts b.ts'], 'nothing is looked at before');
    await workspace.look();
    assert.deepEqual(workspace.found, ['exact a.ts b.ts c.ts']);
    assert.equal(workspace.service.state().stage, 'ready');
  });

  it('stays off when its memory is freed', () => {
    const workspace = open({ enabled: false });
    workspace.service.release(workspace.scratch.path);
    assert.equal(workspace.service.state().stage, 'off');
  });

  it('tells of what is alike in meaning when that is asked for, and reads no vectors otherwise', async () => {
    const workspace = open();
    workspace.write('a.ts', total, meaning(0));
    workspace.write('b.ts', summed, meaning(0.1));
    await workspace.look();
    assert.deepEqual(workspace.found, []);
    const kinds = [...defaultDuplicateOptions.kinds, 'alike'] as const;
    workspace.folder.configure({ ...defaultDuplicateOptions, kinds });
    await workspace.service.whenIdle();
    assert.deepEqual(workspace.found, ['alike a.ts b.ts']);
    assert.deepEqual(workspace.askedForVectors, [false, true]);
    workspace.write('c.ts', summed, meaning(0.1));
    await workspace.service.whenIdle();
    assert.deepEqual(workspace.found.sort(), ['alike a.ts b.ts c.ts', 'exact b.ts c.ts']);
    workspace.remove('a.ts');
    await workspace.service.whenIdle();
    assert.deepEqual(workspace.found, ['exact b.ts c.ts']);
  });

  it('judges a copy as it was saved, until what was typed is saved too', async () => {
    const workspace = open();
    for (const path of ['a.ts', 'b.ts']) workspace.write(path, total);
    await workspace.look();
    const before = workspace.service.groups();
    workspace.typed('a.ts', parse);
    await workspace.service.whenIdle();
    assert.equal(workspace.service.groups(), before);
    workspace.write('a.ts', parse);
    await workspace.service.whenIdle();
    assert.deepEqual(workspace.found, []);
  });

  it('answers the groups of one file', async () => {
    const workspace = open();
    for (const path of ['a.ts', 'b.ts']) workspace.write(path, total);
    for (const path of ['c.ts', 'd.ts']) workspace.write(path, parse);
    await workspace.look();
    const groups = workspace.service.groupsIn(workspace.scratch.path, 'c.ts');
    assert.deepEqual(
      groups.map(({ members }) => members.map(({ path }) => path)),
      [['c.ts', 'd.ts']],
    );
    assert.deepEqual(workspace.service.groupsIn(workspace.scratch.path, 'x.ts'), []);
  });

  it('is off when the settings say so, and looks when they no longer do', async () => {
    const workspace = open({ enabled: false });
    workspace.write('a.ts', total);
    workspace.write('b.ts', total);
    await workspace.look();
    assert.equal(workspace.service.state().stage, 'off');
    assert.deepEqual(workspace.found, []);
    workspace.service.configure(workspace.scratch.path, defaultDuplicateOptions);
    await workspace.service.whenIdle();
    assert.deepEqual(workspace.found, ['exact a.ts b.ts']);
    workspace.service.configure(workspace.scratch.path, { ...defaultDuplicateOptions, exclude: ['a.ts'] });
    await workspace.service.whenIdle();
    assert.deepEqual(workspace.found, []);
  });

  it('tells listeners, until they no longer listen', async () => {
    const workspace = open();
    let told = 0;
    const stop = workspace.service.onChange(() => told++);
    await workspace.look();
    assert.ok(told > 0);
    stop();
    told = 0;
    workspace.service.refresh();
    await workspace.service.whenIdle();
    assert.equal(told, 0);
  });

  it('writes the baseline, and tells what is in it no more', async () => {
    const workspace = open();
    for (const path of ['a.ts', 'b.ts']) workspace.write(path, total);
    for (const path of ['c.ts', 'd.ts']) workspace.write(path, parse);
    await workspace.look();
    const [first, second] = workspace.service.groups();
    assert.ok(first && second);
    assert.deepEqual(await workspace.service.accept([first]), [workspace.scratch.at(baselineFile)]);
    assert.deepEqual(workspace.service.groups(), [second]);
    await workspace.service.accept([second]);
    assert.deepEqual(workspace.service.groups(), []);
    // What stood there stays, also for who reads it anew.
    workspace.service.refresh();
    await workspace.service.whenIdle();
    assert.deepEqual(workspace.service.groups(), []);
    assert.deepEqual(workspace.service.problems(), []);
  });

  it('keeps both of two that are accepted at once', async () => {
    const workspace = open();
    for (const path of ['a.ts', 'b.ts']) workspace.write(path, total);
    for (const path of ['c.ts', 'd.ts']) workspace.write(path, parse);
    await workspace.look();
    await Promise.all(workspace.service.groups().map((group) => workspace.service.accept([group])));
    workspace.service.refresh();
    await workspace.service.whenIdle();
    assert.deepEqual(workspace.service.groups(), []);
  });

  for (const when of ['looked for anew', 'to be looked for anew, its memory freed'])
    it(`takes one of the duplicates out that are told while they are ${when}, and leaves the others`, async () => {
      const workspace = open();
      for (const path of ['a.ts', 'b.ts']) workspace.write(path, total);
      for (const path of ['c.ts', 'd.ts']) workspace.write(path, parse);
      await workspace.look();
      const [first, second] = workspace.service.groups();
      assert.ok(first && second);
      const seen: number[] = [];
      const isLookedFor = when === 'looked for anew';
      // Until it has been accepted nothing more is read.
      let goOn: () => void = () => undefined;
      const accepted = new Promise<void>((resolve) => (goOn = resolve));
      const readAll = workspace.readAll.bind(workspace);
      workspace.readAll = async function* (withVectors) {
        await accepted;
        yield* readAll(withVectors);
      };
      if (isLookedFor) workspace.service.refresh();
      else workspace.service.release(workspace.scratch.path);
      workspace.service.onChange(() => seen.push(workspace.service.groups().length));
      await workspace.service.accept([first]);
      const { stage } = workspace.service.state();
      const left = workspace.service.groups();
      goOn();
      await workspace.look();
      assert.equal(stage, isLookedFor ? 'looking' : 'waiting');
      assert.deepEqual(left, [second]);
      assert.equal(workspace.service.state().stage, 'ready');
      assert.deepEqual(workspace.service.groups(), [second]);
      assert.ok(seen.length > 0 && seen.every((count) => count === 1), seen.join());
    });

  it('keeps accepted what was accepted while the baseline was being read for a look at everything', async () => {
    const workspace = open();
    workspace.scratch.write(baselineFile, writeBaseline([]));
    for (const path of ['a.ts', 'b.ts']) workspace.write(path, total);
    for (const path of ['c.ts', 'd.ts']) workspace.write(path, parse);
    await workspace.look();
    const [first, second] = workspace.service.groups();
    assert.ok(first && second);
    const accepted = new Promise<void>((accept) => {
      const { readFile } = files;
      const stub = mock.method(files, 'readFile', (async (file: string, encoding: 'utf8') => {
        stub.mock.restore();
        const text = await readFile(file, encoding);
        await workspace.service.accept([first]);
        accept();
        return text;
      }) as typeof readFile);
    });
    workspace.service.refresh();
    await accepted;
    await workspace.service.whenIdle();
    assert.deepEqual(workspace.service.groups(), [second]);
  });

  for (const [what, text] of [
    ['is broken', '{"version": 1, "gro'],
    ['is of another version', '{"version": 7, "groups": []}'],
  ] as const)
    it(`reports everything when the baseline ${what}, says so, and keeps the file when it is written anew`, async () => {
      const workspace = open();
      const file = workspace.scratch.write(baselineFile, text);
      for (const path of ['a.ts', 'b.ts']) workspace.write(path, total);
      await workspace.look();
      assert.deepEqual(workspace.found, ['exact a.ts b.ts']);
      assert.match(
        workspace.service.problems().join(),
        /baseline .*duplicates-baseline\.json is (?:no JSON|of version 7)/,
      );
      await workspace.service.accept(workspace.service.groups());
      assert.equal(readFileSync(`${file}.bak`, 'utf8'), text);
      assert.deepEqual(workspace.found, []);
      assert.deepEqual(workspace.service.problems(), []);
    });

  it('says when the baseline names files that are gone, and still acts by it', async () => {
    const workspace = open();
    for (const path of ['a.ts', 'b.ts', 'c.ts']) workspace.write(path, total);
    await workspace.look();
    await workspace.service.accept(workspace.service.groups());
    workspace.remove('c.ts');
    workspace.service.refresh();
    await workspace.service.whenIdle();
    assert.deepEqual(workspace.found, []);
    assert.match(workspace.service.problems().join(), /names 1 files that are gone, c\.ts among them/);
    assert.ok(existsSync(workspace.scratch.at(baselineFile)));
  });

  it('forgets a folder that is closed, and begins anew with one whose index was emptied', async () => {
    const workspace = open();
    for (const path of ['a.ts', 'b.ts']) workspace.write(path, total);
    await workspace.look();
    workspace.service.cleared(workspace.scratch.path);
    assert.equal(workspace.service.state().stage, 'waiting');
    assert.deepEqual(workspace.found, []);
    await workspace.look();
    assert.deepEqual(workspace.found, ['exact a.ts b.ts']);
    await workspace.service.removeFolder(workspace.scratch.path);
    assert.deepEqual(workspace.found, []);
  });

  it('says when looking fails', async () => {
    const workspace = open();
    workspace.readAll = () => {
      throw new Error('the store is gone');
    };
    await workspace.look();
    assert.match(JSON.stringify(workspace.logger), /the store is gone/);
  });
});
