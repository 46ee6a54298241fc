import assert from 'node:assert/strict';
import { type FeatureName, type FileFeatures, fileFeatures } from '../../../server/src/search/fileFeatures';
import type { SearchIndex } from '../../../server/src/search/index/searchIndex';
import { analyseQuery } from '../../../server/src/search/queryAnalysis';
import { measure } from '../../../server/src/search/signals';
import { type GivenChunk, indexOf } from './indexedChunk';
import { randomUnit, seededRandom } from '../seededRandom';

function featuresOf(index: SearchIndex, text: string, vector?: Float32Array): Map<string, FileFeatures> {
  const query = analyseQuery(text);
  const signals = measure(index, query, { vector, accepts: undefined, minimumSimilarity: -1 });
  const features = fileFeatures(index, query, signals);
  return new Map(signals.files.map(({ file }, i) => [file.path, features[i] as FileFeatures]));
}

/** A feature of the file `a`, that has one chunk as given, beside another file. */
function featureOf(name: FeatureName, query: string, given: Partial<GivenChunk>): number {
  const path = given.path ?? 'a.ts';
  const text = `${query} filler`;
  const index = indexOf({ path: 'lib/other.go', text: 'zebra' }, { text, ...given, path });
  return featuresOf(index, query).get(path)?.[name] ?? Number.NaN;
}

describe('fileFeatures', () => {
  describe('are numbers', () => {
    const random = seededRandom(31);
    const vector = (): Float32Array => randomUnit(random, 3);
    const odd = [
      '',
      '.',
      '/',
      '.env',
      'a',
      '日本/語.ts',
      '__proto__',
      'constructor.js',
      '('.repeat(50),
      'a/'.repeat(60),
    ];
    const indexes: [what: string, index: SearchIndex][] = [
      ['an empty folder', indexOf()],
      ['one file', indexOf({ path: 'a.ts', symbol: 'parse', vector: vector() })],
      ['one file without a vector', indexOf({ path: 'a.ts', symbol: 'parse' })],
      [
        'a file without a vector among others',
        indexOf({ path: 'a.ts', symbol: 'parse', vector: vector() }, { path: 'b.ts', symbol: 'parse' }),
      ],
      [
        'a file without a word',
        indexOf({ path: 'a.ts', terms: '' }, { path: 'b.ts', terms: '', vector: vector() }),
      ],
      [
        'files that are all alike',
        indexOf(
          ...['a', 'b', 'c'].map((path) => ({ path, text: 'parse', vector: Float32Array.of(1, 0, 0) })),
        ),
      ],
      [
        'chunks that point opposite ways',
        indexOf(
          { path: 'a.ts', text: 'parse', vector: Float32Array.of(0.6, 0.8, 0) },
          { path: 'a.ts', startLine: 9, vector: Float32Array.of(-0.6, -0.8, 0) },
        ),
      ],
      [
        'vectors of zeros',
        indexOf(
          { path: 'a.ts', text: 'parse', vector: new Float32Array(3) },
          { path: 'b.ts', text: 'parse' },
        ),
      ],
      ['odd paths', indexOf(...odd.map((path) => ({ path, text: 'parse a', vector: vector() })))],
    ];
    const queries: [what: string, query: string][] = [
      ['nothing', ''],
      ['one word', 'parse'],
      ['a name', 'Parser.parse'],
      ['a path', 'src/parse.ts'],
      ['one letter', 'a'],
      ['2,000 characters', 'parse the word '.repeat(140).slice(0, 2_000)],
      ['100 words', Array.from({ length: 100 }, (_, i) => `word${i} parse`).join(' ')],
      ['an emoji', '🎉 parse'],
      ['regular-expression characters', '^(parse|[a-z]+)*$ .* \\d{2}'],
      ['names of the language', 'constructor __proto__ toString'],
      ['a lone surrogate', '\ud83d parse'],
    ];
    for (const [what, index] of indexes)
      for (const [asked, query] of queries)
        it(`for ${asked} in ${what}`, () => {
          for (const by of [undefined, vector(), new Float32Array(3)])
            for (const [path, features] of featuresOf(index, query, by))
              for (const [name, value] of Object.entries(features))
                assert.ok(Number.isFinite(value), `${name} of ${path}: ${value}`);
        });
  });

  it('are in the order of the candidates', () => {
    const index = indexOf({ path: 'b/parse.ts', text: 'parse' }, { path: 'a.ts', text: 'parse' });
    const query = analyseQuery('parse');
    const signals = measure(index, query, { vector: undefined, accepts: undefined, minimumSimilarity: -1 });
    const depths = fileFeatures(index, query, signals).map(({ depth }) => depth > 0);
    assert.deepEqual(
      depths,
      signals.files.map(({ file }) => file.path.includes('/')),
    );
  });

  it('are 1 for the best of the candidates, and less for the others', () => {
    const features = featuresOf(
      indexOf({ path: 'a.ts', text: 'parse parse' }, { path: 'b.ts', text: 'parse much else here' }),
      'parse',
    );
    for (const name of ['fileBm25', 'chunkBm25', 'bm25Top3', 'fileBm25Place', 'chunkBm25Place'] as const) {
      assert.equal(features.get('a.ts')?.[name], 1, name);
      const other = features.get('b.ts')?.[name] ?? 0;
      assert.ok(other > 0 && other < 1, name);
    }
  });

  it('tell a near file from a far one, and know nothing of one without vectors', () => {
    const index = indexOf(
      { path: 'near.ts', text: 'parse', vector: Float32Array.of(1, 0) },
      { path: 'far.ts', text: 'parse', vector: Float32Array.of(0.6, 0.8) },
      { path: 'none.ts', text: 'parse' },
    );
    const features = featuresOf(index, 'parse', Float32Array.of(1, 0));
    const [near, far, none] = ['near.ts', 'far.ts', 'none.ts'].map((path) => features.get(path));
    assert.ok(near !== undefined && far !== undefined && none !== undefined);
    for (const name of [
      'cosine',
      'cosineZ',
      'cosineTop3Z',
      'meanCosineZ',
      'cosinePlace',
      'meanCosinePlace',
    ] as const) {
      assert.ok(near[name] > far[name], name);
      assert.equal(none[name], 0, name);
    }
    assert.ok(near.cosineZ > 0 && far.cosineZ < 0);
  });

  describe('say how much a file defines a name:', () => {
    const definition = (query: string, given: Partial<GivenChunk>): number =>
      featureOf('definition', query, given);
    const inner = { symbol: 'Parser', container: 'Box' };
    it('more in the same case', () => {
      assert.ok(definition('Parser', { symbol: 'Parser' }) > definition('Parser', { symbol: 'parser' }));
    });
    it('more at top level', () => {
      assert.ok(definition('Parser', { symbol: 'Parser' }) > definition('Parser', inner));
    });
    it('more for a type', () => {
      assert.ok(definition('Parser', { ...inner, kind: 'class' }) > definition('Parser', inner));
    });
    it('by the last part of a qualified name', () => {
      assert.ok(definition('Router', { symbol: 'Phoenix.Router' }) > 0);
      assert.ok(definition('Phoenix.Router', { symbol: 'Router' }) > 0);
    });
    it('the best of its chunks', () => {
      const index = indexOf(
        { path: 'a.ts', symbol: 'Parser' },
        { path: 'a.ts', startLine: 9, symbol: 'parser', container: 'Box' },
        { path: 'b.ts', symbol: 'Parser' },
      );
      const features = featuresOf(index, 'Parser');
      assert.equal(features.get('a.ts')?.definition, features.get('b.ts')?.definition);
    });
    it('not at all in a chunk that the filter leaves out', () => {
      const index = indexOf(
        { path: 'a.ts', symbol: 'Parser' },
        { path: 'a.ts', startLine: 20, kind: 'class', symbol: 'Tax', text: 'parser' },
      );
      const query = analyseQuery('Parser');
      const accepts = (slot: number): boolean => slot === 1;
      const signals = measure(index, query, { vector: undefined, accepts, minimumSimilarity: -1 });
      assert.deepEqual(
        fileFeatures(index, query, signals, accepts).map(({ definition }) => definition),
        [0],
      );
    });
    it('not at all for a part of it, or another name', () => {
      assert.equal(definition('Parser', { symbol: 'ParserOptions' }), 0);
      assert.equal(definition('Parser', { symbol: '' }), 0);
    });
    it('not at all in a question in plain words', () => {
      assert.equal(definition('how does the parser work', { symbol: 'parser' }), 0);
    });
  });

  const kinds: [name: FeatureName, path: string][] = [
    ['test', 'test/parse.ts'],
    ['example', 'examples/parse.ts'],
    ['vendored', 'vendor/parse.ts'],
    ['generated', 'dist/parse.ts'],
    ['declaration', 'src/parse.d.ts'],
    ['old', 'src/legacy/parse.ts'],
    ['entry', 'src/index.ts'],
  ];
  for (const [name, path] of kinds)
    it(`know ${path} as ${name}`, () => {
      assert.equal(featureOf(name, 'parse', { path }), 1);
      assert.equal(featureOf(name, 'parse', { path: 'src/parse.ts' }), 0);
    });

  it('hold nothing against tests and documents that are asked for', () => {
    const readme = { path: 'README.md', language: 'markdown' };
    assert.equal(featureOf('test', 'test of the parser', { path: 'test/parse.ts' }), 0);
    assert.equal(featureOf('example', 'example of the parser', { path: 'examples/parse.ts' }), 0);
    assert.equal(featureOf('notCode', 'parse', readme), 1);
    assert.equal(featureOf('notCode', 'documentation of parse', readme), 0);
  });

  describe('read the path:', () => {
    const path = (name: FeatureName, query: string, given: string): number =>
      featureOf(name, query, { path: given });
    it('the file’s own name', () => {
      assert.equal(path('stemCover', 'rate limit', 'lib/rateLimit.ts'), 1);
      assert.equal(path('stemWhole', 'rate limit of requests', 'lib/rateLimit.test.ts'), 1);
      assert.equal(path('stemWhole', 'rate of requests', 'lib/rateLimit.ts'), 0);
      assert.ok(Math.abs(path('stemShare', 'rate limit', 'lib/rate_limits.ts') - 1) < 1e-9);
      assert.equal(path('stemShare', 'rate limit', 'lib/.ts'), 0);
    });
    it('the folder', () => {
      assert.equal(path('folderCover', 'rate limit', 'rate-limit/index.ts'), 1);
      assert.equal(path('folderCover', 'rate limit', 'index.ts'), 0);
      assert.ok(Math.abs(path('pathShare', 'rate limit', 'rate/limit/index.ts') - 1) < 1e-9);
    });
    it('words cut short or drawn out', () => {
      assert.ok(path('stemAbbreviated', 'authentication', 'lib/auth.ts') > 0.9);
      assert.ok(path('pathAbbreviated', 'auth', 'authentication/lib.ts') > 0.9);
      assert.equal(path('stemAbbreviated', 'auth', 'lib/auth.ts'), 0);
      assert.equal(path('stemAbbreviated', 'authentication', 'lib/au.ts'), 0);
    });
    it('the depth', () => {
      assert.equal(path('depth', 'parse', 'parse.ts'), 0);
      assert.ok(path('depth', 'parse', 'a/b/c/parse.ts') > path('depth', 'parse', 'a/parse.ts'));
    });
  });
});
