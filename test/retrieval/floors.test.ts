import assert from 'node:assert/strict';
import { overallShortfall, symbolShortfall, workspaceShortfall } from './floors';
import type { Answer } from './measure';
import { ndcg } from './ndcg';
import { readQuestions } from './questions';
import { workspaces } from './workspaces';

/** Every question of the benchmark, answered by a search that is made up. */
function answersOf(search: (relevant: readonly string[]) => string[]): Answer[] {
  return workspaces.flatMap(({ name, questions }) =>
    readQuestions(questions).map((question) => {
      const hits = search(question.relevant);
      const targets = [...question.relevant, ...question.secondary];
      return { workspace: name, question, hits, ndcg: ndcg(hits, targets) };
    }),
  );
}

/** What the suite finds wrong with some answers. */
const shortfalls = (answers: readonly Answer[]): (string | undefined)[] => [
  ...workspaces.map(({ name }) => workspaceShortfall(name, answers)),
  overallShortfall(answers),
  symbolShortfall(answers),
];

describe('the floors of the retrieval benchmark', () => {
  for (const [what, search] of [
    ['answers nothing', () => []],
    ['answers other files', () => ['no/such.ts', 'other.ts']],
    [
      'puts what is asked for behind nine others',
      (relevant: readonly string[]) => [...others(9), ...relevant],
    ],
  ] as const)
    it(`are not reached by a search that ${what}`, () => {
      for (const found of shortfalls(answersOf(search))) assert.match(found ?? '', /^0\.\d+ is below 0\.\d+/);
    });

  it('are not reached when nothing was asked', () =>
    assert.ok(shortfalls([]).every((found) => found !== undefined)));

  it('are not reached by figures that are no numbers', () => {
    const broken = answersOf((relevant) => [...relevant]).map((answer) => ({ ...answer, ndcg: Number.NaN }));
    assert.match(overallShortfall(broken) ?? '', /NaN/);
  });

  it('are reached by a search that answers what is asked for', () => {
    const perfect = answersOf((relevant) => [...relevant]);
    assert.equal(symbolShortfall(perfect), undefined);
    assert.equal(overallShortfall(perfect), undefined);
  });

  it('name the questions that cost most, with what was found', () => {
    const [first, ...rest] = answersOf((relevant) => [...relevant]);
    assert.ok(first !== undefined);
    const missed = {
      ...first,
      question: { ...first.question, category: 'symbol' as const },
      hits: ['x.ts'],
      ndcg: 0,
    };
    const text =
      symbolShortfall([missed, ...rest.filter(({ question }) => question.category !== 'symbol')]) ?? '';
    assert.ok(text.includes(`“${first.question.query}”`) && text.endsWith('found x.ts'), text);
  });
});

const others = (count: number): string[] => Array.from({ length: count }, (_, i) => `other${i}.ts`);
