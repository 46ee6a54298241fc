import { type Answer, meanNdcg, meanOverWorkspaces, symbolsFoundFirst } from './measure';

/**
 * The least NDCG@10 of each workspace: what was measured when the floor was last set, less 0.03, rounded down to two
 * digits. A question of a small workspace weighs about 0.05, and answers may differ a little between
 * processors; what falls further has got worse. Raise a floor when ranking gets better; `run.ts` prints the figures. The floor of `own` was
 * set anew when this project had grown to twice its files, with the same ranking: among more files each is harder to find.
 */
const FLOORS: Readonly<Record<string, number>> = { own: 0.63, sample: 0.82, hospital: 0.69, logistics: 0.58 };

/** The same for the mean over workspaces, which chance moves less. */
const FLOOR_OVER_ALL = 0.7;

/** Who types a name wants its definition first. With the 25 names of today this means every one of them. */
const SYMBOLS_FIRST = 0.98;

/** What is expected of a workspace that nobody has set a floor for yet. */
const FLOOR_UNTIL_SET = 1;

const CULPRITS = 5;
const SHOWN_HITS = 3;

/** Why the answers about one workspace are too bad, with the questions that cost most; undefined when they are not. */
export function workspaceShortfall(name: string, answers: readonly Answer[]): string | undefined {
  const own = answers.filter(({ workspace }) => workspace === name);
  return shortfall(own.length === 0 ? 0 : meanNdcg(own), FLOORS[name] ?? FLOOR_UNTIL_SET, worst(own));
}

/** The same over all workspaces. */
export function overallShortfall(answers: readonly Answer[]): string | undefined {
  return shortfall(answers.length === 0 ? 0 : meanOverWorkspaces(answers), FLOOR_OVER_ALL, worst(answers));
}

/** Why too few of the files that define a name come first when the name is asked for. */
export function symbolShortfall(answers: readonly Answer[]): string | undefined {
  const asked = answers.filter(({ question }) => question.category === 'symbol');
  const missed = asked.filter(({ question, hits }) => !question.relevant.includes(hits[0] ?? ''));
  return shortfall(asked.length === 0 ? 0 : symbolsFoundFirst(asked), SYMBOLS_FIRST, missed);
}

function shortfall(figure: number, floor: number, culprits: readonly Answer[]): string | undefined {
  // Not `figure < floor`: no comparison with what is no number may pass.
  if (figure >= floor) return undefined;
  const lines = culprits.map(
    ({ workspace, question, hits, ndcg }) =>
      `  ${ndcg.toFixed(2)} ${workspace}: “${question.query}” wants ${question.relevant.join(', ')}, found ${hits.slice(0, SHOWN_HITS).join(', ')}`,
  );
  return [`${figure.toFixed(4)} is below ${floor}; worst:`, ...lines].join('\n');
}

function worst(answers: readonly Answer[]): Answer[] {
  return [...answers].sort((a, b) => a.ndcg - b.ndcg).slice(0, CULPRITS);
}
