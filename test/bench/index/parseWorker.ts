/** Entry of a thread that reads and chunks files with the product's code and keeps nothing of them. */
import { workerData } from 'node:worker_threads';
import { join } from 'node:path';
import { yieldToOthers } from '../../../server/src/base/threadPriority';
import { serveTasks } from '../../../server/src/base/workerThread';
import { Chunker, type ChunkerAssets } from '../../../server/src/chunking/chunker';
import { languageOf } from '../../../server/src/chunking/languages';
import { readSource } from '../../../server/src/workspace/fileReader';

export interface ParseTask {
  root: string;
  paths: readonly string[];
  maxBytes: number;
}

export interface ParseCounts {
  files: number;
  chunks: number;
  /** Of the files that were chunked. */
  bytes: number;
}

void serveTasks<ParseTask, ParseCounts>(async () => {
  yieldToOthers();
  const chunker = await Chunker.create(workerData as ChunkerAssets);
  return {
    run: async ({ root, paths, maxBytes }) => {
      const result: ParseCounts = { files: 0, chunks: 0, bytes: 0 };
      for (const path of paths) {
        const content = readSource(join(root, path), maxBytes);
        if ('skip' in content) continue;
        const { text, bytes } = content;
        const { chunks } = await chunker.chunk({ path, text, language: languageOf(path, text) });
        result.files++;
        result.chunks += chunks.length;
        result.bytes += bytes.length;
      }
      return { result };
    },
  };
});
