import type { ChunkerAssets } from '../chunking/chunker';
import type { PreparedFile, PrepareOptions, PrepareRequest } from './prepareFile';

/** What every preparing thread is started with. */
export interface PrepareWorkerData extends ChunkerAssets {
  /** Lets the thread yield to others, where the system can do that for one thread. */
  lowPriority: boolean;
  /** Spends less memory on grammars and more time on parsing. */
  lean: boolean;
}

/** Some files of one folder, read and chunked one after the other. */
export interface PrepareTask extends PrepareOptions {
  files: readonly PrepareRequest[];
}

/** What became of each, in the order asked; a text where a file failed by itself. */
export type PrepareResult = (PreparedFile | { kind: 'failed'; path: string; message: string })[];
