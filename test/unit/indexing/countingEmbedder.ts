import { AkinError } from '../../../server/src/base/errors';
import type { Embedder, Vectors } from '../../../server/src/embedding/embedder';

/** An embedder without a model: a vector says how often each of four letters stands in a text. It counts what it is given. */
export class CountingEmbedder implements Embedder {
  readonly modelId = 'counting@1';
  readonly dimensions = 4;
  readonly minimumSimilarity = -1;
  /** Texts embedded for the index, in order. */
  readonly texts: string[] = [];
  /** Texts with this in them cannot be embedded. */
  poison: string | undefined;
  /** Set when no text can be embedded any more. */
  broken = false;
  isLoaded = true;
  /** Waited for before each answer. */
  hold: Promise<void> = Promise.resolve();

  async embed(texts: readonly string[], signal: AbortSignal): Promise<Vectors> {
    await this.hold;
    if (signal.aborted) throw new AkinError('aborted', 'The work was cancelled.');
    if (this.broken) throw new AkinError('worker-failed', 'The embedding threads cannot be started.');
    const { poison } = this;
    if (poison !== undefined && texts.some((text) => text.includes(poison)))
      throw new AkinError('embedding-failed', 'The embedding thread ended with exit code 1.');
    this.texts.push(...texts);
    return texts.map(vectorOf);
  }

  embedQuery(text: string): Promise<Float32Array> {
    return Promise.resolve(vectorOf(text));
  }

  dispose(): Promise<void> {
    return Promise.resolve();
  }
}

function vectorOf(text: string): Float32Array {
  const counts = ['a', 'e', 'i', 'o'].map((letter) => text.split(letter).length);
  const length = Math.hypot(...counts);
  return Float32Array.from(counts, (count) => count / length);
}
