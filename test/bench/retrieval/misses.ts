import type { RepositoryMeasurement } from './measureRepository';

/** For a person: every question below 1, with the files that were expected (and their place) and those that were found. */
export function describeMisses({ repository, answers }: RepositoryMeasurement): string {
  const missed = answers.filter(({ ndcg }) => ndcg < 1);
  const head = `${repository.name}: ${missed.length} of ${answers.length} questions below 1`;
  const entries = missed.map(({ question, files, ndcg }) => {
    const expected = question.targets.map((target) => `  expected ${placeOf(target, files)}  ${target}`);
    const found = files.map(
      (file, rank) =>
        `  ${String(rank + 1).padStart(2)} ${question.targets.includes(file) ? '*' : ' '} ${file}`,
    );
    return [`${ndcg.toFixed(3)}  ${question.category}: ${question.text}`, ...expected, ...found].join('\n');
  });
  return [head, ...entries].join('\n\n');
}

function placeOf(target: string, files: readonly string[]): string {
  const rank = files.indexOf(target);
  return rank < 0 ? ' –' : String(rank + 1).padStart(2);
}
