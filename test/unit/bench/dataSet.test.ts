import assert from 'node:assert/strict';
import { questionsOf, readDataSet, tableOf } from '../../bench/retrieval/dataSet';
import { ScratchFolder } from '../scratchFolder';

describe('the questions of the data set', () => {
  it('have relevant and secondary files as targets alike, each once and without lines', () => {
    const rows = tableOf('symbol\tParser\ta.ts#3-9|b.ts\ta.ts|c.ts#1-2\n');
    assert.deepEqual(
      questionsOf(rows, () => true),
      [{ category: 'symbol', text: 'Parser', targets: ['a.ts', 'b.ts', 'c.ts'] }],
    );
  });

  it('lose targets that are not on disk, and are left out with none', () => {
    const rows = tableOf('semantic\tone\ta.ts\tb.ts\r\nsemantic\ttwo\tb.ts\t\r\n\n');
    const kept = questionsOf(rows, (path) => path === 'a.ts');
    assert.deepEqual(
      kept.map(({ text, targets }) => [text, targets]),
      [['one', ['a.ts']]],
    );
  });
});

describe('the data set', () => {
  const scratch = new ScratchFolder();
  const data = scratch.at('data');
  const checkouts = scratch.at('checkouts');
  before(() => {
    scratch.write(
      'data/repos.tsv',
      'kite\tgo\to/kite\tabc\tlib\t2\nboat\truby\to/boat\tdef\t\t1\nraft\tc\to/raft\t123\t\t1\n',
    );
    scratch.write('data/published.tsv', 'kite\t0.75\n');
    scratch.write('data/kite.tsv', 'symbol\tFly\tlib/fly.go\t\nsemantic\tland\tlib/gone.go\t\n');
    scratch.write('data/boat.tsv', 'symbol\tRow\trow.rb\t\n');
    scratch.write('data/raft.tsv', 'symbol\tdrift\tdrift.c\t\n');
    scratch.write('checkouts/kite/lib/fly.go', 'package lib\n');
    scratch.write('checkouts/raft/other.c', 'int x;\n');
  });
  after(() => scratch.remove());

  const read = (
    options: Partial<Parameters<typeof readDataSet>[0]>,
  ): [names: string[], warnings: string[]] => {
    const warnings: string[] = [];
    const found = readDataSet({ data, checkouts, ...options }, (text) => warnings.push(text));
    return [found.map(({ name }) => name), warnings];
  };

  it('names the repositories that it leaves out', () => {
    const [names, warnings] = read({});
    assert.deepEqual(names, ['kite']);
    assert.match(warnings.join('\n'), /no checkout of boat[^]*raft/);
  });

  it('has questions that can be answered, and the published figure', () => {
    const [kite] = readDataSet({ data, checkouts, only: ['kite'] }, () => undefined);
    assert.deepEqual(
      [kite?.questions.map(({ text }) => text), kite?.unanswerable, kite?.published, kite?.revision],
      [['Fly'], 1, 0.75, 'abc'],
    );
  });

  it('warns of a checkout that holds more than the folder to index', () => {
    scratch.write('checkouts/kite/test/fly_test.go', 'package test\n');
    assert.match(read({ only: ['kite'] })[1].join(), /kite holds more than lib/);
  });

  for (const [name, options, message] of [
    ['is not there', { data: scratch.at('nowhere') }, /repos\.tsv/],
    ['has no checkouts', { checkouts: scratch.at('nowhere') }, /no folder .*nowhere/],
    ['has no checkout of what is asked for', { only: ['boat'] }, /no checkout/],
    ['lacks a repository that is named', { only: ['kite', 'ship'] }, /no repository ship/],
  ] as const)
    it(`is refused when it ${name}`, () => assert.throws(() => read(options), { name: 'BadInput', message }));
});
