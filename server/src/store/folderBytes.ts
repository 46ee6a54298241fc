import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Bytes of all files below a folder; files that vanish meanwhile count nothing. */
export async function folderBytes(folder: string): Promise<number> {
  let total = 0;
  try {
    for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      try {
        total += (await stat(join(entry.parentPath, entry.name))).size;
      } catch {
        // Compaction removed it between the listing and the look.
      }
    }
  } catch {
    return total;
  }
  return total;
}
