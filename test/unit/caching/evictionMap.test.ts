import assert from 'node:assert/strict';
import type { EvictionPolicy } from '../../../server/src/caching/cacheStore';
import { type EvictionMap, evictionMap } from '../../../server/src/caching/evictionMap';

interface Item {
  name: string;
}

function make(
  policy: EvictionPolicy,
  { entries = 3, bytes = 1_000 } = {},
): { map: EvictionMap<Item>; evictions: () => number } {
  let evicted = 0;
  const map = evictionMap<Item>(policy, entries, bytes, () => evicted++);
  return { map, evictions: () => evicted };
}

const put = (map: EvictionMap<Item>, name: string, bytes = 10): void => map.set(name, { name }, bytes);
const names = (map: EvictionMap<Item>): string[] => [...map.list()].map(([key]) => key).sort();

describe('a map that makes room', () => {
  for (const policy of ['lru', 'lfu'] as const)
    describe(policy, () => {
      it('keeps what fits', () => {
        const { map, evictions } = make(policy);
        put(map, 'a');
        put(map, 'b', 20);
        assert.deepEqual([map.entries, map.bytes, evictions()], [2, 30, 0]);
        assert.equal(map.get('a')?.name, 'a');
        assert.equal(map.get('missing'), undefined);
      });

      it('counts an entry that is replaced once', () => {
        const { map, evictions } = make(policy);
        put(map, 'a', 10);
        put(map, 'a', 15);
        assert.deepEqual([map.entries, map.bytes, evictions()], [1, 15, 0]);
      });

      it('makes room by number', () => {
        const { map, evictions } = make(policy);
        for (const name of ['a', 'b', 'c', 'd', 'e']) put(map, name);
        assert.deepEqual(names(map), ['c', 'd', 'e']);
        assert.equal(evictions(), 2);
      });

      it('makes room by bytes, as much as is needed', () => {
        const { map, evictions } = make(policy, { bytes: 100 });
        put(map, 'a', 40);
        put(map, 'b', 40);
        put(map, 'c', 90);
        assert.deepEqual(names(map), ['c']);
        assert.deepEqual([map.bytes, evictions()], [90, 2]);
      });

      it('does not keep what is larger than all of it', () => {
        const { map } = make(policy, { bytes: 100 });
        put(map, 'a', 40);
        put(map, 'b', 101);
        assert.deepEqual(names(map), ['a']);
      });

      it('is empty once cleared', () => {
        const { map, evictions } = make(policy);
        put(map, 'a');
        put(map, 'b');
        map.delete('b');
        assert.deepEqual(names(map), ['a']);
        map.clear();
        assert.deepEqual([map.entries, map.bytes, evictions()], [0, 0, 0]);
      });
    });

  /** `often` is used three times, long ago; `lately` once, just now. */
  function used(policy: EvictionPolicy): EvictionMap<Item> {
    const { map } = make(policy, { entries: 2 });
    put(map, 'often');
    put(map, 'lately');
    for (let i = 0; i < 3; i++) map.get('often');
    map.get('lately');
    put(map, 'new');
    return map;
  }

  it('gives up what was not used for longest', () => {
    assert.deepEqual(names(used('lru')), ['lately', 'new']);
  });

  it('gives up what was used least often', () => {
    assert.deepEqual(names(used('lfu')), ['new', 'often']);
  });

  it('gives up the one not used for longest among those used as often', () => {
    const { map } = make('lfu');
    for (const name of ['a', 'b', 'c']) put(map, name);
    for (const name of ['a', 'c', 'b']) map.get(name);
    put(map, 'd');
    assert.deepEqual(names(map), ['b', 'c', 'd']);
  });

  it('forgets in time what was popular once', () => {
    const { map } = make('lfu', { entries: 2 });
    put(map, 'once');
    for (let i = 0; i < 100; i++) map.get('once');
    put(map, 'today');
    // Fewer than the other's, had those not been halved meanwhile.
    for (let i = 0; i < 60; i++) map.get('today');
    put(map, 'new');
    assert.deepEqual(names(map), ['new', 'today']);
  });
});
