/** Entry of an embedding thread: the only place that knows the model runtime. */
import { workerData } from 'node:worker_threads';
import type { Tensor } from '@huggingface/transformers';
import { inNativeCode, serveTasks, type TaskHandler } from '../base/workerThread';
import type { EmbeddingResult, EmbeddingTask, EmbeddingWorkerData } from './embeddingProtocol';
import type { StaticSource, TransformerSource } from './modelFiles';
import { pool } from './pooling';
import { StaticModel } from './staticModel';

type Handler = TaskHandler<EmbeddingTask, EmbeddingResult>;

/** Text beyond this many tokens is cut: chunks are made to fit, and attention cost grows with the square. */
const MAX_TOKENS = 512;

function start(): Promise<Handler> {
  const { model } = workerData as EmbeddingWorkerData;
  return model.architecture === 'static' ? startStatic(model) : startTransformer(model);
}

async function startStatic(source: StaticSource): Promise<Handler> {
  const model = await StaticModel.load(source);
  const { dimensions } = model;
  return {
    run: ({ texts }) => {
      const vectors = model.embed(texts);
      return Promise.resolve({ result: { vectors, dimensions }, transfer: [vectors.buffer] });
    },
  };
}

async function startTransformer(source: TransformerSource): Promise<Handler> {
  // Imported here alone: a static model starts at once, and where the runtime cannot be loaded.
  const { AutoModel, AutoTokenizer, env } = await import('@huggingface/transformers');
  env.allowLocalModels = source.localModelPath !== undefined;
  if (source.localModelPath !== undefined) env.localModelPath = source.localModelPath;
  env.allowRemoteModels = source.allowDownload || source.localModelPath === undefined;
  env.remoteHost = source.hub;
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

void serveTasks(start);
