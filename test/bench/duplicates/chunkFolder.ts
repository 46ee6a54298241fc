import { join } from 'node:path';
import { Chunker } from '../../../server/src/chunking/chunker';
import { languageOf } from '../../../server/src/chunking/languages';
import { fingerprintsOf } from '../../../server/src/chunking/tokens/fingerprintFile';
import type { FingerprintedChunk } from '../../../server/src/duplicates/codeUnit';
import { withoutMark } from '../../../server/src/engine/fingerprintSource';
import { readSource } from '../../../server/src/workspace/fileReader';
import { IgnoreRules } from '../../../server/src/workspace/ignoreRules';
import { directFolderReader } from '../../../server/src/workspace/folderReader';
import { walk } from '../../../server/src/workspace/walker';
import { chunkerAssets } from '../../unit/chunking/assets';

/** As the setting's default. */
export const MAX_FILE_BYTES = 1024 * 1024;

/** Chunks a text as the indexer does. */
export async function chunkText(chunker: Chunker, path: string, text: string): Promise<FingerprintedChunk[]> {
  const source = { path, language: languageOf(path, text), text: withoutMark(text) };
  const { chunks } = await chunker.chunk(source);
  const fingerprints = fingerprintsOf(source, chunks);
  return chunks.map(({ symbol = '', enclosing, ...chunk }, index) => ({
    ...chunk,
    symbol,
    container: enclosing.join('.'),
    fingerprint: fingerprints[index],
  }));
}

/** Chunks a folder as the indexer does: what an index at rest holds of it, by file. */
export async function chunkFolder(root: string): Promise<FingerprintedChunk[][]> {
  const chunker = await Chunker.create(await chunkerAssets());
  const rules = await IgnoreRules.load(root, []);
  const { signal } = new AbortController();
  const files: FingerprintedChunk[][] = [];
  for await (const { path, sizeBytes } of walk({
    root,
    rules,
    reader: directFolderReader,
    onSkip: () => undefined,
    signal,
  })) {
    if (sizeBytes > MAX_FILE_BYTES) continue;
    const content = readSource(join(root, path), MAX_FILE_BYTES);
    if (!('skip' in content)) files.push(await chunkText(chunker, path, content.text));
  }
  return files;
}
