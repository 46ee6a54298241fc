import assert from 'node:assert/strict';
import { SearchIndex } from '../../../../server/src/search/index/searchIndex';
import { analyseQuery } from '../../../../server/src/search/queryAnalysis';
import { measure } from '../../../../server/src/search/signals';
import type { IndexedChunk } from '../../../../server/src/store/chunkStore';
import { indexedChunk, indexOf } from '../indexedChunk';
import { randomUnit, seededRandom } from '../../seededRandom';

const DIMENSIONS = 6;
const WORDS = ['parse', 'query', 'constructor', '__proto__', 'cache', 'Retry', 'lock', 'tax', 'clock', 'x'];
const QUERIES = [
  'parse the query',
  'constructor',
  '__proto__',
  'how is the cache locked',
  'CacheRetry',
  'zebra',
];

function chunksBy(random: (below: number) => number, path: string): IndexedChunk[] {
  const word = (): string => WORDS[random(WORDS.length)] ?? '';
  return Array.from({ length: 1 + random(6) }, (_, i) =>
    indexedChunk({
      path,
      startLine: 10 * i + 1,
      symbol: random(4) === 0 ? '' : word() + word(),
      container: random(3) === 0 ? word() : '',
      kind: random(4) === 0 ? 'class' : 'function',
      doc: word(),
      text: Array.from({ length: random(20) }, word).join(' '),
      vector: random(5) === 0 ? null : randomUnit(random, DIMENSIONS),
    }),
  );
}

/** All that a search reads of an index for a query, slots aside. */
function measured(index: SearchIndex, text: string, vector: Float32Array | undefined): unknown {
  const query = analyseQuery(text);
  const options = { vector, accepts: undefined, minimumSimilarity: 0.2 };
  const { words, files, covers, chunkBm25, cosines, cosineSpread, meanCosineSpread } = measure(
    index,
    query,
    options,
  );
  const bySlot = (values: Float32Array | undefined, slots: readonly number[]): unknown =>
    slots.map((slot) => values?.[slot]);
  return {
    words,
    cosineSpread,
    meanCosineSpread,
    files: files.map(({ file, ...signals }) => ({
      ...signals,
      file: {
        path: file.path,
        language: file.language,
        terms: file.terms,
        meanLength: index.meanLengthOf(file),
      },
      chunks: file.slots.map((slot) => index.chunk(slot)),
      bm25: bySlot(chunkBm25, file.slots),
      cosines: bySlot(cosines, file.slots),
    })),
    covers: [...covers].map(([{ path }, cover]) => [path, cover]),
    definitions: query.symbols.map((name) => index.definitionsOf(name).map((slot) => index.chunk(slot))),
  };
}

function assertSame(
  index: SearchIndex,
  files: ReadonlyMap<string, IndexedChunk[]>,
  vector: Float32Array,
): void {
  const fresh = new SearchIndex(DIMENSIONS);
  fresh.add([...files.values()].flat());
  assert.equal(index.size, fresh.size);
  assert.equal(index.meanTerms, fresh.meanTerms);
  assert.deepEqual([...index.files.keys()], [...fresh.files.keys()]);
  const owners = Array.from({ length: index.slots }, () => -1);
  for (const { id, slots } of index.files.values()) for (const slot of slots) owners[slot] = id;
  assert.deepEqual([...index.fileIdBySlot.subarray(0, index.slots)], owners);
  assert.ok([...index.files.values()].every(({ id }) => id < index.fileIds));
  for (const query of QUERIES) {
    assert.deepEqual(measured(index, query, vector), measured(fresh, query, vector), query);
    assert.deepEqual(measured(index, query, undefined), measured(fresh, query, undefined), query);
  }
}

describe('SearchIndex', () => {
  const symbols = (index: SearchIndex, name: string): (string | undefined)[] =>
    index.definitionsOf(name).map((slot) => index.chunk(slot)?.symbol);

  it('is empty at first', () => {
    const index = new SearchIndex(4);
    assert.deepEqual([index.size, index.slots, index.meanTerms, index.files.size], [0, 0, 0, 0]);
    assert.equal(index.chunk(0), undefined);
    assert.equal(index.fileOf(0), undefined);
    assert.deepEqual(index.definitionsOf('constructor'), []);
    index.remove(['missing.ts']);
    index.clear();
  });

  it('keeps what a hit shows, and the file of every chunk', () => {
    const given = indexedChunk({
      path: 'a.ts',
      symbol: 'load',
      container: 'Box',
      startLine: 7,
      kind: 'method',
    });
    const index = new SearchIndex(1);
    index.add([given]);
    const { path, language, kind, symbol, container, startLine, endLine, nameLine } = given;
    assert.deepEqual(index.chunk(0), {
      path,
      language,
      kind,
      symbol,
      container,
      startLine,
      endLine,
      nameLine,
    });
    assert.equal(index.fileOf(0), index.files.get('a.ts'));
    assert.deepEqual(index.files.get('a.ts')?.slots, [0]);
  });

  it('counts words, those of repeated ones too', () => {
    const index = indexOf(
      { path: 'a.ts', terms: 'one two two' },
      { path: 'a.ts', startLine: 9, terms: 'one' },
      { path: 'b.ts', terms: 'one two' },
    );
    assert.deepEqual(
      [0, 1, 2].map((slot) => index.lengthOf(slot)),
      [3, 1, 2],
    );
    assert.equal(index.files.get('a.ts')?.terms, 4);
    assert.equal(index.meanTerms, 2);
  });

  it('takes the chunks of a file over several calls', () => {
    const random = seededRandom(21);
    const chunks = [...chunksBy(random, 'a.ts'), ...chunksBy(random, 'b.ts'), ...chunksBy(random, 'c.ts')];
    const index = new SearchIndex(DIMENSIONS);
    for (const chunk of chunks) index.add([chunk]);
    index.add([]);
    const files = new Map<string, IndexedChunk[]>();
    for (const chunk of chunks) files.set(chunk.path, [...(files.get(chunk.path) ?? []), chunk]);
    assertSame(index, files, randomUnit(random, DIMENSIONS));
  });

  it('removes a file, and takes it again', () => {
    const index = indexOf({ path: 'a.ts', symbol: 'load' }, { path: 'b.ts', symbol: 'load' });
    index.remove(['a.ts', 'missing.ts']);
    assert.equal(index.size, 1);
    assert.deepEqual([...index.files.keys()], ['b.ts']);
    assert.equal(index.chunk(0), undefined);
    assert.equal(index.fileOf(0), undefined);
    assert.deepEqual(symbols(index, 'load'), ['load']);
    index.add([indexedChunk({ path: 'a.ts', symbol: 'unload' })]);
    assert.deepEqual(index.files.get('a.ts')?.slots, [2]);
    assert.deepEqual(symbols(index, 'unload'), ['unload']);
  });

  it('answers like one made anew after files came, changed and went', () => {
    const random = seededRandom(22);
    for (let round = 0; round < 4; round++) {
      const index = new SearchIndex(DIMENSIONS);
      const files = new Map<string, IndexedChunk[]>();
      for (let step = 0; step < 60; step++) {
        const paths = Array.from({ length: random(4) }, () => `d/f${random(25)}.ts`);
        index.remove(paths);
        for (const path of paths) files.delete(path);
        const chunks = [...new Set(paths)]
          .filter(() => random(4) > 0)
          .flatMap((path) => chunksBy(random, path));
        index.add(chunks);
        for (const chunk of chunks) files.set(chunk.path, [...(files.get(chunk.path) ?? []), chunk]);
      }
      assertSame(index, files, randomUnit(random, DIMENSIONS));
    }
  });

  it('gives the slots of removed chunks free, and answers as before', () => {
    const random = seededRandom(23);
    const index = new SearchIndex(DIMENSIONS);
    const files = new Map<string, IndexedChunk[]>();
    const put = (path: string): void => {
      const chunks = chunksBy(random, path);
      index.add(chunks);
      files.set(path, chunks);
    };
    for (let i = 0; i < 1_200; i++) put(`d/f${i}.ts`);
    const before = index.slots;
    for (let i = 0; i < 900; i++) {
      index.remove([`d/f${i}.ts`]);
      files.delete(`d/f${i}.ts`);
    }
    assert.ok(index.slots < before, 'compacted');
    assertSame(index, files, randomUnit(random, DIMENSIONS));
    for (let i = 0; i < 20; i++) put(`d/f${i}.ts`);
    assertSame(index, files, randomUnit(random, DIMENSIONS));
  });

  it('is empty after it was cleared, and can be filled again', () => {
    const random = seededRandom(24);
    const index = new SearchIndex(DIMENSIONS);
    for (let i = 0; i < 40; i++) index.add(chunksBy(random, `f${i}.ts`));
    index.clear();
    assert.deepEqual([index.size, index.slots, index.files.size, index.meanTerms], [0, 0, 0, 0]);
    for (const word of WORDS) assert.deepEqual(index.definitionsOf(word), []);
    const chunks = chunksBy(random, 'a.ts');
    index.add(chunks);
    assertSame(index, new Map([['a.ts', chunks]]), randomUnit(random, DIMENSIONS));
  });

  describe('looks up definitions', () => {
    const index = indexOf(
      { path: 'a.ts', symbol: 'parseQuery' },
      { path: 'b.ts', symbol: 'ParseQuery' },
      { path: 'c.ts', symbol: 'parseQueryString' },
      { path: 'd.ex', symbol: 'Phoenix.Router' },
      { path: 'e.cpp', symbol: 'ns::inner::Thing' },
      { path: 'f.ts', symbol: 'constructor' },
      { path: 'g.ts', symbol: '__proto__' },
      { path: 'h.ts', symbol: 'Trailing.' },
      { path: 'i.ts', symbol: '' },
    );
    const cases: [name: string, found: string[]][] = [
      ['PARSEQUERY', ['parseQuery', 'ParseQuery']],
      ['Router', ['Phoenix.Router']],
      ['phoenix.router', ['Phoenix.Router']],
      ['Phoenix', []],
      ['thing', ['ns::inner::Thing']],
      ['ns::inner::thing', ['ns::inner::Thing']],
      ['inner', []],
      ['constructor', ['constructor']],
      ['__proto__', ['__proto__']],
      ['toString', []],
      ['trailing.', ['Trailing.']],
      ['', []],
    ];
    for (const [name, found] of cases)
      it(`of “${name}”`, () => assert.deepEqual(symbols(index, name), found));
  });

  describe('measures how alike the chunks of a file are', () => {
    const meanLength = (...vectors: (Float32Array | null)[]): number => {
      const chunks = vectors.map((vector, i) => indexedChunk({ path: 'a.ts', startLine: i + 1, vector }));
      const index = new SearchIndex(2);
      index.add(chunks);
      return index.meanLengthOf(index.files.get('a.ts') ?? assert.fail());
    };
    const right = Float32Array.of(1, 0);
    const up = Float32Array.of(0, 1);
    const cases: [what: string, vectors: (Float32Array | null)[], expected: number][] = [
      ['one chunk', [right], 1],
      ['the same twice', [right, right], 1],
      ['a right angle', [right, up], Math.SQRT1_2],
      ['opposites', [right, Float32Array.of(-1, 0)], 0],
      ['chunks without a vector between', [right, null, up, null], Math.SQRT1_2],
      ['no vectors', [null, null], 0],
    ];
    for (const [what, vectors, expected] of cases)
      it(what, () => {
        const actual = meanLength(...vectors);
        assert.ok(Math.abs(actual - expected) < 1e-6, `${actual} for ${expected}`);
      });

    it('anew when the file has changed', () => {
      const index = indexOf({ path: 'a.ts', vector: right });
      index.remove(['a.ts']);
      index.add([indexedChunk({ path: 'a.ts', vector: up })]);
      const file = index.files.get('a.ts') ?? assert.fail();
      assert.equal(index.meanLengthOf(file), 1);
      index.add([indexedChunk({ path: 'a.ts', startLine: 9, vector: right })]);
      assert.ok(Math.abs(index.meanLengthOf(file) - Math.SQRT1_2) < 1e-6);
    });
  });
});
