/** A list of unit-length vectors, one per text, each `dimensions` long. */
export type Vectors = Float32Array[];

/** Turns text into vectors. Texts nearer in meaning have a larger dot product. */
export interface Embedder {
  /** Names model and revision; vectors of different ids are never mixed. */
  readonly modelId: string;
  readonly dimensions: number;
  /** Cosine below which two texts have nothing to do with each other. */
  readonly minimumSimilarity: number;
  /**
   * Embeds code for the index, in the given order.
   * @throws {import('../base/errors').AkinError} `embedding-failed` when these texts were
   * tried twice in vain, `worker-failed` when no text can be embedded any more, `aborted` on the signal
   */
  embed(texts: readonly string[], signal: AbortSignal): Promise<Vectors>;
  /** Embeds one query ahead of all waiting {@link embed} calls. */
  embedQuery(text: string, signal: AbortSignal): Promise<Float32Array>;
  /** Whether the next call finds the model loaded; always where this is absent. */
  readonly isLoaded?: boolean;
  /** Frees the model where nothing is embedded at the moment; the next call loads it anew. */
  release?(): Promise<void>;
  /** Ends the workers; calls under way are rejected with code `aborted`. */
  dispose(): Promise<void>;
}
