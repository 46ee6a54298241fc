import { join } from 'node:path';
import type { TokenizerFile } from '../../../server/src/embedding/wordPiece';
import type { ScratchFolder } from '../scratchFolder';
import { FLOAT, INT8, floats, initializer, onnxFile } from './onnxWriter';

/** Signed bytes for each word that the tiny model knows; the scale of `time` is 2, that of the others 1. */
const ROWS: Record<string, number[]> = {
  '[PAD]': [0, 0],
  '[UNK]': [0, 0],
  '[CLS]': [0, 0],
  money: [3, 0],
  time: [0, 2],
  '##s': [0, 0],
};
const SCALES = [1, 1, 1, 1, 2, 1];

/** The tokenizer of the tiny static model, in the form of the embedded one's. */
export function tinyTokenizer(): Required<TokenizerFile> {
  return {
    normalizer: {
      type: 'Sequence',
      normalizers: [
        { type: 'NFD' },
        { type: 'StripAccents' },
        { type: 'Replace', pattern: { Regex: '(?<=[a-z])(?=[A-Z])|[^\\p{L}\\p{N}]+' }, content: ' ' },
        { type: 'Lowercase' },
      ],
    },
    pre_tokenizer: { type: 'WhitespaceSplit' },
    model: {
      type: 'WordPiece',
      unk_token: '[UNK]',
      continuing_subword_prefix: '##',
      max_input_chars_per_word: 40,
      vocab: Object.fromEntries(Object.keys(ROWS).map((word, id) => [word, id])),
    },
  };
}

/** The ONNX file of the tiny static model: what the product reads of one, no graph that a runtime could run. */
export function tinyTable(): Buffer {
  const rows = Object.values(ROWS);
  const bytes = Uint8Array.from(rows.flat().map((value) => value & 255));
  return onnxFile([
    initializer('table', [rows.length, 2], INT8, bytes),
    initializer('scale', [rows.length, 1], FLOAT, floats(SCALES)),
  ]);
}

/**
 * Writes the folder of a model that is a table of two numbers to a word.
 * @returns the folder's absolute path
 */
export function writeTinyStaticModel(scratch: ScratchFolder, folder = 'tiny-static'): string {
  const config = { hidden_size: 2, akin: { architecture: 'static', minimum_similarity: 0.2 } };
  scratch.write(join(folder, 'config.json'), JSON.stringify(config));
  scratch.write(join(folder, 'tokenizer.json'), JSON.stringify(tinyTokenizer()));
  scratch.write(join(folder, 'tokenizer_config.json'), '{}');
  scratch.write(join(folder, 'onnx', 'model.onnx'), tinyTable());
  return scratch.at(folder);
}
