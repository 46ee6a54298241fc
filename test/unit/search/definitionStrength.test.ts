import assert from 'node:assert/strict';
import { definitionStrength } from '../../../server/src/search/definitionStrength';
import { analyseQuery } from '../../../server/src/search/queryAnalysis';
import { type GivenChunk, indexOf } from './indexedChunk';

const PLAIN = { path: 'src/reader.ts', symbol: 'Parser' };

function strength(query: string, given: Partial<GivenChunk> = {}): number {
  return definitionStrength(indexOf({ ...PLAIN, ...given }), 0, analyseQuery(query));
}

describe('definitionStrength', () => {
  const stronger: [what: string, query: string, one: Partial<GivenChunk>, other: Partial<GivenChunk>][] = [
    ['the same case before another', 'Parser', {}, { symbol: 'parser' }],
    ['a type before a callable', 'Parser', { kind: 'class' }, { kind: 'function' }],
    ['the outermost before a nested one', 'Parser', {}, { container: 'Box' }],
    ['a little nested before deeply nested', 'Parser', { container: 'Box' }, { container: 'Box.Lid.Hinge' }],
    ['a plain name before a qualified one', 'Parser', {}, { symbol: 'Box.Parser' }],
    ['within the name that the query gives', 'Box.Parser', { container: 'Box' }, { container: 'Lid' }],
    ['the file that is called so', 'Parser', { path: 'src/parser.ts' }, {}],
    [
      'a file called so in another style',
      'RateLimit',
      { path: 'rate_limit.rb', symbol: 'RateLimit' },
      { symbol: 'RateLimit' },
    ],
    ['code before tests', 'Parser', {}, { path: 'test/reader.ts' }],
    ['code before examples', 'Parser', {}, { path: 'examples/reader.ts' }],
    ['code before copies of others', 'Parser', {}, { path: 'vendor/reader.ts' }],
    ['code before what was generated', 'Parser', {}, { path: 'dist/reader.ts' }],
    ['code before declarations', 'Parser', {}, { path: 'src/reader.d.ts' }],
    ['code in another case before a test', 'Parser', { symbol: 'parser' }, { path: 'test/reader.ts' }],
  ];
  for (const [what, query, one, other] of stronger)
    it(`puts ${what}`, () => {
      assert.ok(strength(query, other) > 0);
      assert.ok(strength(query, one) > strength(query, other));
    });

  it('takes a qualified name by its last part or as a whole', () => {
    for (const symbol of ['Shop.Cart', 'shop::Cart', 'Shop::Inner::Cart']) {
      assert.ok(strength('Cart', { symbol }) > 0, symbol);
      assert.equal(strength('Shop', { symbol }), 0, symbol);
    }
  });

  it('takes the best of the names of a question', () => {
    const query = 'how does openDoor call Box::Parser';
    assert.ok(strength(query) > 0);
    assert.ok(strength(query, { symbol: 'openDoor' }) > 0);
  });

  it('holds nothing against tests and examples that are asked for', () => {
    const asked = { path: 'test/reader.ts', symbol: 'readAll' };
    assert.ok(strength('test of readAll', asked) > strength('readAll', asked));
    const shown = { path: 'examples/reader.ts', symbol: 'readAll' };
    assert.ok(strength('example of readAll', shown) > strength('readAll', shown));
  });

  it('is 0 for what defines none of the names', () => {
    for (const symbol of ['', 'Parse', 'ParserOptions', 'constructor'])
      assert.equal(strength('Parser', { symbol }), 0, symbol);
    assert.equal(strength('how does the parser work'), 0);
    assert.equal(strength(''), 0);
    const index = indexOf(PLAIN);
    assert.equal(definitionStrength(index, 7, analyseQuery('Parser')), 0);
    index.remove([PLAIN.path]);
    assert.equal(definitionStrength(index, 0, analyseQuery('Parser')), 0);
  });

  it('stays between 0 and 1', () => {
    for (const kind of ['class', 'function'])
      for (const container of ['', 'Box', 'Box.Parser', 'a.b.c.d.e.f.g.h'])
        for (const path of ['parser.ts', 'Parser.d.ts', 'test/parser.ts', 'vendor/dist/parser.ts']) {
          const value = strength('Box.Parser', { kind, container, path });
          assert.ok(value > 0 && value <= 1, `${value}`);
        }
  });
});
