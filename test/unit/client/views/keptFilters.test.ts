import assert from 'node:assert/strict';
import { KeptFilters } from '../../../../client/src/views/keptFilters';
import { MapMemory } from '../memory';

describe('KeptFilters', () => {
  it('begins the next search of the workspace with the filters of the last', () => {
    const memory = new MapMemory();
    new KeptFilters(memory).keep(['lang:go', '-path:test']);
    assert.equal(new KeptFilters(memory).prefix, 'lang:go -path:test ');
    new KeptFilters(memory).keep([]);
    assert.equal(new KeptFilters(memory).prefix, '');
  });

  it('begins with nothing where nothing is kept, or something else', () => {
    const memory = new MapMemory();
    assert.equal(new KeptFilters(memory).prefix, '');
    memory.values.set('akin.filters', ['lang:go']);
    assert.equal(new KeptFilters(memory).prefix, '');
  });
});
