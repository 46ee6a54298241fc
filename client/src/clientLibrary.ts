/** Entry of the bundle that loads the language client's library. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { buildLanguageClient } from './languageClient';
import { libraryLoads } from './libraryLoads';

/**
 * Loads the library bit by bit, between which the host does other things: at once it would hold up the extension host,
 * in which every other extension runs, for longer than a key press may take.
 */
export async function loadClientBuilder(): Promise<typeof buildLanguageClient> {
  for (const load of libraryLoads) {
    await nextTurn();
    load();
  }
  await nextTurn();
  return (await import('./languageClient')).buildLanguageClient;
}
