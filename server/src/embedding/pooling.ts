import type { EmbeddingResult } from './embeddingProtocol';

/** A tensor of the model runtime, as far as it is read here. */
interface Tensor {
  /** The shape. */
  dims: readonly number[];
  data: unknown;
}

/**
 * Takes the model's own sentence vectors `[texts, dimensions]`, or the mean of its token vectors, at unit length.
 * @param output the model's answers by name
 * @param mask `[texts, tokens]`, 1 where there is a token and no padding
 * @throws {Error} when the model answers no vectors
 */
export function pool(output: Readonly<Record<string, Tensor>>, mask: Tensor): EmbeddingResult {
  const sentence = output.sentence_embedding;
  const tokens = output.last_hidden_state ?? output.token_embeddings;
  const tensor = sentence ?? tokens;
  if (tensor === undefined)
    throw new Error(`The model answers ${Object.keys(output).join(', ')} and no embedding.`);
  const dimensions = tensor.dims.at(-1) ?? 0;
  const vectors =
    tensor === sentence ? Float32Array.from(tensor.data as Float32Array) : meanOverTokens(tensor, mask);
  for (let at = 0; at < vectors.length; at += dimensions) normalise(vectors.subarray(at, at + dimensions));
  return { vectors, dimensions };
}

/** Means of token vectors `[texts, tokens, dimensions]` over the tokens that the mask `[texts, tokens]` marks with 1. */
function meanOverTokens(tensor: Tensor, mask: Tensor): Float32Array<ArrayBuffer> {
  const [texts = 0, tokens = 0, dimensions = 0] = tensor.dims;
  const data = tensor.data as Float32Array;
  const marks = mask.data as BigInt64Array;
  const sums = new Float32Array(texts * dimensions);
  for (let token = 0; token < texts * tokens; token++) {
    if (marks[token] === 0n) continue;
    const from = token * dimensions;
    const to = Math.floor(token / tokens) * dimensions;
    for (let i = 0; i < dimensions; i++) sums[to + i] = (sums[to + i] ?? 0) + (data[from + i] ?? 0);
  }
  // Not divided by the count: the length is set to one afterwards.
  return sums;
}

function normalise(vector: Float32Array): void {
  let squares = 0;
  for (const value of vector) squares += value * value;
  if (squares === 0) return;
  const scale = 1 / Math.sqrt(squares);
  for (let i = 0; i < vector.length; i++) vector[i] = (vector[i] ?? 0) * scale;
}
