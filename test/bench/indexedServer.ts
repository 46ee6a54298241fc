import { performance } from 'node:perf_hooks';
import type { IndexStatus } from '../../protocol/indexMessages';
import { LanguageServerProcess } from '../server/languageServerProcess';
import { type ProcessMemory, memoryOf } from './processMemory';

/** A server at rest, after it has indexed a folder from nothing. */
export interface IndexedServer {
  server: LanguageServerProcess;
  /** The status when it came to rest. */
  status: IndexStatus;
  /** From the start of the process until everything could be found. */
  indexSeconds: number;
}

/**
 * Starts the built server on a folder and waits until it is indexed. The caller stops the server.
 * @param storagePath an empty folder
 * @throws {Error} when the server cannot index with vectors, or finds no file
 */
export async function indexFolder(folder: string, storagePath: string): Promise<IndexedServer> {
  const started = performance.now();
  const server = await LanguageServerProcess.start({
    folders: [folder],
    storagePath,
    // Each question is to be answered, however often it is asked.
    settings: { search: { cache: false } },
  });
  try {
    const status = await server.untilReady();
    if (status.filesDone === 0) throw new Error('The server found no file to index.');
    return { server, status, indexSeconds: (performance.now() - started) / 1000 };
  } catch (error) {
    await server.kill();
    throw error;
  }
}

/** What the server's process holds now; undefined where that cannot be told. */
export function memoryOfServer({ server }: IndexedServer): ProcessMemory | undefined {
  return memoryOf(server.pid);
}
