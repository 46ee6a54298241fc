import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';

/** A place for a server's storage that can hold little, until it is given more. */
export interface SmallDisk {
  path: string;
  /** What the server has to be started by. */
  startedBy: readonly string[];
  /** Gives it room for everything; to the server of a number, where the limit is that of a process. */
  enlarge(pid?: number): void;
  remove(): void;
}

const KIB = 1024;

/** Whether this process may mount a file system, as the superuser of a machine may, and of a container sometimes. */
export function canMount(folder: string): boolean {
  mkdirSync(folder, { recursive: true });
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', folder]).status !== 0) return false;
  execFileSync('umount', [folder]);
  return true;
}

/** A file system of its own, which is full like a disk: writing fails with ENOSPC. */
export function smallFileSystem(path: string, sizeKib: number): SmallDisk {
  mkdirSync(path, { recursive: true });
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${sizeKib}k`, 'tmpfs', path]);
  return {
    path,
    startedBy: [],
    enlarge: () => void execFileSync('mount', ['-o', 'remount,size=256m', path]),
    remove: () => void execFileSync('umount', ['-l', path]),
  };
}

/** Where nothing can be mounted: no file may grow beyond a size, and writing fails with EFBIG. */
export function smallFiles(path: string, sizeKib: number): SmallDisk {
  mkdirSync(path, { recursive: true });
  return {
    path,
    startedBy: ['prlimit', `--fsize=${sizeKib * KIB}:unlimited`],
    enlarge: (pid) => {
      if (pid !== undefined) execFileSync('prlimit', [`--pid=${pid}`, '--fsize=unlimited:unlimited']);
    },
    remove: () => undefined,
  };
}
