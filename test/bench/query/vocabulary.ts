import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { locateAssets } from '../../../server/src/engine/assets';
import { packageRoot } from '../../server/languageServerProcess';

/** The whole words of the built-in model, frequent ones first. */
export function vocabulary(): string[] {
  const file = join(locateAssets(packageRoot).builtInModelDir, 'tokenizer.json');
  const { model } = JSON.parse(readFileSync(file, 'utf8')) as { model: { vocab: Record<string, number> } };
  return Object.entries(model.vocab)
    .sort(([, a], [, b]) => a - b)
    .map(([word]) => word)
    .filter((word) => /^[a-z]{3,14}$/.test(word));
}
