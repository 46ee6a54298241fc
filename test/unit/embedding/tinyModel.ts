import { join } from 'node:path';
import type { ScratchFolder } from '../scratchFolder';
import { FLOAT, INT64, block, floats, initializer, integer, onnxFile } from './onnxWriter';

/** A vector for each word that the tiny model knows. */
const VECTORS: Record<string, number[]> = {
  '[PAD]': [9, 9],
  '[UNK]': [0, 0],
  money: [1, 0],
  time: [0, 2],
};

/**
 * Writes a model folder in the form of a transformer's: it answers one vector per token (`last_hidden_state`), whose
 * mean the worker has to take. Each known word has a vector of two numbers.
 * @returns the folder's absolute path
 */
export function writeTinyModel(scratch: ScratchFolder, folder = 'tiny-model'): string {
  const words = Object.keys(VECTORS);
  const vocab = Object.fromEntries(words.map((word, id) => [word, id]));
  const special = words.slice(0, 2).map((content, id) => ({ id, content, special: true, normalized: false }));
  const tokenizer = {
    version: '1.0',
    added_tokens: special,
    normalizer: { type: 'Lowercase' },
    pre_tokenizer: { type: 'WhitespaceSplit' },
    post_processor: null,
    decoder: { type: 'WordPiece', prefix: '##', cleanup: true },
    model: {
      type: 'WordPiece',
      unk_token: '[UNK]',
      continuing_subword_prefix: '##',
      max_input_chars_per_word: 99,
      vocab,
    },
  };
  scratch.write(
    join(folder, 'config.json'),
    JSON.stringify({ model_type: 'bert', hidden_size: 2, vocab_size: words.length }),
  );
  scratch.write(join(folder, 'tokenizer.json'), JSON.stringify(tokenizer));
  scratch.write(
    join(folder, 'tokenizer_config.json'),
    JSON.stringify({ tokenizer_class: 'PreTrainedTokenizerFast', pad_token: '[PAD]', unk_token: '[UNK]' }),
  );
  scratch.write(join(folder, 'onnx', 'model.onnx'), onnxLookup(Object.values(VECTORS)));
  return scratch.at(folder);
}

/** An ONNX file with one `Gather`: input_ids [texts, tokens] → last_hidden_state [texts, tokens, 2]. */
function onnxLookup(table: number[][]): Buffer {
  const gather = [
    block(1, 'table'),
    block(1, 'input_ids'),
    block(2, 'last_hidden_state'),
    block(4, 'Gather'),
  ];
  return onnxFile([
    block(1, Buffer.concat(gather)),
    block(2, 'tiny'),
    initializer('table', [table.length, 2], FLOAT, floats(table.flat())),
    block(11, valueInfo('input_ids', INT64, ['texts', 'tokens'])),
    block(12, valueInfo('last_hidden_state', FLOAT, ['texts', 'tokens', 'numbers'])),
  ]);
}

function valueInfo(name: string, type: number, dimensions: string[]): Buffer {
  const shape = Buffer.concat(dimensions.map((dimension) => block(1, block(2, dimension))));
  return Buffer.concat([
    block(1, name),
    block(2, block(1, Buffer.concat([integer(1, type), block(2, shape)]))),
  ]);
}
