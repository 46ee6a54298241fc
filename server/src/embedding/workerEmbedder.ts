import { AkinError, messageOf } from '../base/errors';
import type { Logger } from '../base/logger';
import { t } from '../base/texts';
import { WorkerPool } from '../base/workerPool';
import type { Embedder, Vectors } from './embedder';
import type { EmbeddingResult, EmbeddingTask, EmbeddingWorkerData } from './embeddingProtocol';
import type { Architecture } from './modelConfig';
import type { ModelSource } from './modelFiles';

export interface WorkerEmbedderOptions {
  model: ModelSource;
  /** Absolute path of the bundled `embeddingWorker.js`. */
  script: string;
  threads: number;
  logger: Logger;
}

/**
 * Texts in one task. For a transformer more costs padding and fewer costs calls (STACK figures: 32 beats 128 on one
 * thread). A table has no padding, and a query waits for the batch under way: 64 chunks take some 4 ms, and 128 are a
 * tenth faster at most (measured with chunks of 66 and of 169 tokens).
 */
const BATCH_TEXTS = { static: 64, transformer: 32 } as const;

/** A transformer on a slow laptop takes some 30 s for a batch of long texts; beyond this it hangs. */
const TASK_TIMEOUT_MS = 120_000;

/**
 * Room for the largest vocabularies, of 250,000 words, several times; a thread that asks for more is ended and not the process. What the runtime takes for
 * the model itself is no part of it.
 */
const MAX_HEAP_MB = 1_024;

/** A person waits for the query, nobody for the rest. */
const QUERY_PRIORITY = 1;

function poolOf({
  model,
  script,
  threads,
  logger,
}: WorkerEmbedderOptions): WorkerPool<EmbeddingTask, EmbeddingResult> {
  const workerData: EmbeddingWorkerData = { model };
  return new WorkerPool({
    name: 'embedding',
    script,
    workerData: { ...workerData },
    size: threads,
    taskTimeoutMs: TASK_TIMEOUT_MS,
    resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB },
    logger,
  });
}

/** Embeds in worker threads. */
export class WorkerEmbedder implements Embedder {
  readonly modelId: string;
  readonly minimumSimilarity: number;
  private readonly architecture: Architecture;

  private constructor(
    model: ModelSource,
    readonly dimensions: number,
    private readonly pool: WorkerPool<EmbeddingTask, EmbeddingResult>,
  ) {
    ({
      modelId: this.modelId,
      minimumSimilarity: this.minimumSimilarity,
      architecture: this.architecture,
    } = model);
  }

  /** Begins to load a model that was seen to work; whoever embeds first waits for it, and is told where it does not work after all. */
  static start(options: WorkerEmbedderOptions, dimensions: number): WorkerEmbedder {
    const pool = poolOf(options);
    pool.warm();
    return new WorkerEmbedder(options.model, dimensions, pool);
  }

  /**
   * Loads the model in a first thread and embeds a word, which shows that it works and how long its vectors are.
   * @throws {AkinError} `model-invalid` when it cannot be loaded or answers nothing of use, `aborted` on the signal
   */
  static async create(options: WorkerEmbedderOptions, signal: AbortSignal): Promise<WorkerEmbedder> {
    const { model } = options;
    const pool = poolOf(options);
    try {
      const { dimensions, vectors } = await pool.run({ texts: ['index'] }, signal);
      if (dimensions === 0 || vectors.length !== dimensions || !vectors.every(Number.isFinite))
        throw new AkinError('model-invalid', t('The model {0} answers no usable vector.', model.name));
      return new WorkerEmbedder(model, dimensions, pool);
    } catch (error) {
      await pool.dispose();
      if (error instanceof AkinError && (error.code === 'aborted' || error.code === 'model-invalid'))
        throw error;
      throw new AkinError(
        'model-invalid',
        t('The model {0} cannot be loaded: {1}', model.name, messageOf(error)),
        {
          cause: error,
        },
      );
    }
  }

  async embed(texts: readonly string[], signal: AbortSignal): Promise<Vectors> {
    const order = this.orderOf(texts);
    const size = BATCH_TEXTS[this.architecture];
    const vectors: Vectors = new Array<Float32Array>(texts.length);
    const batches: number[][] = [];
    for (let at = 0; at < order.length; at += size) batches.push(order.slice(at, at + size));
    await Promise.all(
      batches.map(async (batch) => {
        const result = await this.runBatch(
          batch.map((index) => texts[index] ?? ''),
          signal,
        );
        batch.forEach((index, i) => {
          vectors[index] = result.slice(i * this.dimensions, (i + 1) * this.dimensions);
        });
      }),
    );
    return vectors;
  }

  embedQuery(text: string, signal: AbortSignal): Promise<Float32Array> {
    return this.runBatch([text], signal, QUERY_PRIORITY);
  }

  get isLoaded(): boolean {
    return this.pool.isStarted;
  }

  release(): Promise<void> {
    return this.pool.release();
  }

  dispose(): Promise<void> {
    return this.pool.dispose();
  }

  /** Texts of like length share a batch of a transformer, so that little is computed on padding. */
  private orderOf(texts: readonly string[]): number[] {
    const order = texts.map((_, index) => index);
    return this.architecture === 'static' ? order : order.sort((a, b) => length(texts, a) - length(texts, b));
  }

  private async runBatch(texts: readonly string[], signal: AbortSignal, priority = 0): Promise<Float32Array> {
    try {
      return (await this.pool.run({ texts }, signal, { priority })).vectors;
    } catch (error) {
      if (error instanceof AkinError && error.code === 'aborted') throw error;
      const code = this.pool.failure === undefined ? 'embedding-failed' : 'worker-failed';
      throw new AkinError(code, messageOf(error), { cause: error });
    }
  }
}

function length(texts: readonly string[], index: number): number {
  return texts[index]?.length ?? 0;
}
