import assert from 'node:assert/strict';
import { chunkOf, CodeFolder, parse, total } from './codeFolder';

/** Unlike both of the samples, and as long. */
const tidy = `function tidy(rows: Row[]): Map<string, Row[]> {
  const byKey = new Map<string, Row[]>();
  rows.forEach((row) => {
    switch (row.state) {
      case 'old': return byKey.delete(row.key);
      case 'new': return byKey.set(row.key, [row, ...(byKey.get(row.key) ?? [])]);
      default: return undefined;
    }
  });
  return byKey;
}`;

/** Units of one file that share lines: functions in functions, and pieces that a grammar has cut badly. */
describe('units that overlap', () => {
  const length = total.split('\n').length;

  function noted(
    folder: CodeFolder,
    path: string,
    text: string,
    places: [line: number, text: string][],
  ): void {
    folder.texts.set(path, text);
    const chunks = places.map(([startLine, part]) => chunkOf(path, part, { startLine }));
    folder.finder.note({ dropChunksOf: [path], dropFiles: [], chunks });
  }

  it('are no near copies of each other, however much they share', async () => {
    const changed = total.replace('rates.audit(total)', 'rates.audit(total, lines)');
    const one = `${total}\n${total}`;
    const other = `${total}\n${changed}`;
    const apart = new CodeFolder();
    apart.write('a.ts', one);
    apart.write('b.ts', other);
    const shared = new CodeFolder();
    noted(shared, 'a.ts', `${total}\n${other}`, [
      [1, one],
      [1 + length, other],
    ]);
    for (const folder of [apart, shared]) await folder.work();
    assert.deepEqual([apart.found(), shared.found()], [['near a.ts b.ts'], []]);
  });

  it('are found in another file as the outermost alone', async () => {
    const outer = `function both(lines: Line[], rates: Rates) {\n${total}\n${parse}\nreturn cartTotal(lines, rates);\n}`;
    const folder = new CodeFolder();
    for (const path of ['a.ts', 'b.ts'])
      noted(folder, path, path === 'b.ts' ? `${outer}\n// end` : outer, [
        [1, outer],
        [2, total],
        [2 + length, parse],
      ]);
    await folder.work();
    assert.deepEqual(
      folder.made().map(({ group }) => group.members.map(({ startLine }) => startLine)),
      [[1, 1]],
    );
  });

  it('are found by themselves where the outer ones differ', async () => {
    const folder = new CodeFolder();
    const others = { 'a.ts': `${parse}\nwhile (next(one)) do { skip(); } while (late());`, 'b.ts': tidy };
    for (const [path, other] of Object.entries(others)) {
      const outer = `function around() {\n${total}\n${other}\n}`;
      noted(folder, path, outer, [
        [1, outer],
        [2, total],
      ]);
    }
    await folder.work();
    assert.deepEqual(
      folder.made().map(({ group }) => [group.kind, ...group.members.map(({ startLine }) => startLine)]),
      [['exact', 2, 2]],
    );
  });
});
