/**
 * What the engine's process is started with, by whoever starts it. The store's threads each keep what glibc's allocator once
 * gave them; with few arenas, and large blocks given back at once, a folder of 110,000 chunks takes 560 MB instead of 780.
 * Other allocators do not know these names.
 */
export const serverEnvironment = {
  MALLOC_ARENA_MAX: '2',
  MALLOC_MMAP_THRESHOLD_: '1048576',
  MALLOC_TRIM_THRESHOLD_: '1048576',
} as const;

/**
 * Options of the runtime, of the same. From Node.js 24 on a young generation may be twice as large, in each thread: indexing 112,000
 * chunks took 922 MiB instead of 703, and no less time.
 */
export const serverExecArgv = ['--max-semi-space-size=16'] as const;
