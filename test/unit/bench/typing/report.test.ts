import assert from 'node:assert/strict';
import { typingPage } from '../../../bench/typing/report';

describe('the page of the benchmark of typing', () => {
  it('has percentiles, how they compare, and what the status bar read', () => {
    const page = typingPage({
      files: 50_000,
      indexing: [10, 20, 40],
      rest: [10, 10, 20],
      statusWhileIndexing: 'Akin 40%',
      statusAtRest: 'Akin 50,000 files',
    });
    assert.match(page, /a made workspace of 50,000 files/);
    assert.ok(page.includes('| while indexing | 3 | 20.0 ms | 40.0 ms | 40.0 ms | 40.0 ms | Akin 40% |'));
    assert.ok(page.includes('| at rest | 3 | 10.0 ms | 20.0 ms | 20.0 ms | 20.0 ms | Akin 50,000 files |'));
    assert.ok(page.includes('| while indexing ÷ at rest |  | 2.00 | 2.00 | 2.00 |  |  |'));
  });
});
