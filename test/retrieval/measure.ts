import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentLogger } from '../../server/src/base/logger';
import { locateAssets } from '../../server/src/engine/assets';
import { Engine } from '../../server/src/engine/engine';
import type { EngineSettings } from '../../server/src/engine/engineTypes';
import { defaultPerformancePlan } from '../../server/src/pacing/performancePlan';
import { CUTOFF, mean, ndcg } from './ndcg';
import { type Question, readQuestions } from './questions';
import { repositoryRoot, type RetrievalWorkspace } from './workspaces';

/** A question with what was found for it. */
export interface Answer {
  workspace: string;
  question: Question;
  /** Paths of the hits, best first. */
  hits: string[];
  ndcg: number;
}

/** The settings of a fresh install: nothing configured, the model that comes with Akin. */
const SETTINGS: EngineSettings = {
  model: '',
  allowModelDownload: false,
  exclude: [],
  maxFileBytes: 1 << 20,
  allowAnyFolder: true,
  cache: { embeddings: 'off', maxBytes: 0, policy: 'lru', maxAgeMs: 0, queries: false },
  performance: defaultPerformancePlan(false),
  maxDiskBytes: 0,
};

/**
 * Makes the workspaces, indexes them with the engine from the sources and the threads from `dist/`, and asks every
 * question of the workspace that it is about.
 * @throws {Error} when the model cannot be used, since figures without it mean something else
 */
export async function measure(workspaces: readonly RetrievalWorkspace[]): Promise<Answer[]> {
  const scratch = realpathSync(mkdtempSync(join(tmpdir(), 'akin-retrieval-')));
  const engine = Engine.start({
    assets: locateAssets(repositoryRoot),
    storagePath: join(scratch, 'storage'),
    settings: SETTINGS,
    nativeVersions: 'test',
    howToInsist: '',
    logger: silentLogger,
    onStatus: () => undefined,
    onNotice: () => undefined,
  });
  try {
    const answers: Answer[] = [];
    for (const workspace of workspaces) answers.push(...(await ask(engine, workspace, scratch)));
    return answers;
  } finally {
    await engine.dispose();
    rmSync(scratch, { recursive: true, force: true });
  }
}

async function ask(engine: Engine, workspace: RetrievalWorkspace, scratch: string): Promise<Answer[]> {
  const folder = join(scratch, workspace.name);
  workspace.make(folder);
  const index = await engine.addFolder(folder);
  await index.whenIdle();
  const { state, message = '' } = index.status();
  if (state !== 'ready') throw new Error(`The index of ${workspace.name} is ${state}: ${message}`);
  const { signal } = new AbortController();
  const answers: Answer[] = [];
  for (const question of readQuestions(workspace.questions)) {
    const found = await engine.search({ query: question.query, limit: CUTOFF, folder }, signal);
    const hits = found.hits.map(({ path }) => path);
    const targets = [...question.relevant, ...question.secondary];
    answers.push({ workspace: workspace.name, question, hits, ndcg: ndcg(hits, targets) });
  }
  await engine.removeFolder(folder);
  return answers;
}

/** Mean NDCG@10 of some answers, all questions alike. */
export const meanNdcg = (answers: readonly Answer[]): number => mean(answers.map((answer) => answer.ndcg));

/** Mean over workspaces, each alike however many questions it has. */
export function meanOverWorkspaces(answers: readonly Answer[]): number {
  const names = [...new Set(answers.map(({ workspace }) => workspace))];
  return mean(names.map((name) => meanNdcg(answers.filter(({ workspace }) => workspace === name))));
}

/** Share of the symbol questions whose first hit is in the defining file. */
export function symbolsFoundFirst(answers: readonly Answer[]): number {
  const symbols = answers.filter(({ question }) => question.category === 'symbol');
  return mean(symbols.map(({ question, hits }) => (question.relevant.includes(hits[0] ?? '') ? 1 : 0)));
}
