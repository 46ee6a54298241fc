/** How much memory the server may hold, and where that bound comes from. */
import { readFileSync } from 'node:fs';
import { freemem, totalmem } from 'node:os';
import { posix } from 'node:path';
import { t } from '../base/texts';

/** What can be known of the machine's memory; tests give their own. */
export interface MemorySources {
  platform: NodeJS.Platform;
  /** @throws when the file is missing or may not be read, which counts as nothing known */
  readText(path: string): string;
  freeBytes(): number;
  totalBytes(): number;
  /** Resident bytes of the whole process: threads share it, so that those of workers are in it. */
  rssBytes(): number;
}

/** The machine that this runs on. */
export const realMemorySources: MemorySources = {
  platform: process.platform,
  readText: (path) => readFileSync(path, 'utf8'),
  freeBytes: freemem,
  totalBytes: totalmem,
  rssBytes: () => process.memoryUsage.rss(),
};

export interface MemoryBudget {
  limitBytes: number;
  source: 'setting' | 'container' | 'free memory';
  /** For a person: what the bound is taken from. */
  reason: string;
}

export interface BudgetRequest {
  /** `akin.memory.limitMb`; 0 asks for the automatic bound. */
  limitMb: number;
  /** The automatic bound is never above this: an indexer is a guest. */
  automaticMaximumMb: number;
}

const MB = 1_000_000;

/** Of what a container may use: the editor's host and its other servers live in the rest. */
const SHARE_OF_CONTAINER = 0.5;

/** Of what is free: the user's own programs grow too. */
const SHARE_OF_FREE = 0.5;

/** Below this the runtime, the model and one batch do not fit, and a smaller automatic bound would only stop all work. */
const AUTOMATIC_MINIMUM_MB = 300;

/** Of a container's limit: a setting above it would have the kernel end the process before the guard acts. */
const MOST_OF_CONTAINER = 0.9;

const CGROUP_ROOT = '/sys/fs/cgroup';

/** The bound that holds now. Never throws: what cannot be read is left out. */
export function memoryBudget(request: BudgetRequest, sources: MemorySources): MemoryBudget {
  const container = containerLimitBytes(sources);
  const ofContainer = t("the container's limit of {0} MB", inMb(container ?? 0));
  if (request.limitMb > 0) {
    const asked = request.limitMb * MB;
    if (container === undefined || asked <= container * MOST_OF_CONTAINER)
      return { limitBytes: asked, source: 'setting', reason: t('the setting {0}', 'akin.memory.limitMb') };
    return {
      limitBytes: Math.floor(container * MOST_OF_CONTAINER),
      source: 'container',
      reason: t('{0}, which is below the setting {1}', ofContainer, 'akin.memory.limitMb'),
    };
  }
  // What this process holds already is not free any more, and is its own all the same.
  const free = availableBytes(sources) + safely(() => sources.rssBytes(), 0);
  const fromFree = free * SHARE_OF_FREE;
  const fromContainer = (container ?? Infinity) * SHARE_OF_CONTAINER;
  const maximum = request.automaticMaximumMb * MB;
  const minimum = Math.min(AUTOMATIC_MINIMUM_MB * MB, (container ?? Infinity) * MOST_OF_CONTAINER);
  const limitBytes = Math.floor(Math.max(minimum, Math.min(maximum, fromFree, fromContainer)));
  return fromContainer < fromFree
    ? { limitBytes, source: 'container', reason: ofContainer }
    : { limitBytes, source: 'free memory', reason: t('{0} MB that are free', inMb(free)) };
}

/** Bytes that programs can still take without the machine swapping; `MemAvailable` where there is one. */
export function availableBytes(sources: MemorySources): number {
  if (sources.platform === 'linux') {
    const text = safely(() => sources.readText('/proc/meminfo'), '');
    const kilobytes = /^MemAvailable:\s+(\d+) kB$/m.exec(text)?.[1];
    if (kilobytes !== undefined) return Number(kilobytes) * 1024;
  }
  return sources.freeBytes();
}

/**
 * The smallest memory limit of the control groups around this process, versions 1 and 2, or undefined without one.
 * The path in /proc/self/cgroup is the host's; inside a container the limit stands at the root of what is mounted, so
 * that every folder up to the root is looked at.
 */
export function containerLimitBytes(sources: MemorySources): number | undefined {
  if (sources.platform !== 'linux') return undefined;
  const groups = safely(() => sources.readText('/proc/self/cgroup'), '');
  const limits: number[] = [];
  for (const line of groups.split('\n')) {
    const [id, controllers, ...rest] = line.split(':');
    const path = rest.join(':');
    if (id === '0' && controllers === '')
      limits.push(...limitsUpwards(CGROUP_ROOT, path, 'memory.max', sources));
    else if (controllers?.split(',').includes('memory') === true)
      limits.push(...limitsUpwards(`${CGROUP_ROOT}/memory`, path, 'memory.limit_in_bytes', sources));
  }
  const smallest = Math.min(...limits);
  // "No limit" is the word `max` in version 2 and a number beyond any memory in version 1.
  return smallest < sources.totalBytes() ? smallest : undefined;
}

function limitsUpwards(mount: string, path: string, file: string, sources: MemorySources): number[] {
  const limits: number[] = [];
  // Joined to `/`, so that a path with `..`, as a namespace may show, stays inside the mount.
  for (let at = posix.join('/', path); ; at = posix.dirname(at)) {
    const text = safely(() => sources.readText(posix.join(mount, at, file)), '').trim();
    if (/^\d+$/.test(text)) limits.push(Number(text));
    if (at === '/') return limits;
  }
}

function safely<T>(read: () => T, otherwise: T): T {
  try {
    return read();
  } catch {
    return otherwise;
  }
}

function inMb(bytes: number): number {
  return Math.round(bytes / MB);
}
