import { readFileSync } from 'node:fs';

/** Resident memory of a process, in MiB. */
export interface ProcessMemory {
  now: number;
  /** The most since the process began. */
  peak: number;
}

const KIB_PER_MIB = 1024;

/** The memory of a running process; undefined on systems without `/proc`. */
export function memoryOf(pid: number | undefined): ProcessMemory | undefined {
  try {
    return parseStatus(readFileSync(`/proc/${pid ?? 'none'}/status`, 'utf8'));
  } catch {
    return undefined;
  }
}

/** @param status the text of `/proc/PID/status`, see proc_pid_status(5) */
export function parseStatus(status: string): ProcessMemory | undefined {
  const mib = (field: string): number | undefined => {
    const kib = new RegExp(`^${field}:\\s*(\\d+) kB$`, 'm').exec(status)?.[1];
    return kib === undefined ? undefined : Math.round(Number(kib) / KIB_PER_MIB);
  };
  const now = mib('VmRSS');
  const peak = mib('VmHWM');
  return now === undefined || peak === undefined ? undefined : { now, peak };
}
