import type { Answer, RepositoryMeasurement } from '../../bench/retrieval/measureRepository';
import type { Variant } from '../../bench/retrieval/variants';

export const sampleVariants: Variant[] = [{ name: 'without names', without: ['names'] }];

const answer = (category: string, ndcg: number, ms: number): Answer => ({
  question: { category, text: `a ${category} question`, targets: ['src/a.ts'] },
  files: ndcg === 1 ? ['src/a.ts'] : ['src/b.ts', 'src/a.ts'],
  ndcg,
  ms,
});

/** Two repositories, of which one is worse without names. */
export function sampleMeasurements(): RepositoryMeasurement[] {
  const repository = {
    origin: 'o/kite',
    revision: 'abc123',
    folder: 'lib',
    root: '/secret/kite',
    questions: [],
  };
  return [
    {
      repository: { ...repository, name: 'kite', language: 'go', unanswerable: 1, published: 0.8 },
      model: 'tiny@1',
      index: { seconds: 1.26, files: 3, chunks: 40, memory: { now: 200, peak: 300 } },
      answers: [answer('semantic', 0.5, 50), answer('symbol', 1, 3), answer('api', 1, 5)],
      ablations: new Map([
        ['without names', [answer('semantic', 0.25, 1), answer('symbol', 1, 1), answer('api', 1, 1)]],
      ]),
    },
    {
      repository: {
        ...repository,
        name: 'boat',
        language: 'go',
        folder: '',
        unanswerable: 0,
        published: 0.7,
      },
      model: 'tiny@1',
      index: { seconds: 2, files: 5, chunks: 60, memory: undefined },
      answers: [answer('symbol', 0.5, 40)],
      ablations: new Map([['without names', [answer('symbol', 0.5, 1)]]]),
    },
  ];
}
