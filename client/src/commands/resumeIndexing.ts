import { ResumeRequest } from '../../../protocol/messages';
import type { Server } from '../server';

/** Goes on indexing. */
export async function resumeIndexing(server: Server): Promise<void> {
  await server.request(ResumeRequest, {});
}
