import assert from 'node:assert/strict';
import { chunkOf, CodeFolder, parse, total } from './codeFolder';

const near = total.replace('rates.audit(total)', 'rates.audit(total, lines)');

describe('makeGroups', () => {
  it('tells equal units, renamed ones and near ones apart, each unit once a kind', async () => {
    const folder = new CodeFolder();
    folder.write('a.ts', total);
    folder.write('b.ts', total);
    folder.write('c.ts', total.replace('cartTotal', 'sum'));
    folder.write('d.ts', near);
    await folder.work();
    assert.deepEqual(folder.found(), ['exact a.ts b.ts', 'near a.ts d.ts', 'renamed a.ts c.ts']);
  });

  it('tells no kind that was not asked for', async () => {
    const folder = new CodeFolder();
    folder.write('a.ts', total);
    folder.write('b.ts', total);
    folder.write('d.ts', near);
    await folder.work();
    assert.deepEqual(folder.found(['near']), ['near a.ts d.ts']);
    assert.deepEqual(folder.found(['exact']), ['exact a.ts b.ts']);
  });

  it('tells near copies from the similarity on that was asked for', async () => {
    const folder = new CodeFolder();
    folder.write('a.ts', total);
    folder.write('d.ts', near);
    await folder.work();
    const [made] = folder.made();
    assert.ok(made);
    const { similarity } = made.group;
    assert.ok(similarity > 0.9 && similarity < 1);
    assert.equal(folder.made(['near'], similarity + 0.01).length, 0);
  });

  it('tells what is left over, as all that it is near to stands in a group, beside the nearest', async () => {
    const folder = new CodeFolder();
    const step = (kind: string, at: number): string =>
      at % 2 === 0
        ? `  for (const ${kind}${at} of rates.${kind}List${at}(lines)) if (${kind}${at}.open) ${kind}Close${at}(${kind}${at}, ${at});`
        : `  const ${kind}${at} = lines.map((line) => line.${kind}Part${at} ?? ${kind}Default${at}(line, rates));`;
    const steps = 18;
    for (const [version, path] of ['a.ts', 'b.ts', 'c.ts', 'd.ts'].entries()) {
      const text = Array.from({ length: steps }, (_, at) =>
        at < 2 * version ? `  other${at}(rates ? [lines, ${at}] : { rates });` : step('row', at),
      );
      folder.write(path, `function settle(lines: Line[], rates: Rates) {\n${text.join('\n')}\n}`);
    }
    await folder.work();
    const told = new Set(
      folder.made(['near'], 0.9).flatMap(({ group }) => group.members.map(({ path }) => path)),
    );
    assert.deepEqual([...told].sort(), ['a.ts', 'b.ts', 'c.ts', 'd.ts']);
    for (const { group } of folder.made(['near'], 0.9)) assert.ok(group.similarity >= 0.9);
  });

  it('tells a copy of a whole file once', async () => {
    const folder = new CodeFolder();
    folder.write('a.ts', total, parse);
    folder.write('b.ts', total, parse);
    folder.write('c.ts', parse);
    await folder.work();
    assert.deepEqual(folder.found(), ['exact a.ts b.ts', 'exact a.ts c.ts']);
    const file = folder.made().find(({ group }) => group.wholeFile)?.group;
    assert.deepEqual(
      file?.members.map(({ path, startLine, kind }) => [path, startLine, kind]),
      [
        ['a.ts', 1, 'file'],
        ['b.ts', 1, 'file'],
      ],
    );
  });

  it('tells a file with one function as that function', async () => {
    const folder = new CodeFolder();
    folder.write('a.ts', total);
    folder.write('b.ts', total);
    await folder.work();
    assert.deepEqual(
      folder.made().map(({ group }) => group.wholeFile),
      [false],
    );
  });

  it('does not tell of the parts of what it has told', async () => {
    const folder = new CodeFolder();
    for (const path of ['a.ts', 'b.ts']) {
      // The files differ, so that neither is a copy of the other.
      const text = `class ${path[0] === 'a' ? 'Cart' : 'Order'} {\n${total}\n}\nconst end = 1;`;
      folder.texts.set(path, text);
      const outer = chunkOf(path, text, { kind: 'class', symbol: 'Cart' });
      const inner = chunkOf(path, total, { kind: 'method', startLine: 2 });
      folder.finder.note({ dropChunksOf: [], dropFiles: [], chunks: [outer, inner] });
    }
    await folder.work();
    assert.deepEqual(
      folder.made().map(({ group }) => group.members.map(({ kind }) => kind)),
      [['class', 'class']],
    );
  });

  it('counts what copies cost and puts the dearest first', async () => {
    const folder = new CodeFolder();
    for (const path of ['a.ts', 'b.ts']) folder.write(path, parse);
    for (const path of ['c.ts', 'd.ts', 'e.ts']) folder.write(path, total);
    await folder.work();
    const groups = folder.made().map(({ group }) => group);
    for (const { cost, tokens, members } of groups) assert.equal(cost, tokens * (members.length - 1));
    assert.deepEqual(
      groups.map(({ members }) => members.length),
      [3, 2],
    );
  });

  it('keeps the id of a group while lines move and files are renamed, and not when there is one more copy', async () => {
    const folder = new CodeFolder();
    folder.write('a.ts', total);
    folder.write('b.ts', total);
    await folder.work();
    const before = folder.made()[0]?.group.id;
    folder.remove('b.ts');
    folder.write('moved.ts', parse, total);
    await folder.work();
    assert.equal(folder.made()[0]?.group.id, before);
    folder.write('c.ts', total);
    await folder.work();
    assert.notEqual(folder.made()[0]?.group.id, before);
  });

  it('tells of nothing whose largest copy is shorter than asked for', async () => {
    const short = 'function f(a: A) { if (a.b(1)) return a.c(2); while (a.d()) a.e(3, a); return g(a); }';
    const folder = new CodeFolder();
    folder.write('a.ts', short);
    folder.write('b.ts', short);
    await folder.work();
    assert.deepEqual(folder.found(), []);
  });
});
