import assert from 'node:assert/strict';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { foreground } from '../../../server/src/base/foreground';
import { IndexerBench } from './indexerBench';

/** How much of an index has to be there before a save is not among the first files any more. */
const FILES = 40;

describe('indexer: what is long on the main thread', () => {
  let bench: IndexerBench;
  beforeEach(() => (bench = new IndexerBench()));
  afterEach(async () => {
    await bench.close().catch(() => undefined);
    bench.scratch.remove();
  });

  const isClear = async (): Promise<boolean> => {
    const clear = foreground.whenClear().then(() => true);
    return Promise.race([clear, nextTurn(false)]);
  };

  /** Whether other work could go on while each batch was read, and while it was stored. */
  function noteTurns(): { read: boolean[]; stored: boolean[] } {
    const turns = { read: [] as boolean[], stored: [] as boolean[] };
    const { preparer, store } = bench;
    const prepare = preparer.prepare.bind(preparer);
    preparer.prepare = async (...given) => {
      turns.read.push(await isClear());
      return prepare(...given);
    };
    const commit = store.commit.bind(store);
    store.commit = async (change) => {
      turns.stored.push(await isClear());
      return commit(change);
    };
    return turns;
  }

  it('waits while a saved file is on its way, and goes on then', async () => {
    bench.write(Object.fromEntries(Array.from({ length: FILES }, (_, i) => [`f${i}.ts`, 'one()'])));
    await bench.open();
    await bench.update();
    const turns = noteTurns();
    bench.rewrite('f7.ts', 'two()');
    await bench.look('f7.ts');
    assert.deepEqual(turns, { read: [false], stored: [false] });
    await nextTurn();
    assert.ok(await isClear());
  });

  it('goes on while other files are indexed, once the first can be found', async () => {
    bench.write(Object.fromEntries(Array.from({ length: FILES }, (_, i) => [`f${i}.ts`, 'one()'])));
    const turns = noteTurns();
    bench.pace.bounds = { ...bench.pace.bounds, files: 10 };
    await bench.open();
    await bench.update();
    assert.equal(turns.read[0], false);
    // The second is read while the first is stored.
    assert.ok(turns.read.length > 2 && turns.read.slice(2).every((clear) => clear), turns.read.join());
    assert.ok(await isClear());
  });

  it('goes on after a save that cannot be stored', async () => {
    bench.write({ 'a.ts': 'one()' });
    await bench.open();
    await bench.update();
    bench.store.commit = () => Promise.reject(new Error('the disk is full'));
    bench.rewrite('a.ts', 'two()');
    await assert.rejects(bench.look('a.ts'));
    await nextTurn();
    assert.ok(await isClear());
  });
});
