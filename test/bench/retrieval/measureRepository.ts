import { relative, sep } from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import type { LanguageServerProcess } from '../../server/languageServerProcess';
import { CUTOFF, ndcg } from '../../retrieval/ndcg';
import { type IndexedServer, indexFolder, memoryOfServer } from '../indexedServer';
import type { ProcessMemory } from '../processMemory';
import { withScratch } from '../runBench';
import type { BenchRepository, Question } from './dataSet';
import { type Variant, fullRanking } from './variants';

/** A question with what was found. */
export interface Answer {
  question: Question;
  /** The file of each hit, best first, relative to the checkout. */
  files: string[];
  ndcg: number;
  /** From the request to its answer, in the client's process. */
  ms: number;
}

/** Everything that was seen of one repository. */
export interface RepositoryMeasurement {
  repository: BenchRepository;
  model: string;
  index: {
    seconds: number;
    files: number;
    chunks: number;
    /** When all was indexed; undefined where it cannot be told. */
    memory: ProcessMemory | undefined;
  };
  /** With the ranking that users have, in the order of the questions. */
  answers: Answer[];
  /** The answers of every other variant by its name. */
  ablations: Map<string, Answer[]>;
}

/** Indexes a checkout from nothing and asks all its questions once per variant; the first variant is the full ranking. */
export function measureRepository(
  repository: BenchRepository,
  variants: readonly Variant[],
): Promise<RepositoryMeasurement> {
  return withScratch(async (scratch) => {
    const indexed = await indexFolder(repository.root, scratch.at('storage'));
    try {
      const measurement = await askEverything(repository, variants, indexed);
      await indexed.server.stop();
      return measurement;
    } catch (error) {
      await indexed.server.kill();
      throw error;
    }
  });
}

async function askEverything(
  repository: BenchRepository,
  variants: readonly Variant[],
  indexed: IndexedServer,
): Promise<RepositoryMeasurement> {
  const { status, indexSeconds } = indexed;
  const index = {
    seconds: indexSeconds,
    files: status.filesDone,
    chunks: status.chunks,
    memory: memoryOfServer(indexed),
  };
  const ask = (variant: Variant): Promise<Answer[]> => askAll(indexed.server, repository, variant);
  const answers = await ask(fullRanking);
  const ablations = new Map<string, Answer[]>();
  for (const variant of variants) ablations.set(variant.name, await ask(variant));
  return { repository, model: status.model, index, answers, ablations };
}

/** One question after the other, as one person asks. */
async function askAll(
  server: LanguageServerProcess,
  { root, questions }: BenchRepository,
  { without }: Variant,
): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (const question of questions) {
    const started = performance.now();
    const hits = await server.search({
      query: question.text,
      limit: CUTOFF,
      ...(without.length > 0 && { without: [...without] }),
    });
    const ms = performance.now() - started;
    const files = hits.map(({ uri }) => relative(root, fileURLToPath(uri)).split(sep).join('/'));
    answers.push({ question, files, ndcg: ndcg(files, question.targets), ms });
  }
  return answers;
}
