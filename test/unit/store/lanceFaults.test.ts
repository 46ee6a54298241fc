import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ChunkStore } from '../../../server/src/store/chunkStore';
import { RecordingLogger } from '../base/recordingLogger';
import { LanceBench } from './lanceBench';
import { axis, chunkOf, DIMENSIONS, replacing } from './samples';

const FILES = 40;
const CHUNKS_PER_FILE = 60;

async function pathsIn(store: ChunkStore): Promise<string[]> {
  const paths = new Set<string>();
  for await (const chunks of store.readChunks()) for (const { path } of chunks) paths.add(path);
  return [...paths].sort();
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

  it('takes the version before when the newest manifest is cut off, and takes commits after that', async () => {
    const store = await bench.open();
    await store.commit(replacing(chunkOf('a.ts', 1)));
    await store.commit(replacing(chunkOf('b.ts', 1)));
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
    assert.match(logger.lines.join('\n'), /^warn: A part of the index \(chunks\) cannot be read/);
    await again.commit(replacing(chunkOf('b.ts', 1), chunkOf('c.ts', 1)));
    assert.deepEqual(await pathsIn(again), ['a.ts', 'b.ts', 'c.ts']);
  });
});
