import assert from 'node:assert/strict';
import { MemoryRelief, type MemoryReliefOptions } from '../../../server/src/engine/memoryRelief';
import { RecordingLogger } from '../base/recordingLogger';

describe('giving back memory', () => {
  let released: string[];
  let logger: RecordingLogger;
  beforeEach(() => {
    released = [];
    logger = new RecordingLogger();
  });

  const giving = (name: string) => ({
    release: async () => {
      await Promise.resolve();
      released.push(name);
    },
  });

  function relief(more: Partial<MemoryReliefOptions> = {}): MemoryRelief {
    return new MemoryRelief({
      reader: giving('reader'),
      preparer: giving('preparer'),
      model: () => giving('model'),
      caches: { releaseMemory: giving('caches').release },
      duplicates: { release: (root) => void released.push(`duplicates of ${root}`) },
      folders: () => [],
      chunks: () => 1_000,
      logger,
      ...more,
    });
  }

  it('takes threads, model and caches', async () => {
    await relief().freeAll();
    assert.deepEqual(released.sort(), ['caches', 'model', 'preparer', 'reader']);
  });

  it('takes what is known of duplicates where many files wait, and leaves it where few do', async () => {
    const folders = [
      { root: '/many', waiting: 200 },
      { root: '/few', waiting: 199 },
    ];
    await relief({ folders: () => folders }).freeAll();
    assert.deepEqual(
      released.filter((name) => name.startsWith('duplicates')),
      ['duplicates of /many'],
    );
  });

  it('does without a model, and with one that cannot be given back', async () => {
    await relief({ model: () => undefined }).freeAll();
    await relief({ model: () => ({}) }).freeAll();
    assert.equal(released.filter((name) => name === 'caches').length, 2);
    assert.deepEqual(logger.lines, []);
  });

  it('logs what could not be given back, and gives back the rest', async () => {
    await relief({ preparer: { release: () => Promise.reject(new Error('stuck')) } }).freeAll();
    assert.ok(released.includes('caches') && released.includes('reader'));
    assert.match(logger.lines.join('\n'), /stuck/);
    await relief({ reader: { release: () => Promise.reject(new Error('lost')) } }).afterWalk();
    assert.match(logger.lines.join('\n'), /lost/);
  });

  it('waits after a large run until all is given back where memory is short', async () => {
    await relief().afterLargeRun(true);
    assert.ok(released.includes('model') && released.includes('preparer'));
  });

  it('keeps the model after a large run while there is memory', async () => {
    await relief().afterLargeRun(false);
    await Promise.resolve();
    assert.ok(!released.includes('model'));
    assert.ok(released.includes('preparer'));
  });
});
