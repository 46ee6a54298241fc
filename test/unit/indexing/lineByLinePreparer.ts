import { AkinError, throwIfAborted } from '../../../server/src/base/errors';
import {
  prepareFile,
  type PreparedFile,
  type PrepareOptions,
  type PrepareRequest,
} from '../../../server/src/indexing/prepareFile';
import type { FilePreparer, PrepareManner } from '../../../server/src/indexing/workerPreparer';
import { SkipReasons } from '../../../server/src/workspace/skipReason';
import { statFile } from '../../../server/src/workspace/walker';
import { LineByLineChunker } from './lineByLineChunker';

/** Prepares files as the threads do, without threads and grammars. */
export class LineByLinePreparer implements FilePreparer {
  readonly chunker = new LineByLineChunker();
  /** Requests in the order in which they came. */
  readonly requests: (PrepareRequest & PrepareManner)[] = [];
  /** Set when no file can be prepared any more. */
  broken = false;

  async prepare(
    files: readonly PrepareRequest[],
    options: PrepareOptions,
    { urgent, concurrency }: PrepareManner,
    signal: AbortSignal,
  ): Promise<PreparedFile[]> {
    throwIfAborted(signal);
    if (this.broken) throw new AkinError('worker-failed', 'The preparing threads cannot be started.');
    const prepared: PreparedFile[] = [];
    for (const request of files) {
      this.requests.push({ ...request, urgent, concurrency });
      prepared.push(await this.prepareOne(request, options));
    }
    return prepared;
  }

  private async prepareOne(request: PrepareRequest, options: PrepareOptions): Promise<PreparedFile> {
    try {
      return await prepareFile(request, options, this.chunker);
    } catch {
      const found = await statFile(options.root, request.path);
      if (found === undefined) return { kind: 'gone', path: request.path };
      return { kind: 'skipped', state: { ...found, contentHash: '' }, reason: SkipReasons.failed };
    }
  }
}
