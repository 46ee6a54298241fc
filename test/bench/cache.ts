/**
 * Measures the cache of vectors: how fast it is in memory, on disk and both, and what it saves when a branch is switched
 * and switched back, and when a second clone is opened:
 *   npm run bench:cache -- [FOLDER] [--vectors N]
 * Without a folder it measures speed alone; a folder is copied and the copy changed. Exit codes: 0, 1 when something
 * failed, 2 for bad input.
 */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { contentHash } from '../../server/src/base/hash';
import { silentLogger } from '../../server/src/base/logger';
import { type ByteCache, byteCache, type CachePlace } from '../../server/src/caching/byteCache';
import { EmbeddingCache } from '../../server/src/embedding/embeddingCache';
import { randomUnit, seededRandom } from '../unit/seededRandom';
import type { ScratchFolder } from '../unit/scratchFolder';
import { switchBranch } from './cache/switchBranch';
import { BadInput, ensureBuilt, runBench, withScratch } from './runBench';
import { percentile } from './statistics';

const USAGE = 'npm run bench:cache -- [FOLDER] [--vectors N]';

const DEFAULT_VECTORS = 100_000;

/** As long as the built-in model's. */
const MODEL = { modelId: 'bench', dimensions: 256 };

/** About as many chunks as the indexer asks for at a time. */
const BATCH = 1_000;

/** Any number does; the same one makes the same vectors. */
const SEED = 7;

const ROUNDS = 3;

/** What an engine has with nothing configured, but for memory, which has room for all where it is alone. */
const AGE_MS = 90 * 24 * 60 * 60 * 1_000;
const MEMORY = { entries: 65_536, bytes: 16_000_000, ageMs: AGE_MS };
const MEMORY_ALONE = { entries: 10_000_000, bytes: 4_000_000_000, ageMs: AGE_MS };
const DISK = { entries: 10_000_000, bytes: 4_000_000_000, ageMs: AGE_MS };

async function main(): Promise<void> {
  const { folder, count } = readOptions(process.argv.slice(2));
  await withScratch((scratch) => measureSpeed(scratch, count));
  if (folder === undefined) return;
  ensureBuilt();
  await withScratch((scratch) => switchBranch(folder, scratch));
}

function readOptions(args: string[]): { folder: string | undefined; count: number } {
  try {
    const { values, positionals } = parseArgs({
      args,
      options: { vectors: { type: 'string', default: String(DEFAULT_VECTORS) } },
      allowPositionals: true,
    });
    const [folder, ...more] = positionals;
    const count = Number(values.vectors);
    if (more.length > 0) throw new BadInput(`One folder is enough. ${USAGE}`);
    if (!Number.isInteger(count) || count < 1)
      throw new BadInput(`--vectors must be a whole number. ${USAGE}`);
    if (folder !== undefined && !existsSync(folder)) throw new BadInput(`There is no folder ${folder}.`);
    return { folder: folder === undefined ? undefined : resolve(folder), count };
  } catch (error) {
    throw error instanceof BadInput ? error : new BadInput(`${String(error)} ${USAGE}`);
  }
}

async function measureSpeed(scratch: ScratchFolder, count: number): Promise<void> {
  const random = seededRandom(SEED);
  const some = Array.from({ length: BATCH }, () => randomUnit(random, MODEL.dimensions));
  const batches: Map<string, Float32Array>[] = [];
  for (let at = 0; at < count; at += BATCH)
    batches.push(
      new Map(
        some
          .slice(0, Math.min(BATCH, count - at))
          .map((vector, i) => [contentHash(`text ${at + i}`), vector]),
      ),
    );
  console.log(`${count} vectors of ${MODEL.dimensions} numbers, ${BATCH} at a time; medians of ${ROUNDS}`);
  console.log('where    set/s  flush ms     get/s   miss/s  open ms  get/s after opening  MB on disk');
  for (const place of ['memory', 'disk', 'both'] as const) {
    const rounds: Round[] = [];
    for (let round = 0; round < ROUNDS; round++)
      rounds.push(await measureRound(scratch.at(`${place}-${round}`), place, batches, count));
    const columns = (['set', 'flushMs', 'get', 'miss', 'openMs', 'reopened', 'mb'] as const).map((key) => {
      const values = rounds.map((round) => round[key]);
      return percentile(values, 0.5).toFixed(0);
    });
    const widths = [9, 10, 10, 9, 9, 21, 12];
    console.log(place.padEnd(6) + columns.map((text, i) => text.padStart(widths[i] ?? 0)).join(''));
  }
}

interface Round {
  set: number;
  flushMs: number;
  get: number;
  miss: number;
  openMs: number;
  reopened: number;
  mb: number;
}

async function measureRound(
  folder: string,
  place: Exclude<CachePlace, 'off'>,
  batches: readonly Map<string, Float32Array>[],
  count: number,
): Promise<Round> {
  const perSecond = (ms: number): number => (count / ms) * 1_000;
  const cache = open(folder, place);
  const vectors = new EmbeddingCache(cache.cache, MODEL);
  const setMs = await timed(() => {
    for (const batch of batches) vectors.setMany(batch);
  });
  const flushMs = await timed(() => cache.cache.flush());
  const getMs = await timed(() => getAll(vectors, batches, 1));
  const others = new EmbeddingCache(cache.cache, { ...MODEL, modelId: 'another' });
  const missMs = await timed(() => getAll(others, batches, 0));
  await cache.cache.dispose();
  const again = open(folder, place);
  const reopened = new EmbeddingCache(again.cache, MODEL);
  const openMs = await timed(() => reopened.getMany(['none']));
  const againMs = await timed(() => getAll(reopened, batches, place === 'memory' ? 0 : 1));
  const mb = (again.cache.statistics().stores.find(({ kind }) => kind === 'disk')?.bytes ?? 0) / 1e6;
  await again.cache.dispose();
  return {
    set: perSecond(setMs),
    flushMs,
    get: perSecond(getMs),
    miss: perSecond(missMs),
    openMs,
    reopened: place === 'memory' ? 0 : perSecond(againMs),
    mb,
  };
}

function open(folder: string, place: Exclude<CachePlace, 'off'>): ByteCache {
  const memory = place === 'memory' ? MEMORY_ALONE : MEMORY;
  return byteCache({ place, folder, memory, disk: DISK, policy: 'lru', logger: silentLogger });
}

/** @throws {Error} when another share is found: then something else was measured */
async function getAll(
  vectors: EmbeddingCache,
  batches: readonly Map<string, Float32Array>[],
  share: 0 | 1,
): Promise<void> {
  for (const batch of batches) {
    const { size } = await vectors.getMany([...batch.keys()]);
    if (size !== share * batch.size) throw new Error(`${size} of ${batch.size} vectors were found.`);
  }
}

async function timed(act: () => unknown): Promise<number> {
  const started = performance.now();
  await act();
  return performance.now() - started;
}

void runBench(main);
