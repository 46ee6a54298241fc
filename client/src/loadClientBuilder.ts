import { setImmediate as nextTurn } from 'node:timers/promises';
import type { buildLanguageClient } from './languageClient';

/**
 * Loads the libraries that a language client needs: two bundles, each in parts, between which the extension host, in
 * which every other extension runs, does other things. Loaded at once they would hold it up several times as long.
 */
export async function loadClientBuilder(): Promise<typeof buildLanguageClient> {
  await nextTurn();
  await runParts((await import('./protocolLibrary')).parts);
  const { parts, builder } = await import('./clientLibrary');
  await runParts(parts);
  return builder();
}

/** Ends in a turn of its own, in which nothing has run yet. */
async function runParts(parts: readonly (() => unknown)[]): Promise<void> {
  for (const run of parts) {
    await nextTurn();
    run();
  }
  await nextTurn();
}
