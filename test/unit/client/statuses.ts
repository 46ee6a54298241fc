import type { ServerState } from '../../../client/src/serverState';
import type { IndexStatus } from '../../../protocol/indexMessages';

/** The state of a server that told a status; what is not given is that of a small, finished index. */
export function running(given: Partial<IndexStatus>): ServerState {
  const status: IndexStatus = {
    state: 'ready',
    filesDone: 1234,
    filesTotal: 1234,
    chunks: 5678,
    updates: 0,
    stage: 'Up to date',
    skipped: {},
    storeBytes: 3_500_000,
    model: 'akin-static-v2@0123abcd',
    ...given,
  };
  return { kind: 'running', status };
}
