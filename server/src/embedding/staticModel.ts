import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AkinError, messageOf } from '../base/errors';
import { t } from '../base/texts';
import { LookupTable } from './lookupTable';
import { type TokenizerFile, WordPiece } from './wordPiece';

/** As many tokens as a batch of the model runtime reads, its start mark aside. */
const MAX_TOKENS = 511;

/** Where a static model is and what its config.json says of it. */
export interface StaticModelFiles {
  /** Absolute path of the model folder. */
  folder: string;
  /** Relative to the folder. */
  onnxFile: string;
  /** `hidden_size`: numbers of a vector. */
  dimensions: number;
}

/**
 * A model that is a table: a text is the mean of its tokens' rows at unit length. Looked up here in plain
 * JavaScript, which is many times as fast as through a model runtime and works where that does not
 * (figures: `npm run bench:embedding`).
 */
export class StaticModel {
  private constructor(
    readonly tokenizer: WordPiece,
    readonly table: LookupTable,
  ) {}

  /**
   * Reads a model folder whose config.json says that it is a table (`akin.architecture: "static"`).
   * @throws {AkinError} `model-invalid` when the folder holds anything but a table with its tokenizer
   */
  static async load({ folder, onnxFile, dimensions }: StaticModelFiles): Promise<StaticModel> {
    const tokenizer = await readPart(folder, 'tokenizer.json', readTokenizer);
    return readPart(folder, onnxFile, (bytes) => {
      const table = LookupTable.read(bytes);
      if (table.dimensions !== dimensions)
        throw new RangeError(
          `its vectors have ${table.dimensions} numbers, and config.json says hidden_size ${dimensions}`,
        );
      if (tokenizer.largestId >= table.rows)
        throw new RangeError(
          `its table has ${table.rows} rows, too few for the token ${tokenizer.largestId} of tokenizer.json`,
        );
      return new StaticModel(tokenizer, table);
    });
  }

  get dimensions(): number {
    return this.table.dimensions;
  }

  /** @returns the vectors one after the other, each of unit length, or zeros for a text without a known word */
  embed(texts: readonly string[]): Float32Array<ArrayBuffer> {
    const { dimensions } = this;
    const vectors = new Float32Array(texts.length * dimensions);
    texts.forEach((text, index) => {
      const ids = this.tokenizer.encode(text, MAX_TOKENS);
      this.table.writeMean(ids, vectors.subarray(index * dimensions, (index + 1) * dimensions));
    });
    return vectors;
  }
}

function readTokenizer(bytes: Buffer): WordPiece {
  const tokenizer = WordPiece.read(JSON.parse(bytes.toString('utf8')) as TokenizerFile | null);
  if (tokenizer !== undefined) return tokenizer;
  throw new TypeError('it is not the WordPiece tokenizer of static models');
}

async function readPart<T>(folder: string, file: string, read: (bytes: Buffer) => T): Promise<T> {
  try {
    return read(await readFile(join(folder, file)));
  } catch (cause) {
    const message = t('{0} in the model folder {1} cannot be used: {2}.', file, folder, messageOf(cause));
    throw new AkinError('model-invalid', message, { cause });
  }
}
