import { open, readFile, rm, stat } from 'node:fs/promises';
import { uptime } from 'node:os';
import { join } from 'node:path';

const LOCK_FILE = 'writer.lock';

/** A claimed folder; {@link release} gives it back. */
export interface WriterLock {
  release(): Promise<void>;
}

/**
 * Claims a folder for this process, so that two windows never write one index.
 * A lock whose process is gone is taken over.
 * @returns undefined while another live process holds it
 */
export async function claimWriter(folder: string): Promise<WriterLock | undefined> {
  const file = join(folder, LOCK_FILE);
  // Twice: once for a lock left by a dead process, which is removed first.
  for (let attempt = 0; attempt < 2; attempt++) {
    try {
      const handle = await open(file, 'wx');
      await handle.writeFile(String(process.pid));
      await handle.close();
      return { release: () => rm(file, { force: true }) };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      if (await isHeld(file)) return undefined;
      await rm(file, { force: true });
    }
  }
  return undefined;
}

/** A lock file is empty between its creation and the writing of its number; longer than this means a crash there. */
const EMPTY_LOCK_GRACE_MS = 5_000;

async function isHeld(file: string): Promise<boolean> {
  let content: string;
  let ageMs: number;
  try {
    content = await readFile(file, 'utf8');
    ageMs = Date.now() - (await stat(file)).mtimeMs;
  } catch {
    return false;
  }
  // Process numbers start anew with the machine, so an older lock says nothing.
  if (ageMs > uptime() * 1000) return false;
  if (content === '') return ageMs < EMPTY_LOCK_GRACE_MS;
  return isAlive(Number(content));
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
