import { cpSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { basename, join, sep } from 'node:path';
import { performance } from 'node:perf_hooks';
import { silentLogger } from '../../../server/src/base/logger';
import { languageOf, syntaxLanguages } from '../../../server/src/chunking/languages';
import { locateAssets } from '../../../server/src/engine/assets';
import { Engine } from '../../../server/src/engine/engine';
import type { EngineSettings } from '../../../server/src/engine/engineTypes';
import { defaultPerformanceRequest, planPerformance } from '../../../server/src/pacing/performancePlan';
import { packageRoot } from '../../server/languageServerProcess';
import type { ScratchFolder } from '../../unit/scratchFolder';

/** Files that the other branch has otherwise. */
const CHANGED_FILES = 1_000;

const MAX_FILE_BYTES = 1_000_000;

/** Every so manieth compound name of a changed file is another on the other branch. */
const RENAMED_EVERY = 5;

const SETTINGS: EngineSettings = {
  model: '',
  allowModelDownload: false,
  exclude: [],
  maxFileBytes: MAX_FILE_BYTES,
  allowAnyFolder: true,
  maxDiskBytes: 0,
  performance: planPerformance(defaultPerformanceRequest, {
    processors: availableParallelism(),
    attended: false,
    environment: {},
  }).plan,
  cache: {
    embeddings: 'both',
    maxBytes: 256_000_000,
    policy: 'lru',
    maxAgeMs: 90 * 24 * 60 * 60 * 1_000,
    queries: true,
  },
};

/** Indexes a copy of a folder, switches to a made-up branch and back, opens a second copy, and prints what was embedded. */
export async function switchBranch(folder: string, scratch: ScratchFolder): Promise<void> {
  const copy = scratch.at(basename(folder));
  copyWithoutGit(folder, copy);
  const clone = scratch.at(`${basename(folder)}-clone`);
  copyWithoutGit(folder, clone);
  const contents = sourcesOf(copy);
  const engine = Engine.start({
    assets: locateAssets(packageRoot),
    storagePath: scratch.at('storage'),
    settings: SETTINGS,
    nativeVersions: 'bench',
    howToInsist: '',
    logger: silentLogger,
    onStatus: () => undefined,
    onNotice: () => undefined,
  });
  try {
    console.log(`\n${basename(folder)}: ${contents.size} files of ${CHANGED_FILES} at most are changed`);
    console.log('step                 seconds   embedded       hits   misses  hit ratio');
    await step(engine, 'first index', async () => (await engine.addFolder(copy)).whenIdle());
    const change = (write: (content: string) => string) => async (): Promise<void> => {
      for (const [file, content] of contents) writeFileSync(file, write(content));
      engine.noteChanges([...contents.keys()]);
      await (await engine.addFolder(copy)).whenIdle();
    };
    await step(engine, 'to the branch', change(renamed));
    await step(
      engine,
      'back',
      change((content) => content),
    );
    await step(engine, 'to it again', change(renamed));
    await step(engine, 'a second clone', async () => (await engine.addFolder(clone)).whenIdle());
    const { accessMs, missCostMs, savedMs, stores } = engine.cacheStatistics().embeddings;
    console.log(
      `access ${(accessMs.mean * 1_000).toFixed(1)} µs a key (p95 ${(accessMs.p95 * 1_000).toFixed(1)}), ` +
        `a miss costs ${(missCostMs * 1_000).toFixed(0)} µs, saved ${(savedMs / 1_000).toFixed(1)} s; ` +
        stores
          .map(({ kind, entries, bytes }) => `${kind} ${entries} in ${(bytes / 1e6).toFixed(1)} MB`)
          .join(', '),
    );
  } finally {
    await engine.dispose();
  }
}

async function step(engine: Engine, what: string, act: () => Promise<void>): Promise<void> {
  const [before, counts, started] = [engine.cacheStatistics().embeddings, engine.counts(), performance.now()];
  await act();
  const seconds = (performance.now() - started) / 1_000;
  const after = engine.cacheStatistics().embeddings;
  const [hits, misses] = [after.hits - before.hits, after.misses - before.misses];
  const ratio = hits + misses === 0 ? '-' : (hits / (hits + misses)).toFixed(4);
  const embedded = engine.counts().embedded - counts.embedded;
  const columns: [string | number, number][] = [
    [seconds.toFixed(1), 10],
    [embedded, 11],
    [hits, 11],
    [misses, 9],
    [ratio, 11],
  ];
  console.log(what.padEnd(18) + columns.map(([value, width]) => String(value).padStart(width)).join(''));
}

function copyWithoutGit(from: string, to: string): void {
  cpSync(from, to, { recursive: true, filter: (source) => !source.split(sep).includes('.git') });
}

/** The sources that differ between the branches, with their content. */
function sourcesOf(folder: string): Map<string, string> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .sort()
    .map((name) => join(folder, name))
    .filter((file) => syntaxLanguages.includes(languageOf(file, '')))
    .filter((file) => statSync(file).isFile() && statSync(file).size <= MAX_FILE_BYTES);
  const every = Math.max(1, Math.floor(files.length / CHANGED_FILES));
  const chosen = files.filter((_, i) => i % every === 0).slice(0, CHANGED_FILES);
  return new Map(chosen.map((file) => [file, readFileSync(file, 'utf8')]));
}

/** The content with other names here and there: what a refactoring on another branch would be. */
function renamed(content: string): string {
  let met = 0;
  return content.replace(/\b\w*[a-z][A-Z_]\w*\b/g, (name) =>
    ++met % RENAMED_EVERY === 0 ? `${name}Two` : name,
  );
}
