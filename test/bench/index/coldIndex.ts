import { performance } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import type { IndexStatus } from '../../../protocol/indexMessages';
import { LanguageServerProcess } from '../../server/languageServerProcess';
import { memoryOf } from '../processMemory';
import { cpuSecondsOf } from '../processTime';

/** What an index from nothing cost. */
export interface ColdIndex {
  /** From the start of the server's process until everything could be found and the index was compacted. */
  wallSeconds: number;
  /** From the start of the server's process until a search found something. */
  firstFoundSeconds: number;
  /** Of all threads of the server. */
  cpuSeconds: number | undefined;
  peakMib: number | undefined;
  status: IndexStatus;
}

/** A query that any code answers: what is asked is whether there is an answer at all. */
const ANY_QUERY = 'read the name';

export interface IndexedRun {
  server: LanguageServerProcess;
  cold: ColdIndex;
}

/**
 * Starts the built server on a folder that was never indexed. The caller stops the server.
 * @param storagePath an empty folder
 */
export async function indexCold(
  folder: string,
  storagePath: string,
  settings: object = {},
): Promise<IndexedRun> {
  const started = performance.now();
  const since = (): number => (performance.now() - started) / 1000;
  const server = await LanguageServerProcess.start({ folders: [folder], storagePath, settings });
  try {
    await server.until(({ chunks, state }) => chunks > 0 || state === 'error');
    await untilFound(server);
    const firstFoundSeconds = since();
    const status = await server.untilReady();
    const cold: ColdIndex = {
      wallSeconds: since(),
      firstFoundSeconds,
      cpuSeconds: cpuSecondsOf(server.pid),
      peakMib: memoryOf(server.pid)?.peak,
      status,
    };
    return { server, cold };
  } catch (error) {
    await server.kill();
    throw error;
  }
}

/** Longest time from the first chunk to the first answer; past this the server is at fault. */
const PATIENCE_MS = 30_000;

/** Between two looks: short beside what is measured, long enough to leave the server its processor. */
const POLL_MS = 4;

async function untilFound(server: LanguageServerProcess): Promise<void> {
  // The first chunks may have nothing of the question.
  const end = performance.now() + PATIENCE_MS;
  while (performance.now() < end) {
    if ((await server.search({ query: ANY_QUERY, limit: 1 })).length > 0) return;
    await delay(POLL_MS);
  }
  throw new Error('Chunks are stored and nothing is found.');
}
