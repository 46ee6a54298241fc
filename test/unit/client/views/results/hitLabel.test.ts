import assert from 'node:assert/strict';
import { labelOf } from '../../../../../client/src/views/results/hitLabel';
import { matchAt, sampleHit } from '../sampleHit';

describe('labelOf', () => {
  it('marks the words of the question in a name', () => {
    const hit = sampleHit({
      symbol: 'retryRequest',
      preview: '// retries\nexport function retryRequest(url) {\n}',
      matches: [matchAt(11, 3, 10), matchAt(12, 16, 21), matchAt(12, 21, 28), matchAt(12, 29, 32)],
    });
    assert.deepEqual(labelOf(hit), {
      label: 'retryRequest',
      highlights: [
        [0, 5],
        [5, 12],
      ],
    });
  });

  it('finds the name itself, not a longer one that holds it', () => {
    const hit = sampleHit({ symbol: 'get', preview: 'getAll(); get();', matches: [matchAt(11, 10, 13)] });
    assert.deepEqual(labelOf(hit).highlights, [[0, 3]]);
  });

  it('marks nothing where the name does not stand in the lines', () =>
    assert.deepEqual(labelOf(sampleHit({ symbol: 'x', preview: 'y' })), { label: 'x', highlights: [] }));

  it('shows the first line with a word of the question where there is no name', () => {
    const hit = sampleHit({ preview: 'a = 1\n  b = queue()\n', matches: [matchAt(12, 6, 11)] });
    assert.deepEqual(labelOf(hit), { label: 'b = queue()', highlights: [[4, 9]] });
  });

  it('shows the first line of code where nothing is marked', () =>
    assert.equal(labelOf(sampleHit({ preview: '// says\n  code();' })).label, 'code();'));

  it('bears an empty preview', () => assert.deepEqual(labelOf(sampleHit()), { label: '', highlights: [] }));

  it('cuts marks at the end of the label', () => {
    const hit = sampleHit({ preview: `word ${'x'.repeat(200)}`, matches: [matchAt(11, 100, 205)] });
    assert.deepEqual(labelOf(hit).highlights, [[100, 120]]);
  });
});
