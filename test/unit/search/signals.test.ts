import assert from 'node:assert/strict';
import type { SearchIndex } from '../../../server/src/search/index/searchIndex';
import { analyseQuery } from '../../../server/src/search/queryAnalysis';
import {
  type FileSignals,
  inOrder,
  measure,
  type MeasureOptions,
  type QuerySignals,
} from '../../../server/src/search/signals';
import { indexOf } from './indexedChunk';

/** The unit vector so many degrees from the first axis. */
function atDegrees(degrees: number): Float32Array {
  const radians = (degrees * Math.PI) / 180;
  return Float32Array.of(Math.cos(radians), Math.sin(radians));
}

const cosineOf = (degrees: number): number => Math.cos((degrees * Math.PI) / 180);

function assertClose(actual: number | undefined, expected: number): void {
  assert.ok(Math.abs((actual ?? Number.NaN) - expected) < 0.01, `${actual} for ${expected}`);
}

function signalsOf(index: SearchIndex, query: string, options: Partial<MeasureOptions> = {}): QuerySignals {
  const all = { vector: undefined, accepts: undefined, minimumSimilarity: 0.3, ...options };
  return measure(index, analyseQuery(query), all);
}

const pathsOf = ({ files }: QuerySignals): string[] => files.map(({ file }) => file.path).sort();

function fileOf({ files }: QuerySignals, path: string): FileSignals {
  const found = files.find(({ file }) => file.path === path);
  assert.ok(found !== undefined, `${path} is a candidate`);
  return found;
}

describe('measure', () => {
  const mixed = indexOf(
    { path: 'words.ts', text: 'retry', vector: atDegrees(170) },
    { path: 'near.ts', text: 'pause', vector: atDegrees(10) },
    { path: 'far.ts', text: 'tax', vector: atDegrees(80) },
    { path: 'plain.ts', text: 'retry', vector: null },
    { path: 'none.ts', text: 'fee', vector: null },
  );

  it('takes files with a word of the query or near in meaning', () => {
    assert.deepEqual(pathsOf(signalsOf(mixed, 'retry', { vector: atDegrees(0) })), [
      'near.ts',
      'plain.ts',
      'words.ts',
    ]);
  });

  it('asks for more nearness when it is told to', () => {
    const vector = atDegrees(0);
    assert.deepEqual(pathsOf(signalsOf(mixed, 'zebra', { vector, minimumSimilarity: 0.1 })), [
      'far.ts',
      'near.ts',
    ]);
    assert.deepEqual(pathsOf(signalsOf(mixed, 'zebra', { vector, minimumSimilarity: 1.1 })), []);
  });

  it('goes by words alone without a vector', () => {
    const signals = signalsOf(mixed, 'retry', { minimumSimilarity: -1 });
    assert.deepEqual(pathsOf(signals), ['plain.ts', 'words.ts']);
    assert.equal(signals.cosines, undefined);
    assert.ok(Number.isNaN(fileOf(signals, 'words.ts').cosine));
    assert.deepEqual(signals.cosineSpread, { mean: 0, deviation: 1 });
  });

  it('takes the definitions of the names that are asked for, though nothing else speaks for them', () => {
    const index = indexOf(
      { path: 'a.ts', symbol: 'Parser', terms: 'x', vector: atDegrees(180) },
      { path: 'b.ts', symbol: 'other', terms: 'y', vector: atDegrees(180) },
    );
    const query = { ...analyseQuery('Parser'), terms: [] };
    const options = { vector: atDegrees(0), accepts: undefined, minimumSimilarity: 0.3 };
    assert.deepEqual(pathsOf(measure(index, query, options)), ['a.ts']);
    assert.deepEqual(pathsOf(measure(index, query, { ...options, accepts: (slot) => slot === 1 })), []);
  });

  it('takes the definition however many files speak of the name', () => {
    const users = Array.from({ length: 450 }, (_, i) => ({
      path: `use${i}.ts`,
      text: 'parser parser parser',
    }));
    const index = indexOf(...users, { path: 'z.ts', symbol: 'parser', text: 'x '.repeat(3_000) });
    const found = pathsOf(signalsOf(index, 'parser'));
    assert.ok(found.includes('z.ts'));
    assert.ok(found.length < users.length, 'others are left out');
  });

  it('measures the best chunk of a file, the best three and all of them', () => {
    const degrees = [60, 0, 90, 45, 30];
    const index = indexOf(
      ...degrees.map((angle, i) => ({
        path: 'a.ts',
        startLine: i + 1,
        text: 'retry',
        vector: atDegrees(angle),
      })),
      { path: 'a.ts', startLine: 99, text: 'retry', vector: null },
      { path: 'b.ts', text: 'fee', vector: atDegrees(45) },
    );
    const signals = signalsOf(index, 'retry', { vector: atDegrees(0) });
    const a = fileOf(signals, 'a.ts');
    assertClose(a.cosine, 1);
    assertClose(a.cosineTop3, (cosineOf(0) + cosineOf(30) + cosineOf(45)) / 3);
    const mean = [0, 1].map((i) => degrees.reduce((sum, angle) => sum + (atDegrees(angle)[i] ?? 0), 0));
    assertClose(a.meanCosine, (mean[0] ?? 0) / Math.hypot(...mean));
    const best = [...signals.chunkBm25].sort((x, y) => y - x);
    assert.equal(a.chunkBm25, best[0]);
    assertClose(
      a.bm25Top3,
      best.slice(0, 3).reduce((sum, score) => sum + score, 0),
    );
    assert.ok(a.fileBm25 > 0);
    assertClose(signals.cosineSpread.mean, (1 + cosineOf(45)) / 2);
    assertClose(signals.cosineSpread.deviation, (1 - cosineOf(45)) / 2);
  });

  it('bears fewer than three chunks, and chunks that are all far', () => {
    const index = indexOf(
      { path: 'a.ts', text: 'retry', vector: atDegrees(180) },
      { path: 'a.ts', startLine: 9, text: 'fee', vector: atDegrees(120) },
    );
    const a = fileOf(signalsOf(index, 'retry', { vector: atDegrees(0) }), 'a.ts');
    assertClose(a.cosine, -0.5);
    assertClose(a.cosineTop3, -0.75);
    assert.equal(a.bm25Top3, a.chunkBm25);
  });

  it('looks only at chunks that the filter lets through', () => {
    const index = indexOf(
      { path: 'a.ts', text: 'retry retry retry', vector: atDegrees(0) },
      { path: 'a.ts', startLine: 9, text: 'retry fee', vector: atDegrees(60) },
      { path: 'b.ts', text: 'retry', vector: atDegrees(0) },
    );
    const signals = signalsOf(index, 'retry', { vector: atDegrees(0), accepts: (slot) => slot === 1 });
    assert.deepEqual(pathsOf(signals), ['a.ts']);
    assertClose(fileOf(signals, 'a.ts').cosine, 0.5);
    assert.equal(fileOf(signals, 'a.ts').chunkBm25, signals.chunkBm25[1]);
    assertClose(signals.cosineSpread.mean, 0.5);
  });

  it('covers every candidate', () => {
    const signals = signalsOf(mixed, 'retry', { vector: atDegrees(0) });
    assert.deepEqual([...signals.covers.keys()].map(({ path }) => path).sort(), pathsOf(signals));
  });

  it('finds nothing in an empty index', () => {
    const signals = signalsOf(indexOf(), 'retry Parser', { vector: Float32Array.of(1) });
    assert.deepEqual(signals.files, []);
    assert.deepEqual(signals.cosineSpread, { mean: 0, deviation: 1 });
  });
});

describe('inOrder', () => {
  it('puts the greatest first, equal ones by path, and leaves zeros and what is no number out', () => {
    const index = indexOf(
      { path: 'c.ts' },
      { path: 'a.ts' },
      { path: 'b.ts' },
      { path: 'd.ts' },
      { path: 'e.ts' },
    );
    const values: Record<string, number> = { 'a.ts': 1, 'b.ts': 2, 'c.ts': 1, 'd.ts': 0, 'e.ts': Number.NaN };
    const files = [...index.files.values()].map((file) => ({ file }) as FileSignals);
    const order = inOrder(files, ({ file }) => values[file.path] ?? 0);
    assert.deepEqual(
      order.map(({ file }) => file.path),
      ['b.ts', 'a.ts', 'c.ts'],
    );
  });
});
