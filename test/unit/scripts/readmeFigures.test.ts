import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import duplicates from '../../../docs/benchmarks/duplicates.json';
import index from '../../../docs/benchmarks/index.json';
import retrieval from '../../../docs/benchmarks/retrieval.json';

const root = join(__dirname, '../../..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8').replace(/\s+/g, ' ');
const readme = read('README.md');

/** The README says a sentence or a row, whatever the width of its columns. */
function says(text: string): void {
  assert.ok(readme.includes(text), `the README does not say: ${text}`);
}

/** The median of a row in docs/benchmarks/query.md, in whole milliseconds. */
function medianOf(row: string): string {
  const found = new RegExp(`\\| ${row} \\| \\d+ \\| ([\\d.]+) ms \\|`).exec(read('docs/benchmarks/query.md'));
  assert.ok(found, row);
  return Number(found[1]).toFixed(0);
}

describe('the figures of the README', () => {
  it('of searches are those of docs/benchmarks/query.md', () => {
    const [, files] = /in `spring-framework`: ([\d,]+) files/.exec(read('docs/benchmarks/query.md')) ?? [];
    says(`a name in spring-framework, ${files ?? ''} files`);
    says(`VS Code’s text search: ${medianOf('text search, the same names')} ms`);
    says(`| ${medianOf('Akin, names')} ms, best first |`);
    says(`| stands nowhere as text | ${medianOf('Akin, questions in words')} ms |`);
  });

  it('of what is found are those of docs/benchmarks/retrieval.md', () => {
    const { questions, means, ranker, ablations } = retrieval;
    const keywords = ablations.find(({ name }) => name.endsWith('keywords alone'));
    says(`${questions} questions about twelve public repositories`);
    assert.equal(retrieval.repositories.length, 12);
    says(`| semble, as published: ${means.published.toFixed(2)} | ${ranker.leaveOneOut.mean.toFixed(2)} |`);
    says(`The ${ranker.leaveOneOut.mean.toFixed(2)} are of a ranking that was fitted without`);
    says(`reaches ${means.ndcg.toFixed(2)}; without the model`);
    says(`it reaches ${keywords?.ndcg.toFixed(2) ?? ''}.`);
  });

  it('of copies are those of docs/benchmarks/duplicates.md', () => {
    const seconds = (times: number[]): string => times.map((ms) => (ms / 1000).toFixed(1)).join(', ');
    says(`all copies in ${duplicates.speed.map(({ name }) => name).join(', ')}`);
    says(`jscpd 5 as it comes: ${seconds(duplicates.speed.map(({ jscpdMs }) => jscpdMs))} s`);
    says(`| ${seconds(duplicates.speed.map(({ passMs }) => passMs))} s |`);
  });

  it('of indexing are those of docs/benchmarks/index.md', () => {
    const [spring] = index.workloads;
    assert.equal(spring?.name, 'spring-framework');
    says(
      `is indexed ${spring.wallSeconds.toFixed(0)} s after its first start and can be searched after ${spring.firstFoundSeconds.toFixed(1)} s`,
    );
    says(`a saved file after ${(spring.saves.p50Ms / 1000).toFixed(1)} s`);
    const tree = index.workloads.find(({ name }) => name.startsWith('made tree'));
    assert.equal(((tree?.wallSeconds ?? 0) / 60).toFixed(0), '2', 'two minutes');
  });
});
