import { LeveledLogger } from '../../../server/src/base/logger';
import type { FingerprintedChunk } from '../../../server/src/duplicates/codeUnit';
import { defaultDuplicateOptions, type DuplicateOptions } from '../../../server/src/engine/duplicateService';
import { FolderDuplicates } from '../../../server/src/engine/folderDuplicates';
import { MAX_FILE_BYTES } from './chunkFolder';

/** Opens a folder whose chunks are at hand, as an engine does whose index is at rest. */
export function openDuplicates(
  root: string,
  files: readonly (readonly FingerprintedChunk[])[],
  options: Partial<DuplicateOptions> = {},
): FolderDuplicates {
  return new FolderDuplicates({
    root,
    maxBytes: MAX_FILE_BYTES,
    options: { ...defaultDuplicateOptions, ...options },
    logger: new LeveledLogger(() => undefined),
    onChange: () => undefined,
    source: {
      async *readAll() {
        for (const file of files) yield await Promise.resolve(file);
      },
      readChanged: ({ chunks }) => Promise.resolve(chunks),
    },
  });
}

/** Looks through a folder and waits until that is done. */
export async function findDuplicates(
  root: string,
  files: readonly (readonly FingerprintedChunk[])[],
  options: Partial<DuplicateOptions> = {},
): Promise<FolderDuplicates> {
  const folder = openDuplicates(root, files, options);
  folder.indexed();
  await folder.whenIdle();
  return folder;
}
