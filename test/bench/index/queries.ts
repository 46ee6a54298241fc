import { performance } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { LanguageServerProcess } from '../../server/languageServerProcess';

/** As many hits as the benchmark of retrieval asks for. */
const LIMIT = 10;

/** Between two questions while indexing, as of someone who types: without it the questions would slow the indexing. */
const PAUSE_MS = 100;

/** @returns milliseconds from each question to its answer, one after the other */
export async function askAll(server: LanguageServerProcess, questions: readonly string[]): Promise<number[]> {
  const times: number[] = [];
  for (const query of questions) times.push(await ask(server, query));
  return times;
}

/** A question asked while the index was being made. */
export interface EarlyAnswer {
  ms: number;
  /** How many chunks there were when it was asked. */
  chunks: number;
}

/**
 * Indexes a folder from nothing and asks from the first batch until all is indexed.
 * @param storagePath an empty folder
 */
export async function askWhileIndexing(
  folder: string,
  storagePath: string,
  questions: readonly string[],
): Promise<EarlyAnswer[]> {
  const server = await LanguageServerProcess.start({ folders: [folder], storagePath });
  try {
    await server.until(({ chunks, state }) => chunks > 0 || state === 'error');
    const answers: EarlyAnswer[] = [];
    for (let at = 0; server.statuses.at(-1)?.state === 'indexing'; at++) {
      const chunks = server.statuses.at(-1)?.chunks ?? 0;
      answers.push({ ms: await ask(server, questions[at % questions.length] ?? ''), chunks });
      await delay(PAUSE_MS);
    }
    await server.untilReady();
    await server.stop();
    return answers;
  } catch (error) {
    await server.kill();
    throw error;
  }
}

async function ask(server: LanguageServerProcess, query: string): Promise<number> {
  const started = performance.now();
  await server.search({ query, limit: LIMIT });
  return performance.now() - started;
}
