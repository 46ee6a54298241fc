import assert from 'node:assert/strict';
import { existsSync, truncateSync } from 'node:fs';
import { toByteVector } from '../../../server/src/base/byteVector';
import { VectorFile } from '../../../server/src/store/vectorFile';
import { ScratchFolder } from '../scratchFolder';
import { randomUnit, seededRandom } from '../seededRandom';

/** Not a multiple of the bytes that are compared at a time. */
const DIMENSIONS = 20;

/** Two full blocks and a part. */
const ROWS = 9_000;

const NOTHING: ReadonlySet<string> = new Set();

describe('VectorFile', () => {
  let scratch: ScratchFolder;
  let name: string;
  let file: VectorFile;
  let vectors: Float32Array[];
  beforeEach(async () => {
    scratch = new ScratchFolder();
    name = scratch.at('vectors');
    file = await VectorFile.create(name, DIMENSIONS);
    const random = seededRandom(7);
    vectors = Array.from({ length: ROWS }, () => randomUnit(random, DIMENSIONS));
  });
  afterEach(async () => {
    await file.dispose();
    scratch.remove();
  });

  /** Three rows in each path. */
  const pathOf = (row: number): string => `f${Math.floor(row / 3)}.ts`;

  async function fill(): Promise<void> {
    for (const [row, vector] of vectors.entries()) await file.add(pathOf(row), row, toByteVector(vector));
    await file.flush();
  }

  /** The lines of the nearest rows, which are the rows' numbers here, by looking at each. */
  function nearest(query: Float32Array, limit: number, without = NOTHING): number[] {
    return vectors
      .map((vector, row) => ({
        row,
        score: vector.reduce((sum, value, i) => sum + value * (query[i] ?? 0), 0),
      }))
      .filter(({ row }) => !without.has(pathOf(row)))
      .sort((a, b) => b.score - a.score)
      .slice(0, limit)
      .map(({ row }) => row);
  }

  it('finds what a look at each vector finds, in all its blocks', async () => {
    await fill();
    assert.equal(file.size, ROWS);
    const random = seededRandom(11);
    for (let round = 0; round < 20; round++) {
      const query = randomUnit(random, DIMENSIONS);
      const found = await file.search(query, 50, NOTHING);
      const expected = new Set(nearest(query, 50));
      assert.equal(found.length, 50);
      // Bytes round, so that the last places may change hands.
      assert.ok(found.filter(({ startLine }) => expected.has(startLine)).length >= 46, `round ${round}`);
      assert.deepEqual(
        found.map(({ score }) => score),
        found.map(({ score }) => score).sort((a, b) => b - a),
      );
      for (const { path, startLine } of found) assert.equal(path, pathOf(startLine));
    }
  });

  it('has the row itself first, with a cosine of one', async () => {
    await fill();
    for (const row of [0, 4_095, 4_096, 8_191, 8_192, ROWS - 1]) {
      const [first] = await file.search(vectors[row] as Float32Array, 1, NOTHING);
      assert.equal(first?.startLine, row);
      assert.ok(Math.abs(first.score - 1) < 0.01, String(first.score));
    }
  });

  it('leaves some paths out, and fills their places with the next', async () => {
    await fill();
    const query = vectors[4_500] as Float32Array;
    const without = new Set(nearest(query, 30).map(pathOf));
    const found = await file.search(query, 30, without);
    assert.equal(found.length, 30);
    assert.ok(found.every(({ path }) => !without.has(path)));
    const expected = new Set(nearest(query, 30, without));
    assert.ok(found.filter(({ startLine }) => expected.has(startLine)).length >= 27);
  });

  it('answers searches that run into each other one after another', async () => {
    await fill();
    const rows = [1, 5_000, 8_999];
    const found = await Promise.all(rows.map((row) => file.search(vectors[row] as Float32Array, 1, NOTHING)));
    assert.deepEqual(
      found.map(([first]) => first?.startLine),
      rows,
    );
  });

  it('finds nothing while it is empty', async () => {
    assert.deepEqual(await file.search(randomUnit(seededRandom(1), DIMENSIONS), 5, NOTHING), []);
  });

  it('says so when somebody has cut the file short, and each time', async () => {
    await fill();
    truncateSync(name, 1_000);
    const query = vectors[0] as Float32Array;
    await assert.rejects(file.search(query, 1, NOTHING), /has become shorter/);
    await assert.rejects(file.search(query, 1, NOTHING), /has become shorter/);
  });

  it('takes its file with it, after the search that is under way', async () => {
    await fill();
    const search = file.search(vectors[3] as Float32Array, 1, NOTHING);
    await file.dispose();
    assert.equal((await search)[0]?.startLine, 3);
    assert.equal(existsSync(name), false);
    assert.deepEqual(await file.search(vectors[3] as Float32Array, 1, NOTHING), []);
  });
});
