import { RebuildRequest } from '../../../protocol/messages';
import type { Server } from '../server';

/** Reads and embeds everything anew; the index answers meanwhile. */
export async function rebuildIndex(server: Server): Promise<void> {
  await server.request(RebuildRequest, {});
}
