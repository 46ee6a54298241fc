import type { IndexBenchReport, WorkloadReport } from './report';
import { storeRatioOf } from './verdicts';

/** A ratio that is worse by more than this share fails the comparison. */
const MAX_DROP = 0.1;

/** Figures that are ratios of one run, and so say the same on a slower machine; less is better. */
const ratios: Record<string, (load: WorkloadReport) => number> = {
  'cold index ÷ parsing alone': ({ coldRatio }) => coldRatio,
  'processor time ÷ that of parsing alone': ({ cpuRatio }) => cpuRatio ?? 0,
  'store ÷ source': storeRatioOf,
  'embedded again after a switch and back': ({ branchSwitch }) => 1 - branchSwitch.hitRatio,
};

/** Below this a ratio is as good as nothing, and ten per cent of it too. */
const NEGLIGIBLE = 0.01;

/**
 * Compares a run with the committed one, workload by workload.
 * @returns what is worse by more than a tenth, a sentence each
 */
export function worseThan(baseline: IndexBenchReport, now: IndexBenchReport): string[] {
  const before = new Map(baseline.workloads.map((load) => [load.name, load]));
  return now.workloads.flatMap((load) => {
    const old = before.get(load.name);
    if (old === undefined) return [];
    return Object.entries(ratios).flatMap(([what, ratioOf]) => {
      const [was, is] = [ratioOf(old), ratioOf(load)];
      return is > Math.max(was, NEGLIGIBLE) * (1 + MAX_DROP)
        ? [`${load.name}: ${what} was ${was.toFixed(3)} and is ${is.toFixed(3)}.`]
        : [];
    });
  });
}
