import type { ProbeFacts } from './facts';

/** Of several runs, in milliseconds. */
export interface Spread {
  median: number;
  least: number;
  most: number;
}

export interface PhaseFigures {
  name: string;
  /** The longest run of the extension's own code in each profiled run. */
  akinMs: Spread;
  /** The same with the time in which others had the processor. */
  akinWithWaitsMs: Spread;
  /** The most that the thread worked without a break in the extension's own code, in each profiled run. */
  akinWorkedMs: Spread;
  /** The longest delay of the host's event loop in each timed run, whoever caused it. */
  hostDelayMs: Spread;
  /** What ran in the longest of all. */
  where: string;
}

export interface ActivationFigures {
  activationMs: Spread;
  activationCpuMs: Spread;
  phases: PhaseFigures[];
}

/** @throws Error when there is no run of one kind */
export function summarise(timed: readonly ProbeFacts[], profiled: readonly ProbeFacts[]): ActivationFigures {
  const [first] = timed;
  if (first === undefined) throw new Error('There is no timed run.');
  return {
    activationMs: spreadOf(timed.map(({ activationMs }) => activationMs)),
    activationCpuMs: spreadOf(timed.map(({ activationCpuMs }) => activationCpuMs)),
    phases: first.phases.map(({ name }, index) => {
      const blocks = profiled.flatMap(({ phases }) => phases[index]?.byAkin ?? []);
      const longest = [...blocks].sort((a, b) => b.ms - a.ms)[0];
      return {
        name,
        akinMs: spreadOf(blocks.map(({ ms }) => ms)),
        akinWithWaitsMs: spreadOf(blocks.map(({ withWaitsMs }) => withWaitsMs)),
        akinWorkedMs: spreadOf(blocks.map(({ workedMs }) => workedMs)),
        hostDelayMs: spreadOf(timed.flatMap(({ phases }) => phases[index]?.hostDelayMs ?? [])),
        where: longest?.where ?? '',
      };
    }),
  };
}

function spreadOf(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (index: number): number => Number((sorted[index] ?? NaN).toFixed(1));
  if (sorted.length === 0) throw new Error('There is nothing to sum up.');
  return { median: at(Math.floor(sorted.length / 2)), least: at(0), most: at(sorted.length - 1) };
}
