import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { mock } from 'node:test';
import type { ChunkStore } from '../../../server/src/store/chunkStore';
import { FileSums } from '../../../server/src/store/fileSums';
import { RecordingLogger } from '../base/recordingLogger';
import { LanceBench, LATENCY_GOAL_MS } from './lanceBench';
import { axis, chunkOf, DIMENSIONS, replacing } from './samples';

const FILES = 40;
const CHUNKS_PER_FILE = 60;

async function pathsIn(store: ChunkStore): Promise<string[]> {
  const paths = new Set<string>();
  for await (const chunks of store.readChunks()) for (const { path } of chunks) paths.add(path);
  return [...paths].sort();
}

/** Waits for the sums of what was written: a write comes after those of the one before. */
const summedUp = (store: ChunkStore): Promise<void> => store.commit(replacing());

/** Numbers from 0 to 1 that are the same each time (xorshift). */
function randomOf(seed: number): () => number {
  let state = Math.imul(seed, 2_654_435_761) >>> 0;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

describe('LanceDB store with damaged files', () => {
  let bench: LanceBench;
  beforeEach(() => (bench = new LanceBench()));
  afterEach(() => bench.dispose());

  const inTable = (...parts: string[]): string => bench.scratch.at(join('store', 'chunks.lance', ...parts));

  /** Makes a store of two data files; the paths in the first are `first…`, in the second `second…`. */
  async function make(): Promise<void> {
    const store = await bench.open();
    for (const name of ['first', 'second'])
      await store.commit(
        replacing(
          ...Array.from({ length: FILES * CHUNKS_PER_FILE }, (_, i) =>
            chunkOf(`${name}${Math.floor(i / CHUNKS_PER_FILE)}.ts`, i % CHUNKS_PER_FILE, {
              symbol: `symbol${i}of${name}`,
              vector: axis(i % DIMENSIONS),
            }),
          ),
        ),
      );
    await summedUp(store);
    // Closing would merge the two files: the process ends here without it.
  }

  /** The newest of the data files. */
  function newestData(): string {
    const files = readdirSync(inTable('data')).map((name) => inTable('data', name));
    return files.sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs)[0] ?? assert.fail();
  }

  function overwriteMiddle(file: string): void {
    const bytes = readFileSync(file);
    bytes.fill(0xa5, Math.floor(bytes.length * 0.4), Math.floor(bytes.length * 0.5));
    writeFileSync(file, bytes);
  }

  it('tells of a data file that was overwritten in the middle, and keeps the other file when it is repaired', async () => {
    await make();
    overwriteMiddle(newestData());
    const logger = new RecordingLogger();
    const store = await bench.open(true, logger);
    // Where the column of paths itself is hit, opening it has repaired it already.
    await pathsIn(store).catch(() => store.repair());
    const left = await pathsIn(store);
    const first = left.filter((path) => path.startsWith('first'));
    // What lies within 256 rows of the damage is given up with it.
    assert.ok(first.length >= FILES - Math.ceil(256 / CHUNKS_PER_FILE), `${first.length} are left`);
    const records = (await store.readFiles()).map(({ path }) => path).sort();
    assert.deepEqual(records, left, 'what is left out has no record, so that it is indexed again');
    assert.ok(left.length < 2 * FILES, 'something was lost');
    assert.equal(await store.countChunks(), left.length * CHUNKS_PER_FILE, 'only whole files are left');
    assert.match(logger.lines.join('\n'), /warn: A part of the index is damaged/);
  });

  it('has the sums of all its files when it is closed', async () => {
    const store = await bench.open();
    await store.commit(replacing(chunkOf('a.ts', 1)));
    await bench.close(store);
    const sums = readFileSync(bench.scratch.at('store/sums'), 'utf8');
    for (const table of ['chunks', 'files'])
      for (const file of readdirSync(bench.scratch.at(`store/${table}.lance/data`)))
        assert.ok(sums.includes(`${table}.lance/data/${file}\n`), file);
  });

  it('bears noise anywhere in a data file, lengths of gigabytes too, and keeps the other file', async () => {
    for (let seed = 1; seed <= 12; seed++) {
      const scratch = new LanceBench();
      bench = scratch;
      await make();
      const file = newestData();
      const bytes = readFileSync(file);
      const next = randomOf(seed);
      const from = Math.floor(next() * bytes.length);
      for (let at = from; at < Math.min(bytes.length, from + bytes.length / 10); at++)
        bytes[at] = Math.floor(next() * 256);
      writeFileSync(file, bytes);
      const logger = new RecordingLogger();
      const left = await pathsIn(await bench.open(true, logger));
      const first = left.filter((path) => path.startsWith('first'));
      assert.ok(
        first.length >= FILES - Math.ceil(256 / CHUNKS_PER_FILE),
        `${seed}: ${first.length} are left`,
      );
      assert.match(logger.lines.join('\n'), /warn: Files of the index are damaged: chunks\.lance\/data\//);
      await scratch.dispose();
    }
  });

  it('keeps everything when its files cannot be looked through for damage', async () => {
    const store = await bench.open();
    await store.commit(replacing(chunkOf('a.ts', 1)));
    const stub = mock.method(FileSums.prototype, 'findDamage', () =>
      Promise.reject(new Error('too many open files')),
    );
    const logger = new RecordingLogger();
    try {
      assert.deepEqual(await pathsIn(await bench.open(true, logger)), ['a.ts']);
    } finally {
      stub.mock.restore();
    }
    assert.match(logger.lines.join('\n'), /^warn: The files of the index could not .*: too many open files$/);
  });

  it('makes the index of words anew when it was overwritten with noise', async () => {
    const store = await bench.open();
    await store.commit(
      replacing(...Array.from({ length: 500 }, (_, i) => chunkOf(`f${i}.ts`, 1, { terms: `word${i}` }))),
    );
    await store.search.buildIndexes(LATENCY_GOAL_MS);
    await summedUp(store);
    const [index = assert.fail()] = (readdirSync(inTable('_indices'), { recursive: true }) as string[])
      .map((name) => inTable('_indices', name))
      .filter((name) => statSync(name).isFile())
      .sort((a, b) => statSync(b).size - statSync(a).size);
    const bytes = readFileSync(index);
    writeFileSync(index, bytes.fill(0xa5, Math.floor(bytes.length / 3)));
    const again = await bench.open();
    for (let round = 0; round < 2; round++) {
      const found = await again.search.byTerms(['word77'], 5, {});
      assert.deepEqual(
        found.map(({ chunk }) => chunk.path),
        ['f77.ts'],
      );
      await again.search.buildIndexes(LATENCY_GOAL_MS);
    }
    assert.equal(await again.countChunks(), 500);
  });

  it('takes versions for sound whose numbers begin anew when it is cleared', async () => {
    const store = await bench.open();
    for (const path of ['a.ts', 'b.ts']) await store.commit(replacing(chunkOf(path, 1)));
    await store.clear();
    await store.commit(replacing(chunkOf('c.ts', 1)));
    await summedUp(store);
    const logger = new RecordingLogger();
    assert.deepEqual(await pathsIn(await bench.open(true, logger)), ['c.ts']);
    assert.deepEqual(logger.lines, []);
  });

  it('takes the version before when the newest manifest is cut off, and takes commits after that', async () => {
    const store = await bench.open();
    await store.commit(replacing(chunkOf('a.ts', 1)));
    await store.commit(replacing(chunkOf('b.ts', 1)));
    await summedUp(store);
    const [newest = assert.fail()] = readdirSync(inTable('_versions'))
      .filter((name) => name.endsWith('.manifest'))
      .sort();
    truncateSync(inTable('_versions', newest), 20);
    const logger = new RecordingLogger();
    const again = await bench.open(true, logger);
    assert.deepEqual(await pathsIn(again), ['a.ts']);
    assert.deepEqual(
      (await again.readFiles()).map(({ path }) => path),
      ['a.ts'],
      'the other file is indexed again',
    );
    assert.match(
      logger.lines.join('\n'),
      /^warn: Files of the index are damaged: chunks\.lance\/_versions\//,
    );
    await again.commit(replacing(chunkOf('b.ts', 1), chunkOf('c.ts', 1)));
    assert.deepEqual(await pathsIn(again), ['a.ts', 'b.ts', 'c.ts']);
  });
});
