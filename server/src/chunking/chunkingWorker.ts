import { workerData } from 'node:worker_threads';
import { serveTasks } from '../base/workerThread';
import type { ChunkedFile, SourceText } from './chunk';
import { Chunker, type ChunkerAssets } from './chunker';

void serveTasks<SourceText, ChunkedFile>(async () => {
  const chunker = await Chunker.create(workerData as ChunkerAssets);
  return { run: async (source) => ({ result: await chunker.chunk(source) }) };
});
