import { readdir, rename, rm, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { claimWriter, type WriterLock } from '../store/writerLock';
import { readUse, type StoredIndex } from './indexList';

const LOCK_FILE = 'writer.lock';

/** Beginning of the name of what is being removed: nothing looks for a store under it. */
const REMOVED = 'removed-';

/**
 * Removes an index, unless a live process writes it or it was of use since it was listed. The lock is held meanwhile,
 * and a removal that is cut off leaves no half of a store that could be taken for a whole one.
 * @returns whether it is gone
 */
export async function removeIndex(index: StoredIndex): Promise<boolean> {
  const lock = await claimUnused(index.base);
  if (lock === 'gone') return true;
  if (lock === undefined) return false;
  try {
    const use = await readUse(index.base);
    if (use !== undefined && use.lastUsedMs !== index.lastUsedMs) return false;
    await empty(index.base);
  } finally {
    await lock.release();
  }
  // Whoever has claimed it since has put something into it, and keeps it.
  await rmdir(index.base).catch(() => undefined);
  return true;
}

/** Whether a live process, this one included, has the index open for writing. */
export async function isIndexHeld(index: StoredIndex): Promise<boolean> {
  const lock = await claimUnused(index.base);
  if (lock === 'gone') return false;
  await lock?.release();
  return lock === undefined;
}

async function claimUnused(base: string): Promise<WriterLock | 'gone' | undefined> {
  try {
    return await claimWriter(base);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 'gone';
    throw error;
  }
}

async function empty(base: string): Promise<void> {
  const entries = await readdir(base, { withFileTypes: true });
  const stores = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  const hidden: string[] = [];
  for (const name of stores) {
    const aside = name.startsWith(REMOVED) ? name : `${REMOVED}${name}`;
    if (aside !== name) await rename(join(base, name), join(base, aside));
    hidden.push(aside);
  }
  for (const name of hidden) await rm(join(base, name), { recursive: true, force: true });
  // What says that it is to be removed goes last, so that a removal that is cut off is taken up again.
  for (const entry of entries)
    if (!entry.isDirectory() && entry.name !== LOCK_FILE) await rm(join(base, entry.name), { force: true });
}
