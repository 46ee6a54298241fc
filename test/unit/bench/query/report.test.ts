import assert from 'node:assert/strict';
import { queryPage } from '../../../bench/query/report';

describe('the page of the benchmark of queries', () => {
  const page = queryPage({
    folder: 'shop',
    files: 11_819,
    chunks: 112_164,
    indexSeconds: 28.14,
    sentences: [10, 20, 60],
    names: [4, 8],
    textSearch: [100, 300],
    engine: 'ripgrep 15.0.0',
  });

  it('has what was asked, of whom, and how long it took', () => {
    assert.ok(page.includes('| Akin, questions in words | 3 | 20.0 ms | 60.0 ms | 60.0 ms |'));
    assert.ok(page.includes('| Akin, names | 2 | 4.0 ms | 8.0 ms | 8.0 ms |'));
    assert.ok(page.includes('| text search, the same names | 2 | 100.0 ms | 300.0 ms | 300.0 ms |'));
  });

  it('says where, with what, and that an index was made before', () =>
    assert.match(
      page,
      /in `shop`: 11,819 files, 112,164 chunks, indexed in 28\.1 s before\.[^]*ripgrep 15\.0\.0/,
    ));
});
