import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { WriterWatch, type WriterWatchOptions } from '../../../server/src/engine/writerWatch';
import { claimWriter, type WriterLock } from '../../../server/src/store/writerLock';
import { RecordingLogger } from '../base/recordingLogger';
import { LanceBench } from '../store/lanceBench';
import { chunkOf, replacing } from '../store/samples';
import type { LanceStore } from '../../../server/src/store/lanceStore';

describe('watch on the writer of an index', () => {
  let bench: LanceBench;
  let lock: WriterLock;
  let writer: LanceStore;
  let watch: WriterWatch | undefined;
  let logger: RecordingLogger;
  beforeEach(async () => {
    bench = new LanceBench();
    logger = new RecordingLogger();
    lock = (await claimWriter(bench.scratch.path)) ?? assert.fail();
    writer = await bench.open();
    await writer.commit(replacing(chunkOf('a.ts', 1)));
  });
  afterEach(async () => {
    watch?.dispose();
    await lock.release();
    await bench.dispose();
  });

  async function start(given: Partial<WriterWatchOptions>): Promise<void> {
    watch = new WriterWatch({
      base: bench.scratch.path,
      store: await bench.open(false),
      onNews: () => Promise.resolve(),
      onGone: () => Promise.reject(new Error('the writer is there')),
      onError: (error) => assert.fail(String(error)),
      logger,
      lookMs: 10,
      ...given,
    });
  }

  it('tells of what the writer stores, once for each time', async () => {
    let told = 0;
    let hear: () => void = () => undefined;
    const news = (): Promise<void> => new Promise((resolve) => (hear = resolve));
    let next = news();
    let looks = 0;
    const reader = await bench.open(false);
    const revision = reader.revision.bind(reader);
    let looked: () => void = () => undefined;
    reader.revision = () => {
      looks++;
      looked();
      return revision();
    };
    await start({
      store: reader,
      onNews: () => {
        told++;
        hear();
        return Promise.resolve();
      },
    });
    await next;
    const before = looks;
    await new Promise<void>((resolve) => (looked = () => (looks > before + 2 ? resolve() : undefined)));
    assert.equal(told, 1, 'nothing new was stored');
    next = news();
    await writer.commit(replacing(chunkOf('b.ts', 1)));
    await next;
  });

  it('tells again of news that could not be read', async () => {
    let attempts = 0;
    await new Promise<void>((resolve, reject) => {
      const onNews = (): Promise<void> => {
        if (++attempts === 1) return Promise.reject(new Error('replaced under its hands'));
        resolve();
        return Promise.resolve();
      };
      start({ onNews }).catch(reject);
    });
    assert.match(logger.lines.join(), /debug: .*replaced under its hands/);
  });

  it('tells once that the writer has gone', async () => {
    let told = 0;
    await new Promise<void>((resolve, reject) => {
      const onGone = (): Promise<void> => {
        told++;
        resolve();
        return Promise.resolve();
      };
      start({ onGone }).catch(reject);
      lock.release().catch(reject);
    });
    const own = await claimWriter(bench.scratch.path);
    assert.ok(own !== undefined, 'its place is free');
    await own.release();
    assert.equal(told, 1);
  });

  it('passes on what goes wrong when the place of the writer is taken', async () => {
    const error = await new Promise<unknown>((resolve, reject) => {
      start({ onGone: () => Promise.reject(new Error('disk full')), onError: resolve }).catch(reject);
      lock.release().catch(reject);
    });
    assert.match(String(error), /disk full/);
  });

  it('looks again when it could not be seen whether the writer has gone, and warns once', async () => {
    const base = bench.scratch.at('drive');
    const warn = logger.warn.bind(logger);
    logger.warn = (line) => {
      warn(line);
      mkdirSync(base);
    };
    await new Promise<void>((resolve, reject) => {
      start({ base, onGone: done(resolve) }).catch(reject);
    });
    assert.equal(logger.lines.filter((line) => line.startsWith('warn: It cannot be seen')).length, 1);
  });

  it('tells once that it cannot be seen for long, and goes on looking', async () => {
    const base = bench.scratch.at('drive');
    let told = 0;
    await new Promise<void>((resolve, reject) => {
      const onError = (error: unknown): void => {
        told++;
        assert.match(String(error), /ENOENT/);
        mkdirSync(base);
      };
      start({ base, onError, onGone: done(resolve) }).catch(reject);
    });
    assert.equal(told, 1);
    assert.equal(logger.lines.filter((line) => line.startsWith('warn: It cannot be seen')).length, 1);
  });
});

const done = (resolve: () => void) => (): Promise<void> => {
  resolve();
  return Promise.resolve();
};
