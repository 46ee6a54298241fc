/** Entry of the bundle that loads the language client's library. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { buildLanguageClient } from './languageClient';
import { libraryFiles, libraryLoads } from './libraryLoads';
import { inTurns, nextTurn } from './turns';

/**
 * Loads the library bit by bit, between which the host does other things: at once it would hold up the extension host,
 * in which every other extension runs, for longer than a key press may take.
 */
export async function loadClientBuilder(): Promise<typeof buildLanguageClient> {
  await readFiles();
  await inTurns(libraryLoads, (load) => load());
  await nextTurn();
  const { buildLanguageClient } = await import('./languageClient');
  await nextTurn();
  return buildLanguageClient;
}

/**
 * Reads the files once in other threads, so that the system has them at hand: `require` holds up the host while a drive that sleeps or is busy
 * gives them out. What stands in the way of that is told by `require` itself.
 */
async function readFiles(): Promise<void> {
  await Promise.allSettled(libraryFiles.map((file) => readFile(join(__dirname, file))));
}
