import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Clock, steadyClock } from './steadyClock';

export type Power = 'mains' | 'battery';

export interface PowerSourceOptions {
  platform?: NodeJS.Platform;
  /** Where Linux lists its power supplies. */
  suppliesFolder?: string;
  /** Runs a program and answers what it prints. */
  run?: (file: string, args: readonly string[]) => Promise<string>;
  clock?: Clock;
}

const SUPPLIES = '/sys/class/power_supply';

/** A laptop is plugged in or out a few times a day; asking costs a process on macOS. */
const POLL_MS = 60_000;

/** `pmset` answers within milliseconds. */
const RUN_TIMEOUT_MS = 5_000;

/**
 * Whether the machine runs on its battery. Windows tells that to native programs alone and counts as mains, and so does
 * every machine that cannot be asked.
 */
export class PowerSource {
  private readonly now: Clock;
  private power: Power = 'mains';
  private askedAt = -Infinity;
  private asking: Promise<void> | undefined;

  constructor(private readonly options: PowerSourceOptions = {}) {
    this.now = steadyClock(options.clock);
  }

  /** What was last known; asks again in the background when that is a minute old. */
  current(): Power {
    if (this.asking === undefined && this.now() - this.askedAt >= POLL_MS) void this.refresh();
    return this.power;
  }

  /** Resolves when the machine has answered. Never rejects. */
  refresh(): Promise<void> {
    this.askedAt = this.now();
    this.asking ??= this.ask()
      .catch((): Power => 'mains')
      .then((power) => {
        this.power = power;
        this.asking = undefined;
      });
    return this.asking;
  }

  private ask(): Promise<Power> {
    const { platform = process.platform, suppliesFolder = SUPPLIES, run = runProgram } = this.options;
    switch (platform) {
      case 'linux':
        return powerOfLinux(suppliesFolder);
      case 'darwin':
        return run('pmset', ['-g', 'batt']).then(powerOfPmset);
      default:
        return Promise.resolve('mains');
    }
  }
}

/** A mains adapter that is connected decides; without one, a battery of the machine that loses charge does. */
async function powerOfLinux(folder: string): Promise<Power> {
  const supplies = await Promise.all(
    (await readdir(folder)).map(async (name) => {
      const read = (file: string): Promise<string> =>
        readFile(join(folder, name, file), 'utf8').then(
          (text) => text.trim(),
          () => '',
        );
      const [type, online, status, scope] = await Promise.all(
        ['type', 'online', 'status', 'scope'].map(read),
      );
      return { type, online, status, scope };
    }),
  );
  if (supplies.some(({ type, online }) => type !== 'Battery' && online === '1')) return 'mains';
  // A mouse or a headset has a battery too, of the scope `Device`.
  const own = supplies.filter(({ type, scope }) => type === 'Battery' && scope !== 'Device');
  return own.some(({ status }) => status === 'Discharging') ? 'battery' : 'mains';
}

function powerOfPmset(printed: string): Power {
  return /drawing from 'Battery Power'/.test(printed) ? 'battery' : 'mains';
}

async function runProgram(file: string, args: readonly string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(file, [...args], { timeout: RUN_TIMEOUT_MS });
  return stdout;
}
