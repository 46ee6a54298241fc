import { readFileSync } from 'node:fs';

/** Ticks per second of the fields in `/proc/PID/stat`: 100 on every Linux that Node runs on. */
const TICKS_PER_SECOND = 100;

/** Places of utime and stime among the fields after the process's name, see proc_pid_stat(5). */
const USER_FIELD = 11;
const SYSTEM_FIELD = 12;

/** Seconds of processor time of all threads of a running process; undefined on systems without `/proc`. */
export function cpuSecondsOf(pid: number | undefined): number | undefined {
  try {
    return parseStat(readFileSync(`/proc/${pid ?? 'none'}/stat`, 'utf8'));
  } catch {
    return undefined;
  }
}

/** @param stat the text of `/proc/PID/stat`; the name in it may hold blanks and brackets */
export function parseStat(stat: string): number | undefined {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const ticks = Number(fields[USER_FIELD]) + Number(fields[SYSTEM_FIELD]);
  return Number.isFinite(ticks) ? ticks / TICKS_PER_SECOND : undefined;
}
