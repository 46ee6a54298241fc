import { PauseRequest } from '../../../protocol/messages';
import type { Server } from '../server';

/** Stops indexing until it is resumed. */
export async function pauseIndexing(server: Server): Promise<void> {
  await server.request(PauseRequest, {});
}
