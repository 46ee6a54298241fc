import { availableParallelism } from 'node:os';
import { mean, percentile, rounded } from '../statistics';
import type { Answer, RepositoryMeasurement } from './measureRepository';
import type { RankerReport } from './rankerReport';
import type { Variant } from './variants';

/** NDCG@10 of one repository, with what it cost. */
export interface RepositoryReport {
  name: string;
  language: string;
  questions: number;
  ndcg: number;
  published?: number;
  /** Measured less published. */
  difference?: number;
  /** Mean NDCG@10 by category of question. */
  categories: Record<string, number>;
  index: { seconds: number; files: number; chunks: number; rssMiB?: number; peakRssMiB?: number };
  query: QueryTimes & { firstMs: number };
}

/** Milliseconds from a request to its answer. */
export interface QueryTimes {
  p50Ms: number;
  p95Ms: number;
}

/** NDCG@10 of a ranking that does without some signals. */
export interface AblationReport {
  name: string;
  without: string[];
  ndcg: number;
  /** From the full ranking; what it does without is worth as much with the other sign. */
  difference: number;
}

/** What a run of the retrieval benchmark found. It holds no date, no path and no name of a machine. */
export interface RetrievalReport {
  model: string;
  /** Threads that ran at once on the machine that measured: index and query times depend on it. */
  processors: number;
  questions: number;
  /** Questions left out, since nothing that they ask for is on disk. */
  unanswerable: number;
  repositories: RepositoryReport[];
  means: {
    /** Over the repositories. */
    ndcg: number;
    published?: number;
    difference?: number;
    /** Over the repositories of a language. */
    languages: Record<string, { repositories: number; ndcg: number }>;
    /** Over the questions of a category. */
    categories: Record<string, { questions: number; ndcg: number }>;
  };
  /** Over all questions of all repositories but the first of each, which waits for what is loaded when it is needed. */
  query: QueryTimes;
  ablations: AblationReport[];
  ranker?: RankerReport;
  dataSet: { name: string; origin: string; revision: string; folder: string }[];
}

/** Decimals in the report: what is below them differs from run to run. */
const FIGURE_DECIMALS = 4;
const TIME_DECIMALS = 1;

/** The categories that come first, in this order; any other follows by its name. */
const CATEGORY_ORDER = ['symbol', 'architecture', 'semantic'];

/** @param measurements at least one, each with an answer; all of the same model */
export function summarise(
  measurements: readonly RepositoryMeasurement[],
  variants: readonly Variant[],
  ranker?: RankerReport,
): RetrievalReport {
  const repositories = measurements.map(reportRepository);
  const answers = measurements.flatMap((measurement) => measurement.answers);
  const withPublished = repositories.filter(({ published }) => published !== undefined);
  const published = mean(withPublished.map((repository) => repository.published ?? 0));
  const ndcg = mean(measurements.map((measurement) => ndcgOf(measurement.answers)));
  return {
    model: measurements[0]?.model ?? '',
    processors: availableParallelism(),
    questions: answers.length,
    unanswerable: measurements.reduce((sum, { repository }) => sum + repository.unanswerable, 0),
    repositories,
    means: {
      ndcg: figure(ndcg),
      // The mean of some says nothing beside the mean of all.
      ...(withPublished.length === repositories.length && {
        published: figure(published),
        difference: figure(ndcg - published),
      }),
      languages: languageMeans(measurements),
      categories: mapValues(byCategory(answers), (all) => ({
        questions: all.length,
        ndcg: figure(ndcgOf(all)),
      })),
    },
    query: queryTimes(measurements.flatMap((measurement) => measurement.answers.slice(1))),
    ablations: variants.map((variant) => reportAblation(variant, measurements, ndcg)),
    ...(ranker !== undefined && { ranker }),
    dataSet: measurements.map(({ repository: { name, origin, revision, folder } }) => ({
      name,
      origin,
      revision,
      folder,
    })),
  };
}

function reportRepository({ repository, index, answers }: RepositoryMeasurement): RepositoryReport {
  const { name, language, published } = repository;
  const ndcg = ndcgOf(answers);
  return {
    name,
    language,
    questions: answers.length,
    ndcg: figure(ndcg),
    ...(published !== undefined && { published, difference: figure(ndcg - published) }),
    categories: mapValues(byCategory(answers), (all) => figure(ndcgOf(all))),
    index: {
      seconds: rounded(index.seconds, TIME_DECIMALS),
      files: index.files,
      chunks: index.chunks,
      ...(index.memory !== undefined && { rssMiB: index.memory.now, peakRssMiB: index.memory.peak }),
    },
    query: { firstMs: rounded(answers[0]?.ms ?? Number.NaN, TIME_DECIMALS), ...queryTimes(answers.slice(1)) },
  };
}

function reportAblation(
  { name, without }: Variant,
  measurements: readonly RepositoryMeasurement[],
  full: number,
): AblationReport {
  const ndcg = mean(measurements.map(({ ablations }) => ndcgOf(ablations.get(name) ?? [])));
  return { name, without: [...without], ndcg: figure(ndcg), difference: figure(ndcg - full) };
}

function languageMeans(
  measurements: readonly RepositoryMeasurement[],
): RetrievalReport['means']['languages'] {
  const byLanguage = groupBy(measurements, ({ repository }) => repository.language);
  const sorted = new Map([...byLanguage].sort(([a], [b]) => (a < b ? -1 : 1)));
  return mapValues(sorted, (all) => ({
    repositories: all.length,
    ndcg: figure(mean(all.map(({ answers }) => ndcgOf(answers)))),
  }));
}

function byCategory(answers: readonly Answer[]): Map<string, Answer[]> {
  const place = (category: string): number => {
    const at = CATEGORY_ORDER.indexOf(category);
    return at < 0 ? CATEGORY_ORDER.length : at;
  };
  const groups = groupBy(answers, ({ question }) => question.category);
  return new Map([...groups].sort(([a], [b]) => place(a) - place(b) || (a < b ? -1 : 1)));
}

function queryTimes(answers: readonly Answer[]): QueryTimes {
  const times = answers.map(({ ms }) => ms);
  return {
    p50Ms: rounded(percentile(times, 0.5), TIME_DECIMALS),
    p95Ms: rounded(percentile(times, 0.95), TIME_DECIMALS),
  };
}

function ndcgOf(answers: readonly Answer[]): number {
  return mean(answers.map(({ ndcg }) => ndcg));
}

function figure(value: number): number {
  return rounded(value, FIGURE_DECIMALS);
}

function groupBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}

function mapValues<From, To>(map: ReadonlyMap<string, From>, to: (value: From) => To): Record<string, To> {
  return Object.fromEntries([...map].map(([key, value]) => [key, to(value)]));
}
