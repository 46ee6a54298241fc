/**
 * Prints NDCG@10 by workspace and category and the questions that went worst, with what was found instead.
 *   npx tsx test/retrieval/run.ts [<workspace> ...]      all workspaces unless some are named; needs dist/
 */
import { type Answer, meanNdcg, meanOverWorkspaces, measure, symbolsFoundFirst } from './measure';
import { categories } from './questions';
import { workspaces } from './workspaces';

const WORST = 10;
const SHOWN_HITS = 3;

async function main(names: readonly string[]): Promise<void> {
  const chosen = workspaces.filter(({ name }) => names.length === 0 || names.includes(name));
  const answers = await measure(chosen);
  const lines = [
    row('', [...categories, 'all']),
    ...chosen.map(({ name }) =>
      figures(
        name,
        answers.filter(({ workspace }) => workspace === name),
      ),
    ),
    figures('all questions', answers),
    '',
    `mean over workspaces ${meanOverWorkspaces(answers).toFixed(4)}`,
    `symbols found first  ${symbolsFoundFirst(answers).toFixed(4)}`,
    `not among ten hits   ${answers.filter(({ ndcg }) => ndcg === 0).length} of ${answers.length}`,
    '',
    ...worst(answers),
  ];
  console.log(lines.join('\n'));
}

function figures(name: string, answers: readonly Answer[]): string {
  const parts = categories.map((category) =>
    answers.filter(({ question }) => question.category === category),
  );
  return row(
    name,
    [...parts, answers].map((part) =>
      part.length === 0 ? '–' : `${meanNdcg(part).toFixed(4)} (${part.length})`,
    ),
  );
}

function worst(answers: readonly Answer[]): string[] {
  const sorted = [...answers].sort((a, b) => a.ndcg - b.ndcg).slice(0, WORST);
  return sorted.flatMap(({ workspace, question, hits, ndcg }) => [
    `${ndcg.toFixed(2)} ${workspace}: ${question.query}`,
    `     wanted ${[...question.relevant, ...question.secondary].join(', ')}`,
    `     found  ${hits.slice(0, SHOWN_HITS).join(', ')}`,
  ]);
}

const row = (name: string, cells: readonly string[]): string =>
  [name.padEnd(14), ...cells.map((cell) => cell.padStart(16))].join('');

void main(process.argv.slice(2));
