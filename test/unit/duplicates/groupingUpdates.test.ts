import assert from 'node:assert/strict';
import { isAborted } from '../../../server/src/base/errors';
import type { DuplicateKind } from '../../../server/src/duplicates/duplicateGroup';
import { Grouping, makeGroups } from '../../../server/src/duplicates/grouping';
import type { GroupingInput } from '../../../server/src/duplicates/madeGroup';
import { TimeSlices } from '../../../server/src/duplicates/timeSlices';
import { Chance } from '../../bench/query/chance';
import { never } from '../signals';
import { chunkOf, CodeFolder, parse, total } from './codeFolder';

const renamed = total.replaceAll(/\blines?\b/g, 'entry').replaceAll('total', 'sum');

/** Copies of each kind: equal ones are drawn twice, near ones hang together in chains. */
const functions = [
  total,
  parse,
  renamed,
  total.replace('rates.audit(total)', 'rates.audit(total, lines)'),
  total.replace('rates.audit(total);', 'rates.audit(total);\n  log(rates, total, lines.length);'),
  renamed.replace('rates.audit', 'rates.begin();\n  rates.audit'),
  total.replace('* 100) / 100', '+ rates.fee(lines.length))'),
  parse.replace('if (header.size > limit) break;', 'if (header.size > limit) return header;'),
  parse.replace('header.freeze()', 'limit > 0 ? header.freeze() : header'),
];

/** Two languages, which are not compared: files that are equal as a whole may hold units that are not. */
const paths = [...Array.from({ length: 12 }, (_, at) => `f${at}.ts`), 'g1.go', 'g2.go', 'g3.go'];

/** One change of a folder: a file of functions, a class around them, a copy of a file, or none any more. */
function change(folder: CodeFolder, chance: Chance): void {
  const path = chance.pick(paths);
  const parts = Array.from({ length: 1 + Math.floor(chance.next() * 3) }, () => chance.pick(functions));
  const what = chance.next();
  if (what < 0.2) folder.remove(path);
  else if (what < 0.4) writeClass(folder, path, parts);
  else if (what < 0.6) folder.write(path, total, parse);
  else folder.write(path, ...parts);
}

function writeClass(folder: CodeFolder, path: string, parts: readonly string[]): void {
  const text = `class Cart {\n${parts.join('\n')}\n}`;
  folder.texts.set(path, text);
  let startLine = 2;
  const chunks = parts.map((part) => {
    const chunk = chunkOf(path, part, { startLine, kind: 'method' });
    startLine = chunk.endLine + 1;
    return chunk;
  });
  const around = chunkOf(path, text, { kind: 'class', symbol: 'Cart' });
  folder.finder.note({ dropChunksOf: [path], dropFiles: [], chunks: [around, ...chunks] });
}

function inputOf(
  { finder }: CodeFolder,
  kinds: readonly DuplicateKind[],
  minSimilarity = 0.82,
): GroupingInput {
  const { index, near } = finder;
  return { folder: '/f', index, near, kinds: new Set(kinds), minSimilarity, minTokens: 50 };
}

describe('Grouping', () => {
  const wanted: [seed: number, kinds: DuplicateKind[], minSimilarity: number][] = [
    [1, ['exact', 'renamed', 'near'], 0.82],
    [2, ['exact', 'renamed', 'near'], 0.9],
    [3, ['exact', 'renamed', 'near'], 0.7],
    [4, ['renamed', 'near'], 0.82],
    [5, ['exact'], 0.82],
    [6, ['exact', 'renamed', 'near'], 0.82],
  ];
  for (const [seed, kinds, minSimilarity] of wanted)
    it(`has after any change what makes all groups anew: ${kinds.join(', ')} from ${minSimilarity} on, seed ${seed}`, async () => {
      const chance = new Chance(seed);
      const folder = new CodeFolder();
      const input = inputOf(folder, kinds, minSimilarity);
      const grouping = new Grouping(input, folder.finder.changes);
      let seen = 0;
      for (let step = 0; step < 150; step++) {
        change(folder, chance);
        if (chance.next() < 0.3) change(folder, chance);
        // What has not been compared yet is left out by both.
        if (chance.next() < 0.8) await folder.work();
        if (chance.next() < 0.5) await grouping.update(new TimeSlices(), never);
        const groups = grouping.groups();
        assert.deepEqual(groups, makeGroups(input), `after change ${step}`);
        seen += groups.length;
      }
      assert.ok(seen > 150, 'there were groups to compare');
    });

  it('tells what lay within a copy once the copy has gone', () => {
    const folder = new CodeFolder();
    const text = `class Cart {\n${total}\n${total}\n}`;
    const outer = chunkOf('a.ts', text, { kind: 'class' });
    const inner = [2, 2 + total.split('\n').length].map((startLine) => chunkOf('a.ts', total, { startLine }));
    folder.finder.note({ dropChunksOf: [], dropFiles: [], chunks: [outer, ...inner] });
    const other = chunkOf('b.ts', text, { kind: 'class' });
    folder.finder.note({ dropChunksOf: [], dropFiles: [], chunks: [other] });
    const input = inputOf(folder, ['exact']);
    const grouping = new Grouping(input, folder.finder.changes);
    const kinds = (): string[][] =>
      grouping.groups().map(({ group }) => group.members.map(({ kind }) => kind));
    assert.deepEqual(kinds(), [['class', 'class']]);
    folder.remove('b.ts');
    assert.deepEqual(kinds(), [['function', 'function']]);
    folder.finder.note({ dropChunksOf: [], dropFiles: [], chunks: [other] });
    assert.deepEqual(kinds(), [['class', 'class']]);
    assert.deepEqual(grouping.groups(), makeGroups(input));
  });

  it('leaves groups alone that a change does not touch', async () => {
    const folder = new CodeFolder();
    for (const path of ['a.ts', 'b.ts']) folder.write(path, total);
    for (const path of ['c.ts', 'd.ts']) folder.write(path, parse);
    await folder.work();
    const grouping = new Grouping(inputOf(folder, ['exact', 'renamed', 'near']), folder.finder.changes);
    const before = new Set(grouping.groups());
    folder.write('e.ts', parse);
    await folder.work();
    const after = grouping.groups();
    assert.deepEqual(
      after.map((made) => [made.group.members.length, before.has(made)]),
      [
        [3, false],
        [2, true],
      ],
    );
    assert.equal(grouping.groups(), after, 'nothing has changed since');
  });

  it('is whole again after an update that was cancelled', async () => {
    const folder = new CodeFolder();
    for (const path of ['a.ts', 'b.ts']) folder.write(path, total);
    await folder.work();
    const input = inputOf(folder, ['exact', 'renamed', 'near']);
    const grouping = new Grouping(input, folder.finder.changes);
    assert.equal(grouping.groups().length, 1);
    for (const path of ['c.ts', 'd.ts']) folder.write(path, parse);
    await folder.work();
    const stop = new AbortController();
    stop.abort();
    await assert.rejects(grouping.update(new TimeSlices(), stop.signal), isAborted);
    assert.equal(grouping.groups().length, 2);
    assert.deepEqual(grouping.groups(), makeGroups(input));
  });

  it('answers with the groups before while an update is at work', async () => {
    const folder = new CodeFolder();
    for (const path of ['a.ts', 'b.ts']) folder.write(path, total);
    await folder.work();
    const grouping = new Grouping(inputOf(folder, ['exact']), folder.finder.changes);
    const before = grouping.groups();
    for (const path of ['c.ts', 'd.ts']) folder.write(path, parse);
    const asked: unknown[] = [];
    const slices = { pause: () => Promise.resolve(void asked.push(grouping.groups())) };
    await grouping.update(slices, never);
    assert.ok(asked.length > 0 && asked.every((groups) => groups === before));
    assert.equal(grouping.groups().length, 2);
  });
});
