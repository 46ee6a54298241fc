import type { DuplicatesReport } from './report';

/** One row of the table: what was asked for and what came of it. */
export interface Goal {
  figure: string;
  /** NaN when it was not measured. */
  measured: number;
  must: number;
  /** Undefined where nothing better is asked for. */
  aim?: number;
  /** Whether less is better. */
  isLimit: boolean;
  /** Digits behind the point. */
  digits: number;
}

/** Whether a value is as good as a bound. */
export function meets({ isLimit }: Goal, value: number, bound: number): boolean {
  return isLimit ? value <= bound : value >= bound;
}

/** What recall of each kind of copy has to reach, by the scorer's names. */
const RECALL: readonly (readonly [name: string, must: number, aim?: number])[] = [
  ['T1', 0.99, 1],
  ['T2', 0.98, 1],
  ['T2b', 0.97, 0.99],
  ['T3', 0.85, 0.93],
  ['T3 edits <=10%', 0.97],
  ['T3 edits <=20%', 0.88],
  ['T3 edits <=30%', 0.75],
];

/** The folder whose extra memory has a limit: the largest of the four. */
const LARGE = 'spring-framework';

const BYTES_PER_MB = 1e6;

/** Every goal with what the run has measured. */
export function goalsOf(report: DuplicatesReport): Goal[] {
  return [...recallGoals(report), ...precisionGoals(report), ...judgedGoals(report), ...speedGoals(report)];
}

function recallGoals({ recall }: DuplicatesReport): Goal[] {
  return RECALL.map(([name, must, aim]) => {
    const { found, of } = recall[name] ?? { found: 0, of: 0 };
    return {
      figure: `recall ${name}`,
      measured: found / of,
      must,
      ...(aim !== undefined && { aim }),
      isLimit: false,
      digits: 3,
    };
  });
}

function precisionGoals({ precision, strictPrecision, decoys }: DuplicatesReport): Goal[] {
  return [
    { figure: 'precision', measured: precision, must: 0.97, aim: 0.99, isLimit: false, digits: 4 },
    {
      figure: 'precision, strict on boundaries',
      measured: strictPrecision,
      must: 0.95,
      aim: 0.99,
      isLimit: false,
      digits: 4,
    },
    {
      figure: 'decoys reported, share',
      measured: decoys.found / decoys.of,
      must: 0.02,
      aim: 0,
      isLimit: true,
      digits: 3,
    },
  ];
}

/** Of thirty each; of all, at the same rate, where there are fewer. */
function judgedGoals({ judged }: DuplicatesReport): Goal[] {
  return judged.repositories.map(({ name, judged: count, useful }) => ({
    figure: `useful of ${count} findings, ${name}`,
    measured: useful,
    must: Math.ceil((26 / 30) * count),
    aim: Math.ceil((29 / 30) * count),
    isLimit: false,
    digits: 0,
  }));
}

function speedGoals({ speed, recheck }: DuplicatesReport): Goal[] {
  const ratios = speed.map(({ name, passMs, jscpdMs }): Goal => ({
    figure: `full pass ÷ jscpd, ${name}`,
    measured: passMs / jscpdMs,
    must: 1.5,
    aim: 0.5,
    isLimit: true,
    digits: 2,
  }));
  const large = speed.find(({ name }) => name === LARGE);
  return [
    ...ratios,
    {
      figure: `re-check of a changed function, p95 ms, ${recheck?.chunks ?? 0} chunks`,
      measured: recheck?.p95Ms ?? NaN,
      must: 100,
      aim: 20,
      isLimit: true,
      digits: 1,
    },
    {
      figure: `extra memory of the full pass, peak MB, ${LARGE}`,
      measured: large === undefined ? NaN : large.extraRssBytes / BYTES_PER_MB,
      must: 300,
      isLimit: true,
      digits: 0,
    },
  ];
}
