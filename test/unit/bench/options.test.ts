import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import { readOptions as readIndexOptions } from '../../bench/index/options';
import { readOptions as readQueryOptions } from '../../bench/query/options';
import { readOptions } from '../../bench/retrieval/options';
import { readOptions as readTypingOptions } from '../../bench/typing/options';

const badInput = { name: 'BadInput' };

describe('the arguments of the retrieval benchmark', () => {
  const needed = ['--data', 'd', '--checkouts', 'c'];

  it('are absolute paths, and the report of a whole run goes where it belongs', () => {
    assert.deepEqual(readOptions(needed, '/docs'), {
      data: resolve('d'),
      checkouts: resolve('c'),
      out: '/docs',
      misses: false,
    });
  });

  it('write no report of a part unless a folder is named', () => {
    const part = readOptions([...needed, '--only', 'a,b'], '/docs');
    assert.deepEqual(part.only, ['a', 'b']);
    assert.equal(part.out, undefined);
    assert.equal(readOptions([...needed, '--only=a', '--out=o'], '/docs').out, resolve('o'));
    assert.equal(readOptions([...needed, '--out', 'o', '--misses'], '/docs').misses, true);
  });

  for (const [name, args] of [
    ['nothing', []],
    ['no checkouts', ['--data', 'd']],
    ['no data', ['--checkouts', 'c']],
    ['an option that is not known', [...needed, '--fast']],
    ['an option without its value', [...needed, '--out']],
    ['an empty list of names', [...needed, '--only', ',']],
    ['a word too many', [...needed, 'more']],
  ] as const)
    it(`are refused with ${name}`, () => assert.throws(() => readOptions(args, '/docs'), badInput));
});

describe('the arguments of the benchmark of queries', () => {
  it('are a folder, or none, and numbers', () => {
    assert.deepEqual(readQueryOptions([]), { chunks: 100_000, questions: 200, write: false });
    assert.deepEqual(readQueryOptions(['f', '--questions', '5', '--chunks=9', '--write']), {
      folder: resolve('f'),
      chunks: 9,
      questions: 5,
      write: true,
    });
  });

  for (const [name, args] of [
    ['two folders', ['a', 'b']],
    ['a number that is none', ['--chunks', 'many']],
    ['no question', ['--questions', '0']],
    ['an option that is not known', ['--fast']],
  ] as const)
    it(`are refused with ${name}`, () => assert.throws(() => readQueryOptions(args), badInput));
});

describe('the arguments of the benchmark of the indexer', () => {
  it('are folders, numbers and what to do with the report', () => {
    assert.deepEqual(readIndexOptions([]), {
      repositories: [],
      treeFiles: 50_000,
      runs: 3,
      write: false,
      compare: false,
    });
    assert.deepEqual(
      readIndexOptions(['--repo', 'a', '--repo=b', '--tree', '0', '--runs', '1', '--json', 'r', '--compare']),
      {
        repositories: [resolve('a'), resolve('b')],
        treeFiles: 0,
        runs: 1,
        json: resolve('r'),
        write: false,
        compare: true,
      },
    );
  });

  for (const [name, args] of [
    ['nothing to index', ['--tree', '0']],
    ['no run', ['--runs', '0']],
    ['a word too many', ['folder']],
  ] as const)
    it(`are refused with ${name}`, () => assert.throws(() => readIndexOptions(args), badInput));
});

describe('the arguments of the benchmark of typing', () => {
  it('are numbers', () => {
    assert.deepEqual(readTypingOptions([]), { files: 50_000, keys: 600, write: false });
    assert.deepEqual(readTypingOptions(['--files=9', '--keys', '8', '--write']), {
      files: 9,
      keys: 8,
      write: true,
    });
  });

  it('are refused when they are none', () =>
    assert.throws(() => readTypingOptions(['--keys', 'all']), badInput));
});
