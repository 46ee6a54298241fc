import { closeSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { readFile, rm, stat } from 'node:fs/promises';
import { uptime } from 'node:os';
import { join } from 'node:path';

const LOCK_FILE = 'writer.lock';

/** Another one after each start of the machine; Linux alone tells it. */
const BOOT_ID_FILE = '/proc/sys/kernel/random/boot_id';

/** A claimed folder; {@link release} gives it back. */
export interface WriterLock {
  release(): Promise<void>;
}

/** The locks of this process: a lock with its number that is not among them was left by another of that number. */
const claimed = new Set<string>();

/** A process that ends with its folders open leaves no lock: the next one could take its number, and would have to look. */
process.once('exit', () => {
  for (const file of claimed) rmSync(file, { force: true });
});

/**
 * Claims a folder for this process, so that two windows never write one index.
 * A lock whose process is gone is taken over.
 * @returns undefined while another live process holds it
 */
export async function claimWriter(folder: string): Promise<WriterLock | undefined> {
  const file = join(folder, LOCK_FILE);
  const lock = claim(file);
  if (lock !== undefined || (await isHeld(file))) return lock;
  return takeOver(file);
}

/** @returns undefined where there is a lock, whoever's */
function claim(file: string): WriterLock | undefined {
  try {
    createLock(file);
    return { release: () => release(file) };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return undefined;
    throw error;
  }
}

/**
 * In one go: a process that is killed with its lock still empty, which may be for as long as a library is loaded, keeps the next one waiting.
 * @throws where there is one, or none can be written: nothing of it is left then
 */
function createLock(file: string): void {
  const handle = openSync(file, 'wx');
  claimed.add(file);
  try {
    writeSync(handle, [process.pid, bootId()].join(' ').trim());
  } catch (error) {
    claimed.delete(file);
    rmSync(file, { force: true });
    throw error;
  } finally {
    closeSync(handle);
  }
}

async function release(file: string): Promise<void> {
  claimed.delete(file);
  await rm(file, { force: true });
}

/**
 * Takes the place of a process that is gone. One at a time looks and takes: of two that saw the same stale lock the second
 * would remove the fresh lock of the first, or let a third in while it puts that back.
 */
async function takeOver(file: string): Promise<WriterLock | undefined> {
  const turn = `${file}.takeover`;
  if (!(await takeTurn(turn))) return undefined;
  try {
    // Another one may have had its turn since this one looked.
    if (await isHeld(file)) return undefined;
    await remove(file);
    return claim(file);
  } finally {
    await remove(turn);
  }
}

/** A turn takes milliseconds; one that is older was left by a process that ended in it. */
const TURN_GRACE_MS = 5_000;

/** False while another process has its turn, which ends with its lock, and where no file can be made. */
async function takeTurn(turn: string): Promise<boolean> {
  for (let attempt = 0; attempt < 2; attempt++) {
    try {
      closeSync(openSync(turn, 'wx'));
      return true;
    } catch {
      const left = await stat(turn).catch(() => undefined);
      // The clock may have been set since.
      if (left === undefined || Math.abs(Date.now() - left.mtimeMs) < TURN_GRACE_MS) return false;
      await remove(turn);
    }
  }
  return false;
}

/** Whoever comes next finds what cannot be removed, and looks. */
async function remove(file: string): Promise<void> {
  await rm(file, { force: true, recursive: true }).catch(() => undefined);
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
  if (content === '') return ageMs < EMPTY_LOCK_GRACE_MS;
  const [number, boot = ''] = content.split(' ');
  // Process numbers start anew with the machine, so a lock from before says nothing. By the clock, which may have been set, only where nothing better is known.
  const isOfThisBoot = boot === '' || bootId() === '' ? ageMs <= uptime() * 1000 : boot === bootId();
  if (!isOfThisBoot) return false;
  const pid = Number(number);
  return pid === process.pid ? claimed.has(file) : isAlive(pid);
}

let knownBootId: string | undefined;

/** Empty where the system tells none. */
function bootId(): string {
  try {
    knownBootId ??= readFileSync(BOOT_ID_FILE, 'utf8').trim();
  } catch {
    knownBootId = '';
  }
  return knownBootId;
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
