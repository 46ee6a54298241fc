import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join } from 'node:path';
import { AkinError } from '../base/errors';
import { t } from '../base/texts';
import { NO_FLOOR, readModelConfig } from './modelConfig';
import type { StaticModelFiles } from './staticModel';

/** How a model is to be loaded. Plain data: it travels to the worker threads. */
export type ModelSource = StaticSource | TransformerSource;

interface AnySource {
  /** Names model and content; part of a store's identity. */
  modelId: string;
  /** A folder's name, or an id of the hub. */
  name: string;
  /** Cosine below which two texts have nothing to do with each other, for this model alone. */
  minimumSimilarity: number;
}

/** A table that is looked up without a model runtime. */
export interface StaticSource extends AnySource, StaticModelFiles {
  architecture: 'static';
}

/** A model that the model runtime loads, by its name. */
export interface TransformerSource extends AnySource {
  architecture: 'transformer';
  /** The folder that holds model folders, for a local model. */
  localModelPath?: string;
  /** Which of the model's ONNX files to load. */
  dtype: 'fp32' | 'q8';
  /** Whether the hub may be asked. */
  allowDownload: boolean;
  /** Address of the hub, with a slash at its end. */
  hub: string;
  /** Where downloads are kept. */
  cacheDir: string;
}

/** A model of the hub that is not on this machine, and that nobody has allowed to be fetched. */
export interface MissingModel {
  /** owner/name */
  id: string;
  /** Where it would be fetched from, for example `huggingface.co`. */
  host: string;
}

/** The error of {@link locateModel} for a model that is there for the asking. */
export class ModelNotFetchedError extends AkinError {
  constructor(readonly model: MissingModel) {
    super(
      'model-missing',
      t(
        'The model {0} is not on this machine. Turn on akin.allowModelDownload to fetch it once from {1}, or empty akin.model for the built-in model.',
        model.id,
        model.host,
      ),
    );
  }
}

export interface ModelChoice {
  /** The setting `akin.model`: empty, an absolute path, or an id of the hub. */
  model: string;
  allowDownload: boolean;
  /** Address of another hub, as HF_ENDPOINT names one; that of Hugging Face when absent or no address. */
  hub?: string | undefined;
  /** Absolute path of the model folder that comes with Akin. */
  builtInFolder: string;
  cacheDir: string;
}

/** Files that make a model folder, besides one of {@link ONNX_FILES}. */
const CONFIG_FILE = 'config.json';
const REQUIRED_FILES = [CONFIG_FILE, 'tokenizer.json', 'tokenizer_config.json'];

/** Weights by precision, in order of preference. */
const ONNX_FILES = [
  { file: 'onnx/model.onnx', dtype: 'fp32' },
  { file: 'onnx/model_quantized.onnx', dtype: 'q8' },
] as const;

/** What the runtime fetches of a model: the same, with its quantised weights. */
const FETCHED_FILES = [...REQUIRED_FILES, ONNX_FILES[1].file];

const HUGGING_FACE = 'https://huggingface.co/';

/** An id of the hub: owner/name. */
const HUB_ID = /^[\w.-]+\/[\w.-]+$/;

/**
 * Finds the model that the settings name, without loading it.
 * @throws {AkinError} `model-missing` when it is not there, as {@link ModelNotFetchedError} when it must not be fetched, `model-invalid` when files are missing or unreadable,
 * or config.json asks for what is not known
 */
export async function locateModel(choice: ModelChoice): Promise<ModelSource> {
  const { model } = choice;
  if (model === '') return localModel(choice.builtInFolder, choice);
  if (isAbsolute(model)) return localModel(model, choice);
  if (!HUB_ID.test(model))
    throw new AkinError(
      'model-missing',
      t('akin.model is "{0}", which is neither an absolute path nor an id such as "owner/name".', model),
    );
  return hubModel(choice);
}

async function localModel(folder: string, choice: ModelChoice): Promise<ModelSource> {
  if (!(await isFolder(folder)))
    throw new AkinError(
      'model-missing',
      t('There is no model folder at {0}. Change akin.model, or empty it for the built-in model.', folder),
    );
  const onnx = await firstAsync(ONNX_FILES, ({ file }) => isFile(join(folder, file)));
  const missing = await missingFiles(folder, REQUIRED_FILES);
  if (onnx === undefined) missing.push(ONNX_FILES[0].file);
  if (onnx === undefined || missing.length > 0)
    throw new AkinError('model-invalid', t('The model folder {0} lacks {1}.', folder, missing.join(', ')));
  const config = readModelConfig(await readJsonFiles(folder), folder);
  const revision = await hashFiles([...REQUIRED_FILES, onnx.file].map((file) => join(folder, file)));
  const name = basename(folder);
  const modelId = `${name}@${revision}`;
  if (config.architecture === 'static') return { ...config, modelId, name, folder, onnxFile: onnx.file };
  return {
    ...config,
    modelId,
    name,
    localModelPath: dirname(folder),
    dtype: onnx.dtype,
    allowDownload: false,
    hub: HUGGING_FACE,
    cacheDir: choice.cacheDir,
  };
}

async function hubModel({ model, allowDownload, hub, cacheDir }: ModelChoice): Promise<ModelSource> {
  const missing = await missingFiles(join(cacheDir, model), FETCHED_FILES);
  const address = addressOf(hub);
  if (missing.length > 0 && !allowDownload)
    throw new ModelNotFetchedError({ id: model, host: new URL(address).host });
  return {
    architecture: 'transformer',
    modelId: `${model}@q8`,
    name: model,
    minimumSimilarity: NO_FLOOR,
    dtype: 'q8',
    // What is here lies as a model of this machine does, and is never asked for again.
    ...(missing.length > 0 ? { allowDownload } : { allowDownload: false, localModelPath: cacheDir }),
    hub: address,
    cacheDir,
  };
}

function addressOf(hub: string | undefined): string {
  if (hub === undefined || !URL.canParse(hub) || !/^https?:$/.test(new URL(hub).protocol))
    return HUGGING_FACE;
  return hub.endsWith('/') ? hub : `${hub}/`;
}

async function missingFiles(folder: string, files: readonly string[]): Promise<string[]> {
  const missing: string[] = [];
  for (const file of files) if (!(await isFile(join(folder, file)))) missing.push(file);
  return missing;
}

/** @returns the content of config.json */
async function readJsonFiles(folder: string): Promise<unknown> {
  let config: unknown;
  for (const file of REQUIRED_FILES) {
    try {
      const content: unknown = JSON.parse(await readFile(join(folder, file), 'utf8'));
      if (file === CONFIG_FILE) config = content;
    } catch (cause) {
      throw new AkinError(
        'model-invalid',
        t('{0} in the model folder {1} is not valid JSON.', file, folder),
        {
          cause,
        },
      );
    }
  }
  return config;
}

/** The first 12 hexadecimal digits of a SHA-256 over the files. */
async function hashFiles(files: readonly string[]): Promise<string> {
  const hash = createHash('sha256');
  for (const file of files) for await (const part of createReadStream(file)) hash.update(part as Buffer);
  return hash.digest('hex').slice(0, 12);
}

async function firstAsync<T>(
  items: readonly T[],
  test: (item: T) => Promise<boolean>,
): Promise<T | undefined> {
  for (const item of items) if (await test(item)) return item;
  return undefined;
}

async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (stats) => stats.isFile(),
    () => false,
  );
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (stats) => stats.isDirectory(),
    () => false,
  );
}
