import assert from 'node:assert/strict';
import { embedChunks, type FileChunks, type VectorCache } from '../../../server/src/indexing/embedChunks';
import { RecordingLogger } from '../base/recordingLogger';
import { never } from '../signals';
import { chunkOf } from '../store/samples';
import { CountingEmbedder } from './countingEmbedder';

/** A file with one chunk for each text; the text is the hash as well. */
function fileOf(path: string, ...texts: string[]): FileChunks {
  return { path, chunks: texts.map((text, line) => ({ text, chunk: chunkOf(path, line, { hash: text }) })) };
}

/** A cache in memory that remembers what it was asked for. */
class FakeCache implements VectorCache {
  readonly vectors = new Map<string, Float32Array>();
  readonly asked: string[][] = [];
  costs: (number | undefined)[] = [];

  getMany(hashes: readonly string[]): Promise<Map<string, Float32Array>> {
    this.asked.push([...hashes]);
    return Promise.resolve(new Map([...this.vectors].filter(([hash]) => hashes.includes(hash))));
  }

  setMany(vectors: ReadonlyMap<string, Float32Array>, costMs?: number): void {
    this.costs.push(costMs);
    for (const [hash, vector] of vectors) this.vectors.set(hash, vector);
  }
}

describe('embedding of chunks', () => {
  let cache: FakeCache | undefined;
  let embedder = new CountingEmbedder();
  let logger = new RecordingLogger();
  beforeEach(() => {
    embedder = new CountingEmbedder();
    logger = new RecordingLogger();
    cache = undefined;
  });

  const embed = (files: FileChunks[], known = new Map<string, Float32Array>(), signal = never) =>
    embedChunks(files, { known, cache, embedder }, logger, signal);

  const hasVectors = ({ chunks }: FileChunks): boolean => chunks.every(({ chunk }) => chunk.vector !== null);

  it('gives every chunk a vector', async () => {
    const files = [fileOf('a.ts', 'aaa', 'eee'), fileOf('b.ts', 'iii'), fileOf('empty.ts')];
    assert.deepEqual(await embed(files), { embedded: 3, fromCache: 0, failed: [] });
    assert.ok(files.every(hasVectors));
    assert.notDeepEqual(files[0]?.chunks[0]?.chunk.vector, files[0]?.chunks[1]?.chunk.vector);
  });

  it('asks for nothing when there is nothing', async () => {
    assert.deepEqual(await embed([]), { embedded: 0, fromCache: 0, failed: [] });
    assert.deepEqual(embedder.texts, []);
  });

  it('uses the vectors that are known', async () => {
    const vector = Float32Array.of(1, 0, 0, 0);
    const file = fileOf('a.ts', 'old', 'new');
    assert.deepEqual(await embed([file], new Map([['old', vector]])), {
      embedded: 1,
      fromCache: 0,
      failed: [],
    });
    assert.deepEqual(embedder.texts, ['new']);
    assert.equal(file.chunks[0]?.chunk.vector, vector);
  });

  it('embeds the same text once', async () => {
    const files = [fileOf('a.ts', 'same', 'same'), fileOf('b.ts', 'same')];
    assert.equal((await embed(files)).embedded, 1);
    assert.ok(files.every(hasVectors));
  });

  it('tries the files one by one when a batch fails, and names the one that cannot be embedded', async () => {
    embedder.poison = 'bad';
    const files = [fileOf('a.ts', 'good 1'), fileOf('b.ts', 'fine', 'bad'), fileOf('c.ts', 'good 2')];
    assert.deepEqual(await embed(files), { embedded: 2, fromCache: 0, failed: ['b.ts'] });
    assert.deepEqual(files.map(hasVectors), [true, false, true]);
    assert.equal(logger.lines.length, 1);
    assert.ok(!logger.lines.join().includes('b.ts'), 'no path above debug level');
  });

  it('says so when the model cannot embed anything any more, and blames no file', async () => {
    embedder.broken = true;
    const outcome = await embed([fileOf('a.ts', 'x'), fileOf('b.ts', 'y')]);
    assert.deepEqual(outcome.failed, []);
    assert.match(outcome.modelFailure ?? '', /cannot be started/);
  });

  it('says so when that happens while files are tried one by one', async () => {
    embedder.poison = 'bad';
    const embed1 = embedder.embed.bind(embedder);
    embedder.embed = (texts, signal) => {
      if (texts.length === 1 && texts[0] === 'last') embedder.broken = true;
      return embed1(texts, signal);
    };
    const outcome = await embed([fileOf('a.ts', 'x'), fileOf('b.ts', 'bad'), fileOf('c.ts', 'last')]);
    assert.equal(outcome.embedded, 1);
    assert.deepEqual(outcome.failed, ['b.ts']);
    assert.ok(outcome.modelFailure !== undefined);
  });

  it('ends on its signal', async () => {
    await assert.rejects(embed([fileOf('a.ts', 'x')], new Map(), AbortSignal.abort()), { code: 'aborted' });
  });

  describe('with a cache', () => {
    const vector = Float32Array.of(0, 1, 0, 0);
    let kept: FakeCache;
    beforeEach(() => {
      kept = new FakeCache();
      cache = kept;
    });

    it('asks what is known, then the cache, then the model', async () => {
      kept.vectors.set('cached', vector).set('known', Float32Array.of(0, 0, 0, 1));
      const file = fileOf('a.ts', 'known', 'cached', 'new');
      const known = new Map([['known', Float32Array.of(1, 0, 0, 0)]]);
      assert.deepEqual(await embed([file], known), { embedded: 1, fromCache: 1, failed: [] });
      assert.deepEqual(kept.asked, [['cached', 'new']]);
      assert.deepEqual(embedder.texts, ['new']);
      assert.equal(file.chunks[0]?.chunk.vector, known.get('known'));
      assert.equal(file.chunks[1]?.chunk.vector, vector);
      assert.ok(hasVectors(file));
    });

    it('gives the cache what the model has made, with what it took', async () => {
      const file = fileOf('a.ts', 'one', 'two', 'one');
      await embed([file]);
      assert.deepEqual([...kept.vectors.keys()], ['one', 'two']);
      assert.equal(kept.vectors.get('one'), file.chunks[0]?.chunk.vector);
      assert.ok(kept.costs.every((cost) => cost !== undefined && cost >= 0));
      assert.equal((await embed([fileOf('b.ts', 'two', 'one')])).fromCache, 2);
      assert.equal(embedder.texts.length, 2);
    });

    it('asks for each hash once and asks nothing where all is known', async () => {
      await embed([fileOf('a.ts', 'x', 'x'), fileOf('b.ts', 'x')]);
      assert.deepEqual(kept.asked, [['x']]);
      await embed([fileOf('a.ts', 'x')], new Map([['x', vector]]));
      assert.equal(kept.asked.length, 1);
    });

    it('makes anew what is to be made anew, also where another file has the same', async () => {
      kept.vectors.set('x', vector).set('y', vector);
      const anew = { ...fileOf('a.ts', 'x', 'y'), anew: true };
      const usual = fileOf('b.ts', 'x');
      const outcome = await embed([anew, usual], new Map([['y', vector]]));
      assert.deepEqual(outcome, { embedded: 2, fromCache: 1, failed: [] });
      assert.deepEqual(kept.asked, [['x']]);
      assert.equal(usual.chunks[0]?.chunk.vector, vector);
      assert.ok(anew.chunks.every(({ chunk }) => chunk.vector !== null && chunk.vector !== vector));
    });

    it('is given nothing that failed', async () => {
      embedder.poison = 'bad';
      await embed([fileOf('a.ts', 'good'), fileOf('b.ts', 'bad')]);
      assert.deepEqual([...kept.vectors.keys()], ['good']);
    });
  });
});
