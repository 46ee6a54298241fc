import assert from 'node:assert/strict';
import { plainName, qualifiedName, typePath } from '../../../server/src/chunking/symbolName';

describe('symbol names', () => {
  it('drops quotes and the colon of a symbol', () => {
    assert.equal(plainName("'content-type'"), 'content-type');
    assert.equal(plainName(':log'), 'log');
  });

  it('reads the parts of a type', () => {
    assert.deepEqual(typePath('*ns::Map<K, std::vector<V>>'), ['ns', 'Map']);
    assert.deepEqual(typePath('Cache[K, V]'), ['Cache']);
    assert.deepEqual(typePath('M.shapes.circle'), ['M', 'shapes', 'circle']);
  });

  it('splits qualified names', () => {
    assert.deepEqual(qualifiedName('ns::Map<a::K>::insert'), { name: 'insert', container: ['ns', 'Map'] });
    assert.deepEqual(qualifiedName('Foo::~Foo'), { name: '~Foo', container: ['Foo'] });
    assert.deepEqual(qualifiedName('Foo::operator<'), { name: 'operator<', container: ['Foo'] });
    assert.deepEqual(qualifiedName('plain'), { name: 'plain', container: [] });
  });
});
