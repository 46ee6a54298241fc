import assert from 'node:assert/strict';
import {
  Baseline,
  baselineEntry,
  readBaseline,
  writeBaseline,
} from '../../../server/src/duplicates/baseline';
import type { MadeGroup } from '../../../server/src/duplicates/madeGroup';
import { CodeFolder, parse, total } from './codeFolder';

async function groupsOf(files: Record<string, string[]>): Promise<readonly MadeGroup[]> {
  const folder = new CodeFolder();
  for (const [path, functions] of Object.entries(files)) folder.write(path, ...functions);
  await folder.work();
  return folder.made();
}

function written(groups: readonly MadeGroup[]): Baseline {
  const read = readBaseline(writeBaseline(groups.map(baselineEntry)));
  assert.ok('entries' in read);
  return new Baseline(read.entries);
}

describe('Baseline', () => {
  it('accepts what it was written of, also when lines have moved and files are renamed', async () => {
    const baseline = written(await groupsOf({ 'a.ts': [total], 'b.ts': [total] }));
    const [moved] = await groupsOf({ 'x.ts': [parse, total], 'y.ts': [total] });
    assert.ok(moved && baseline.accepts(moved));
  });

  it('accepts a copy less, and neither a copy more nor another finding', async () => {
    const baseline = written(await groupsOf({ 'a.ts': [total], 'b.ts': [total], 'c.ts': [total] }));
    const [less] = await groupsOf({ 'a.ts': [total], 'b.ts': [total] });
    const [more] = await groupsOf({ 'a.ts': [total], 'b.ts': [total], 'c.ts': [total], 'd.ts': [total] });
    const [other] = await groupsOf({ 'a.ts': [parse], 'b.ts': [parse] });
    assert.ok(less && more && other);
    assert.deepEqual(
      [baseline.accepts(less), baseline.accepts(more), baseline.accepts(other)],
      [true, false, false],
    );
  });

  it('names the files that are gone', async () => {
    const baseline = written(await groupsOf({ 'a.ts': [total], 'b.ts': [total] }));
    assert.deepEqual(
      baseline.pathsGone((path) => path === 'a.ts'),
      ['b.ts'],
    );
  });

  it('is written the same whatever the order', async () => {
    const groups = await groupsOf({ 'a.ts': [total], 'b.ts': [total], 'c.ts': [parse], 'd.ts': [parse] });
    const entries = groups.map(baselineEntry);
    assert.equal(entries.length, 2);
    assert.equal(writeBaseline(entries), writeBaseline([...entries].reverse()));
  });

  const broken: [text: string, problem: RegExp][] = [
    ['{"version": 1, "groups": [', /no JSON/],
    ['[]', /no baseline/],
    ['{"version": 2, "groups": []}', /version 2/],
    ['{"groups": []}', /version undefined/],
    ['{"version": 1, "groups": {}}', /no baseline/],
    ['{"version": 1, "groups": [{"kind": "exact", "members": [{"path": 1}]}]}', /no baseline/],
  ];
  for (const [text, problem] of broken)
    it(`says what is wrong with ${text}`, () => {
      const read = readBaseline(text);
      assert.ok('problem' in read);
      assert.match(read.problem, problem);
    });
});
