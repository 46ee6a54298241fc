import assert from 'node:assert/strict';
import {
  nearFoldersOf,
  type OrderContext,
  type OrderedFile,
  Priority,
  priorityOf,
  TOUCHED_WITHIN_MS,
} from '../../../server/src/indexing/indexOrder';

const nowMs = 1_700_000_000_000;
const longAgo = nowMs - 30 * TOUCHED_WITHIN_MS;
const hourMs = 60 * 60 * 1000;

const context: OrderContext = {
  open: new Set(['src/open.ts', 'src/seen.ts']),
  visible: new Set(['src/seen.ts', 'docs/seen.md']),
  recent: new Map([
    ['lib/latest.go', 0],
    ['lib/earlier.go', 1],
    ['src/open.ts', 2],
  ]),
  nearFolders: new Set(['src', 'lib']),
  nowMs,
};
const at = (path: string, mtimeMs = longAgo): OrderedFile => ({ path, mtimeMs });
const priority = (path: string, mtimeMs?: number): number => priorityOf(at(path, mtimeMs), context);

describe('priorityOf', () => {
  it('orders the classes of files', () => {
    const inOrder: OrderedFile[] = [
      at('src/seen.ts'),
      at('src/open.ts'),
      at('lib/latest.go'),
      at('lib/earlier.go'),
      at('deep/down/saved.py', nowMs - hourMs),
      at('deep/down/saved_before.py', nowMs - 5 * hourMs),
      at('src/other.ts'),
      at('src/other.test.ts'),
      at('src/README.md'),
      at('src/data.json'),
      at('far/away.ts'),
      at('far/away.test.ts'),
      at('far/README.md'),
      at('far/data.json'),
    ];
    const numbers = inOrder.map((file) => priorityOf(file, context));
    assert.deepEqual(
      [...numbers].sort((a, b) => b - a),
      numbers,
    );
    assert.equal(new Set(numbers).size, numbers.length, 'each is before the next');
  });

  const classes: [what: string, path: string, mtimeMs: number | undefined, expected: number][] = [
    ['a visible file', 'src/seen.ts', undefined, Priority.visible],
    ['a visible text', 'docs/seen.md', undefined, Priority.visible],
    ['an open file, also one that git names', 'src/open.ts', undefined, Priority.open],
    ['a file far away', 'far/away.ts', undefined, Priority.source],
    ['a test', 'far/test/away.ts', undefined, Priority.test],
    ['a text', 'far/guide.md', undefined, Priority.docs],
    ['data', 'far/a.json', undefined, Priority.other],
    ['a file saved a day ago', 'far/away.ts', nowMs - TOUCHED_WITHIN_MS, Priority.source],
    ['a file of tomorrow', 'far/away.ts', nowMs + 1, Priority.source],
    ['a file without a time', 'far/away.ts', Number.NaN, Priority.source],
    ['a file that a build has just made', 'dist/bundle.js', nowMs, Priority.other],
    ['data saved just now', 'far/a.json', nowMs, Priority.other],
    ['a folder that only begins as a near one', 'src2/a.ts', undefined, Priority.source],
    ['a folder below a near one', 'src/deep/a.ts', undefined, Priority.source],
  ];
  for (const [what, path, mtimeMs, expected] of classes)
    it(`of ${what}`, () => assert.equal(priority(path, mtimeMs), expected));

  it('never leaves its class for a place within it', () => {
    const recent = new Map([
      ['first', 0],
      ['last', 1_000_000],
    ]);
    for (const path of recent.keys()) {
      const value = priorityOf(at(path), { ...context, recent });
      assert.ok(value >= Priority.recent && value < Priority.open, `${path}: ${value}`);
    }
    for (const ageMs of [0, 1, TOUCHED_WITHIN_MS - 1]) {
      const value = priority('far/away.ts', nowMs - ageMs);
      assert.ok(value >= Priority.touched && value < Priority.recent, `${ageMs}: ${value}`);
    }
  });

  it('of a file at the top counts the workspace folder itself as its folder', () => {
    assert.ok(priorityOf(at('main.go'), { ...context, nearFolders: new Set(['']) }) >= Priority.near);
    assert.equal(priority('main.go'), Priority.source);
  });
});

describe('nearFoldersOf', () => {
  it('names each folder once', () => {
    assert.deepEqual([...nearFoldersOf(['a/b/c.ts', 'a/b/d.ts'], new Set(['top.ts']))], ['a/b', '']);
    assert.equal(nearFoldersOf().size, 0);
  });
});
