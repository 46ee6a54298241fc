/** Entry of the bundle that loads the language client's library. */
import type { buildLanguageClient } from './languageClient';
import { libraryLoads } from './libraryLoads';
import { inTurns, nextTurn } from './turns';

/**
 * Loads the library bit by bit, between which the host does other things: at once it would hold up the extension host,
 * in which every other extension runs, for longer than a key press may take.
 */
export async function loadClientBuilder(): Promise<typeof buildLanguageClient> {
  await nextTurn();
  await inTurns(libraryLoads, (load) => load());
  await nextTurn();
  const { buildLanguageClient } = await import('./languageClient');
  await nextTurn();
  return buildLanguageClient;
}
