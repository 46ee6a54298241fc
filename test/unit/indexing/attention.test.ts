import assert from 'node:assert/strict';
import { Attention } from '../../../server/src/indexing/attention';
import { Priority } from '../../../server/src/indexing/indexOrder';

describe('attention', () => {
  const NOW_MS = Date.UTC(2024, 0, 1);
  const at = (attention: Attention, path: string, mtimeMs = 0): number =>
    attention.priorityOf({ path, mtimeMs });

  it('has no favourites at first', () => {
    const attention = new Attention(() => NOW_MS);
    assert.deepEqual([...attention.paths()], []);
    assert.equal(at(attention, 'src/a.ts'), Priority.source);
    assert.ok(at(attention, 'src/a.ts', NOW_MS - 1_000) > Priority.touched);
  });

  it('puts what is seen before what is open before what was changed lately', () => {
    const attention = new Attention(() => NOW_MS);
    attention.setOpen(['open.ts', 'seen.ts']);
    attention.setVisible(['seen.ts']);
    attention.setRecent(['latest.ts', 'earlier.ts']);
    const order = ['seen.ts', 'open.ts', 'latest.ts', 'earlier.ts', 'near.ts', 'far/away.ts'];
    const priorities = order.map((path) => at(attention, path));
    assert.deepEqual(
      priorities,
      [...priorities].sort((a, b) => b - a),
    );
    assert.equal(new Set(priorities).size, order.length);
    assert.deepEqual(new Set(attention.paths()), new Set(['seen.ts', 'open.ts', 'latest.ts', 'earlier.ts']));
  });

  it('forgets what is closed', () => {
    const attention = new Attention(() => NOW_MS);
    attention.setOpen(['dir/a.ts']);
    assert.ok(at(attention, 'dir/b.ts') > Priority.near, 'its neighbour');
    attention.setOpen([]);
    assert.equal(at(attention, 'dir/a.ts'), Priority.source);
    assert.equal(at(attention, 'dir/b.ts'), Priority.source);
  });
});
