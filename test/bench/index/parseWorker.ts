/** A thread that reads and chunks files, as a preparing thread of the product does, and does nothing more with them. */
import { join } from 'node:path';
import { workerData } from 'node:worker_threads';
import { yieldToOthers } from '../../../server/src/base/threadPriority';
import { serveTasks } from '../../../server/src/base/workerThread';
import { Chunker, type ChunkerAssets } from '../../../server/src/chunking/chunker';
import { languageOf } from '../../../server/src/chunking/languages';
import { readSource } from '../../../server/src/workspace/fileReader';

/** Some files of one folder. */
export interface ParseTask {
  root: string;
  /** Relative to the folder. */
  paths: readonly string[];
}

export interface ParseResult {
  files: number;
  chunks: number;
  /** Of the files that were chunked. */
  bytes: number;
}

/** The default of `akin.index.maxFileSizeKiB`. */
const MAX_FILE_BYTES = 1024 * 1024;

void serveTasks<ParseTask, ParseResult>(async () => {
  yieldToOthers();
  const chunker = await Chunker.create(workerData as ChunkerAssets);
  return {
    run: async ({ root, paths }) => {
      const result: ParseResult = { files: 0, chunks: 0, bytes: 0 };
      for (const path of paths) {
        const content = readSource(join(root, path), MAX_FILE_BYTES);
        if ('skip' in content) continue;
        const { text, bytes } = content;
        const { chunks } = await chunker.chunk({ path, text, language: languageOf(path, text) });
        result.chunks += chunks.length;
        result.files++;
        result.bytes += bytes.length;
      }
      return { result };
    },
  };
});
