import { join } from 'node:path';
import { AkinError, isAborted, messageOf } from '../base/errors';
import type { Logger } from '../base/logger';
import { PassedChecks } from '../base/passedChecks';
import { t } from '../base/texts';
import type { Embedder } from '../embedding/embedder';
import { locateModel, ModelNotFetchedError, type MissingModel } from '../embedding/modelFiles';
import { WorkerEmbedder } from '../embedding/workerEmbedder';
import type { NativeModule } from '../store/nativeProbe';
import type { Assets } from './assets';
import type { EngineSettings } from './engineTypes';

export interface ModelServiceOptions {
  assets: Assets;
  storagePath: string;
  settings: EngineSettings;
  logger: Logger;
  /** Why a native module does not work here, or undefined. */
  probe: (module: NativeModule) => Promise<string | undefined>;
}

/** The model, or why there is none. */
export type LoadedModel = { embedder: Embedder } | { failure: string; missing?: MissingModel };

/**
 * Loads the model that the settings name.
 * @throws {import('../base/errors').AkinError} `aborted` alone; every other failure is an answer
 */
export async function loadModel(options: ModelServiceOptions, signal: AbortSignal): Promise<LoadedModel> {
  const { assets, settings, storagePath, logger } = options;
  try {
    const model = await locateModel({
      model: settings.model,
      allowDownload: settings.allowModelDownload,
      hub: process.env.HF_ENDPOINT,
      builtInFolder: assets.builtInModelDir,
      cacheDir: join(storagePath, 'models'),
    });
    // A static model needs no native module, and works where they do not.
    const broken = model.architecture === 'static' ? undefined : await options.probe('onnxruntime');
    if (broken !== undefined)
      return { failure: t('The model runtime does not work on this machine: {0}', broken) };
    const worker = {
      model,
      script: assets.embeddingWorker,
      threads: settings.performance.embeddingThreads,
      logger,
    };
    if (model.architecture !== 'static') return { embedder: await WorkerEmbedder.create(worker, signal) };
    // Its name has a hash of its content. An index that is up to date is opened some 150 ms sooner.
    const tried = new PassedChecks(join(storagePath, 'models-tried.json'));
    if (await tried.has(model.modelId)) return { embedder: WorkerEmbedder.start(worker, model.dimensions) };
    const embedder = await WorkerEmbedder.create(worker, signal);
    await tried.add(model.modelId);
    return { embedder };
  } catch (error) {
    if (isAborted(error)) throw error;
    const failure = describeFailure(error, settings.model);
    return error instanceof ModelNotFetchedError ? { failure, missing: error.model } : { failure };
  }
}

/** What is missing tells by itself what to do; what is there and cannot be used is named, since a loader may not know where it is. */
function describeFailure(error: unknown, model: string): string {
  const message = messageOf(error);
  if (model === '' || !(error instanceof AkinError && error.code === 'model-invalid')) return message;
  const named = message.includes(model) ? message : t('{0} is no model: {1}', model, message);
  return `${named.replace(/\.?$/, '.')} ${t('Change akin.model, or empty it for the built-in model.')}`;
}
