import assert from 'node:assert/strict';
import { toByteVector } from '../../../server/src/base/byteVector';
import type { PlacedVector } from '../../../server/src/store/chunkRows';
import type { NearestTable } from '../../../server/src/store/nearestTable';
import { NearestVectors } from '../../../server/src/store/nearestVectors';
import { ScratchFolder } from '../scratchFolder';
import { axis, DIMENSIONS } from './samples';

/** Longer than any look at a few vectors takes. */
const LATENCY_GOAL_MS = 60_000;

describe('vectors in a file beside the store', () => {
  let scratch: ScratchFolder;
  let nearest: NearestVectors;
  let onDrop: () => void;
  let writing: Promise<void>;
  beforeEach(() => {
    scratch = new ScratchFolder();
    onDrop = () => undefined;
    writing = Promise.resolve();
    const table = {
      isBuilt: false,
      drop: () => {
        onDrop();
        return Promise.resolve();
      },
      close: () => undefined,
    };
    nearest = new NearestVectors({
      file: scratch.at('nearest.vectors'),
      dimensions: DIMENSIONS,
      table: table as unknown as NearestTable,
    });
  });
  afterEach(async () => {
    await nearest.close();
    scratch.remove();
  });

  /** Runs something among the writes. */
  const inTurn = (write: () => Promise<void>): Promise<void> => (writing = writing.then(write));

  const rows = (...paths: string[]): PlacedVector[] =>
    paths.map((path, at) => ({ path, startLine: 1, bytes: toByteVector(axis(at)) }));

  async function* reading(...paths: string[]): AsyncGenerator<PlacedVector[]> {
    yield await Promise.resolve(rows(...paths));
  }

  const found = async (): Promise<string[]> =>
    (await nearest.search(axis(0), 10)).map(({ path }) => path).sort();

  it('begins when a write that was under way is over, since that one was not noted', async () => {
    const order: string[] = [];
    let finish: () => void = () => undefined;
    const finished = new Promise<void>((resolve) => (finish = resolve));
    const write = inTurn(async () => {
      await finished;
      order.push('written');
    });
    // Time for a build that does not wait to have begun.
    onDrop = () => order.push('dropped');
    const built = nearest.build(
      inTurn,
      () => {
        order.push('read');
        return reading('a.ts', 'b.ts');
      },
      LATENCY_GOAL_MS,
    );
    finish();
    await Promise.all([write, built]);
    assert.deepEqual(order, ['written', 'dropped', 'read']);
    assert.deepEqual(await found(), ['a.ts', 'b.ts']);
  });

  it('leaves out what was written while those before were dropped, and while it was read', async () => {
    onDrop = () => nearest.noteChanged(['a.ts']);
    const read = async function* (): AsyncGenerator<PlacedVector[]> {
      nearest.noteChanged(['b.ts']);
      yield* reading('a.ts', 'b.ts', 'c.ts');
    };
    await nearest.build(inTurn, read, LATENCY_GOAL_MS);
    assert.deepEqual([...nearest.changedPaths].sort(), ['a.ts', 'b.ts']);
    assert.deepEqual(await found(), ['c.ts']);
  });

  it('knows nothing of what was written before it was made anew', async () => {
    await nearest.build(inTurn, () => reading('a.ts'), LATENCY_GOAL_MS);
    nearest.noteChanged(['a.ts']);
    assert.deepEqual(await found(), []);
    await nearest.build(inTurn, () => reading('a.ts'), LATENCY_GOAL_MS);
    assert.deepEqual(await found(), ['a.ts']);
  });

  it('notes nothing more when it could not be made', async () => {
    const failing = (): AsyncIterable<PlacedVector[]> => {
      throw new Error('the disk is full');
    };
    await assert.rejects(nearest.build(inTurn, failing, LATENCY_GOAL_MS), /the disk is full/);
    nearest.noteChanged(['a.ts']);
    assert.equal(nearest.changedPaths.size, 0);
    assert.equal(nearest.isBuilt, false);
  });
});
