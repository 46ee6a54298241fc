/** Entry of the bundle that holds the language client's library. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { buildLanguageClient } from './languageClient';

/**
 * The parts of the library, each needed by the next. Loaded at once they would hold up the extension host, in which
 * every other extension runs, several times as long.
 */
const parts: readonly (() => Promise<unknown>)[] = [
  () => import('vscode-languageserver-protocol'),
  () => import('vscode-languageserver-protocol/node'),
  () => import('vscode-languageclient/node'),
];

/** Loads the library in parts, between which the host does other things. */
export async function loadClientBuilder(): Promise<typeof buildLanguageClient> {
  for (const load of parts) {
    await nextTurn();
    await load();
  }
  await nextTurn();
  return (await import('./languageClient')).buildLanguageClient;
}
