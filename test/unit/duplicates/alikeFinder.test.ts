import assert from 'node:assert/strict';
import { isAborted } from '../../../server/src/base/errors';
import { AlikeFinder } from '../../../server/src/duplicates/alikeFinder';
import { alikeGroups } from '../../../server/src/duplicates/alikeGroups';
import type { MadeGroup } from '../../../server/src/duplicates/madeGroup';
import { TimeSlices } from '../../../server/src/duplicates/timeSlices';
import { never } from '../signals';
import { chunkOf, parse, total } from './codeFolder';
import { meaning, summed } from './meanings';

/** Files of one function each, with vectors that are given. */
class MeantFolder {
  readonly texts = new Map<string, string>();
  reads = 0;
  readonly finder = new AlikeFinder({
    readText: (path) => {
      this.reads++;
      return Promise.resolve(this.texts.get(path));
    },
    accepts: ({ path }) => !path.startsWith('test/'),
  });

  write(path: string, text: string, vector: Float32Array | null): this {
    this.texts.set(path, text);
    this.finder.note({ dropChunksOf: [path], dropFiles: [], chunks: [{ ...chunkOf(path, text), vector }] });
    return this;
  }

  async found(): Promise<string[]> {
    await this.finder.work(new TimeSlices(), never);
    return [...this.finder.pairs()].map(({ a, b }) => `${a.path} ${b.path}`).sort();
  }
}

describe('AlikeFinder', () => {
  it('finds functions that mean the same in other words', async () => {
    const folder = new MeantFolder().write('a.ts', total, meaning(0)).write('b.ts', summed, meaning(0.2));
    folder.write('c.ts', parse, meaning(2));
    assert.deepEqual(await folder.found(), ['a.ts b.ts']);
    const [pair] = [...folder.finder.pairs()];
    assert.ok(pair !== undefined && Math.abs(pair.cosine - Math.cos(0.2)) < 0.01);
  });

  it('leaves out what means something else, and reads no file for it', async () => {
    const folder = new MeantFolder().write('a.ts', total, meaning(0)).write('b.ts', summed, meaning(0.8));
    assert.deepEqual(await folder.found(), []);
    assert.equal(folder.reads, 0);
  });

  it('leaves out what has another shape, however near its vector is', async () => {
    const folder = new MeantFolder().write('a.ts', total, meaning(0)).write('b.ts', parse, meaning(0));
    assert.deepEqual(await folder.found(), []);
    assert.equal(folder.reads, 2);
  });

  it('leaves out copies, which are told as such or are quiet for a reason', async () => {
    const folder = new MeantFolder().write('a.ts', total, meaning(0)).write('b.ts', total, meaning(0));
    folder.write('c.ts', total.replace('  rates.audit(total);\n', ''), meaning(0));
    assert.deepEqual(await folder.found(), []);
  });

  it('leaves out what has no vector, and what may not be reported', async () => {
    const folder = new MeantFolder().write('a.ts', total, meaning(0)).write('b.ts', summed, null);
    folder.write('test/c.ts', summed, meaning(0));
    assert.deepEqual(await folder.found(), []);
  });

  it('follows changes: what is gone or means something else takes its pair along', async () => {
    const folder = new MeantFolder().write('a.ts', total, meaning(0)).write('b.ts', summed, meaning(0.1));
    assert.deepEqual(await folder.found(), ['a.ts b.ts']);
    folder.write('b.ts', summed, meaning(1));
    assert.deepEqual(await folder.found(), []);
    folder.write('b.ts', summed, meaning(0.1));
    assert.deepEqual(await folder.found(), ['a.ts b.ts']);
    folder.finder.note({ dropChunksOf: [], dropFiles: ['a.ts'], chunks: [] });
    assert.deepEqual(await folder.found(), []);
  });

  it('leaves out a file that cannot be read any more', async () => {
    const folder = new MeantFolder().write('a.ts', total, meaning(0)).write('b.ts', summed, meaning(0.1));
    folder.texts.delete('b.ts');
    assert.deepEqual(await folder.found(), []);
  });

  it('stops on the signal and goes on later', async () => {
    const folder = new MeantFolder().write('a.ts', total, meaning(0)).write('b.ts', summed, meaning(0.1));
    const stop = new AbortController();
    stop.abort();
    await assert.rejects(folder.finder.work(new TimeSlices(), stop.signal), isAborted);
    assert.deepEqual(await folder.found(), ['a.ts b.ts']);
  });
});

describe('alikeGroups', () => {
  const groups = async (told: readonly MadeGroup[] = [], minTokens = 50): Promise<MadeGroup[]> => {
    const folder = new MeantFolder().write('a.ts', total, meaning(0)).write('b.ts', summed, meaning(0.1));
    await folder.found();
    return alikeGroups('/f', folder.finder.pairs(), told, minTokens);
  };

  it('tells of a pair with the cosine of its vectors', async () => {
    const [made, ...more] = await groups();
    assert.ok(made);
    assert.deepEqual(more, []);
    assert.equal(made.group.kind, 'alike');
    assert.ok(Math.abs(made.group.similarity - Math.cos(0.1)) < 0.01);
    assert.deepEqual(
      made.group.members.map(({ path, folder }) => `${folder} ${path}`),
      ['/f a.ts', '/f b.ts'],
    );
    assert.equal(made.contents.length, 2);
  });

  it('tells nothing again that another group tells of, nor what is too short', async () => {
    const [made] = await groups();
    assert.ok(made);
    assert.deepEqual(await groups([made]), []);
    assert.deepEqual(await groups([], 5_000), []);
  });

  it('puts each unit in one group, whose members are alike to its first', () => {
    const unit = (path: string) =>
      ({ ...chunkOf(path, total), exact: path.charCodeAt(0), tokens: 80 }) as never;
    const [a, b, c, d] = ['a.ts', 'b.ts', 'c.ts', 'd.ts'].map(unit) as [never, never, never, never];
    const pairs = [
      { a, b, cosine: 0.95 },
      { a, b: c, cosine: 0.9 },
      { a: b, b: d, cosine: 0.86 },
    ];
    const [made, ...more] = alikeGroups('/f', pairs, [], 50);
    assert.ok(made);
    assert.deepEqual(
      made.group.members.map(({ path }) => path),
      ['a.ts', 'b.ts', 'c.ts'],
    );
    assert.equal(made.group.similarity, 0.9);
    assert.deepEqual(more, []);
  });
});
