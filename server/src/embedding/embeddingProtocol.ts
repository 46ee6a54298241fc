import type { ModelSource } from './modelFiles';

/** What every embedding thread is started with. */
export interface EmbeddingWorkerData {
  model: ModelSource;
}

/** One batch of texts. */
export interface EmbeddingTask {
  texts: readonly string[];
}

/** The vectors of a batch, one after the other, each `dimensions` long and of unit length. */
export interface EmbeddingResult {
  vectors: Float32Array<ArrayBuffer>;
  dimensions: number;
}
