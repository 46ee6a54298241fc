/** Writes into a cache folder until it is killed, and tells the number of each batch that is on disk. */
import { DiskCacheStore } from '../../../server/src/caching/diskCacheStore';
import { silentLogger } from '../../../server/src/base/logger';
import { entries, numbered } from './diskCacheBench';

async function main(folder: string): Promise<void> {
  const limits = { entries: 1e6, bytes: 1e9, ageMs: 1e9 };
  const store = new DiskCacheStore({
    folder,
    limits,
    policy: 'lru',
    logger: silentLogger,
    segmentBytes: 50_000,
  });
  for (let batch = 1; ; batch++) {
    store.setMany(entries(...numbered(20, `batch ${batch}`)));
    await store.flush();
    process.stdout.write(`${batch}\n`);
  }
}

void main(process.argv[2] ?? '');
