// The order in which `npm test` runs its stages: lanes side by side, the stages of a lane one after the other.
import { performance } from 'node:perf_hooks';
import { countStep } from './testTally.mjs';

/**
 * @typedef {import('./testTally.mjs').Counts} Counts
 * @typedef {import('./testTally.mjs').StageResult} StageResult
 * @typedef {{ run: (name: string, logPath?: string) => Counts | Promise<Counts>, needs?: string[] }} Stage
 * @typedef {{ logPathOf: (name: string) => string, show: (name: string, logPath?: string) => void }} Output
 *   where a stage leaves what it prints when others run beside it, and what shows it: before a stage that prints by
 *   itself, and after one that has left a log
 */

/**
 * Runs the wanted stages of some phases, one phase after the other, and in each phase its lanes side by side. Every
 * stage runs, even after a failure, except those that need one that failed.
 * @param {Record<string, Stage>} stages
 * @param {string[][][]} phases of lanes of names of stages; what is not wanted is left out
 * @param {Set<string>} wanted
 * @param {Output} output
 * @returns {Promise<StageResult[]>} in the order of `stages`
 */
export async function runPhases(stages, phases, wanted, output) {
  /** @type {Map<string, StageResult>} */
  const results = new Map();
  for (const phase of phases) {
    const lanes = phase
      .map((lane) => lane.filter((name) => wanted.has(name)))
      .filter((lane) => lane.length > 0);
    const isAlone = lanes.length === 1;
    await Promise.all(
      lanes.map(async (lane) => {
        for (const name of lane)
          results.set(name, await runStage(name, stages[name], results, output, isAlone));
      }),
    );
  }
  return Object.keys(stages).flatMap((name) => results.get(name) ?? []);
}

async function runStage(name, { run, needs = [] }, earlier, output, isAlone) {
  if (isAlone) output.show(name);
  const broken = needs.find((need) => (earlier.get(need)?.failed ?? 0) > 0);
  if (broken !== undefined) return { name, seconds: 0, ...countStep(1), note: `not run: ${broken} failed` };
  const started = performance.now();
  const logPath = isAlone ? undefined : output.logPathOf(name);
  const counts = await run(name, logPath);
  if (logPath !== undefined) output.show(name, logPath);
  return { name, seconds: (performance.now() - started) / 1000, ...counts, note: '' };
}
