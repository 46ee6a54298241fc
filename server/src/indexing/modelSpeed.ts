import type { Logger } from '../base/logger';

/** A model that makes fewer vectors a second is waited for only after the words of all files can be found. */
const SLOW_EMBEDDINGS_PER_SECOND = 300;

/** … and takes so many times what reading and chunking do. */
const SLOW_MODEL_FACTOR = 3;

/** … for so many batches in a row: a busy moment of the machine is no reason to read every file twice. */
const SLOW_IN_A_ROW = 3;

/** Fewer texts than this say nothing about the speed of a model. */
const MIN_TEXTS_TO_JUDGE = 64;

/** Whether vectors are what indexing waits for: then the words of all files come first. */
export class ModelSpeed {
  private slowInARow = 0;

  constructor(private readonly logger: Logger) {}

  get isSlow(): boolean {
    return this.slowInARow >= SLOW_IN_A_ROW;
  }

  /**
   * A busy machine slows everything alike; a slow model is what the rest waits for.
   * @param texts embedded in `tookMs`
   * @param prepareMs what reading and chunking the same files took
   */
  judge(texts: number, tookMs: number, prepareMs: number): void {
    if (texts < MIN_TEXTS_TO_JUDGE) return;
    const perSecond = (texts * 1000) / tookMs;
    const isSlow = perSecond < SLOW_EMBEDDINGS_PER_SECOND && tookMs > SLOW_MODEL_FACTOR * prepareMs;
    this.slowInARow = isSlow ? this.slowInARow + 1 : 0;
    if (this.slowInARow === SLOW_IN_A_ROW)
      this.logger.info('The model is slow: files are found by their words first, by meaning later.');
  }
}
