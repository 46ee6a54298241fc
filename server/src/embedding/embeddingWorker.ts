/** Entry of an embedding thread: the only place that knows the model runtime. */
import { workerData } from 'node:worker_threads';
import { AutoModel, AutoTokenizer, env, type Tensor } from '@huggingface/transformers';
import { inNativeCode, serveTasks, type TaskHandler } from '../base/workerThread';
import type { EmbeddingResult, EmbeddingTask, EmbeddingWorkerData } from './embeddingProtocol';

/** Text beyond this many tokens is cut: chunks are made to fit, and attention cost grows with the square. */
const MAX_TOKENS = 512;

async function start(): Promise<TaskHandler<EmbeddingTask, EmbeddingResult>> {
  const { model: source } = workerData as EmbeddingWorkerData;
  env.allowLocalModels = source.localModelPath !== undefined;
  if (source.localModelPath !== undefined) env.localModelPath = source.localModelPath;
  env.allowRemoteModels = source.allowDownload || source.localModelPath === undefined;
  env.cacheDir = source.cacheDir;
  const localOnly = !source.allowDownload;
  const tokenizer = await AutoTokenizer.from_pretrained(source.name, { local_files_only: localOnly });
  const model = await inNativeCode(() =>
    AutoModel.from_pretrained(source.name, {
      local_files_only: localOnly,
      dtype: source.dtype,
      device: 'cpu',
      // One thread each: the pool brings the parallelism.
      session_options: { intraOpNumThreads: 1, interOpNumThreads: 1 },
    }),
  );
  return {
    run: async ({ texts }) => {
      const options = { padding: true, truncation: true, max_length: MAX_TOKENS };
      const inputs = tokenizer([...texts], options) as Inputs;
      const output = await inNativeCode<Output>(() => model(inputs) as Promise<Output>);
      const result = pool(output, inputs.attention_mask);
      for (const tensor of [...Object.values(inputs), ...Object.values(output)]) tensor.dispose();
      return { result, transfer: [result.vectors.buffer] };
    },
    dispose: async () => {
      await model.dispose();
    },
  };
}

interface Inputs extends Record<string, Tensor> {
  attention_mask: Tensor;
}

type Output = Record<string, Tensor>;

/** Takes the model's own sentence vectors, or the mean of its token vectors, at unit length. */
function pool(output: Output, mask: Tensor): EmbeddingResult {
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

void serveTasks(start);
