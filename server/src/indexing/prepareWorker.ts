/** Entry of a preparing thread: reads files, chunks them and counts their words. */
import { setFlagsFromString } from 'node:v8';
import { workerData } from 'node:worker_threads';
import { messageOf } from '../base/errors';
import { yieldToOthers } from '../base/threadPriority';
import { serveTasks } from '../base/workerThread';
import { Chunker } from '../chunking/chunker';
import { prepareFile } from './prepareFile';
import type { PrepareResult, PrepareTask, PrepareWorkerData } from './prepareProtocol';

void serveTasks<PrepareTask, PrepareResult>(async () => {
  const data = workerData as PrepareWorkerData;
  if (data.lowPriority) yieldToOthers();
  // The optimising compiler takes some hundred megabytes for the tables of twenty grammars.
  if (data.lean) setFlagsFromString('--liftoff-only');
  const chunker = await Chunker.create(data);
  return {
    run: async ({ files, ...options }) => {
      const result: PrepareResult = [];
      for (const request of files) {
        try {
          result.push(await prepareFile(request, options, chunker));
        } catch (error) {
          result.push({ kind: 'failed', path: request.path, message: messageOf(error) });
        }
      }
      return { result };
    },
  };
});
