import assert from 'node:assert/strict';
import { alignNames, replaceNames } from '../../../../client/src/duplicates/alignNames';
import { withoutIndent } from '../../../../client/src/duplicates/withoutIndent';

/** The right text as it is shown beside the left. */
const shown = (left: string, right: string): string => replaceNames(right, alignNames(left, right));

describe('alignNames', () => {
  it('makes a renamed copy the same', () => {
    const left =
      'function total(prices) {\n  let sum = 0;\n  for (const price of prices) sum += price;\n  return sum;\n}';
    const right = left
      .replaceAll('total', 'weight')
      .replaceAll('prices', 'parcels')
      .replaceAll('price', 'kilos')
      .replaceAll('sum', 'all');
    assert.equal(shown(left, right), left);
  });

  it('leaves what truly differs', () => {
    const left = 'def add(a, b):\n    if a > 5:\n        return a + b\n    return "none"\n';
    const right = 'def sum(x, y):\n    if x > 7:\n        return x - y\n    return "nothing"\n';
    assert.equal(
      shown(left, right),
      'def add(a, b):\n    if a > 7:\n        return a - b\n    return "nothing"\n',
    );
  });

  it('swaps names where both are used', () => assert.equal(shown('f(a, b, a)', 'f(b, a, b)'), 'f(a, b, a)'));

  it('gives no name two meanings', () => {
    const right = 'f(x, a, y)';
    assert.equal(shown('f(a, a, b)', right), 'f(x, a, b)', 'a stays what it was, so x cannot be a as well');
  });

  it('aligns around a statement that one side has alone', () => {
    const left = 'start(job)\nrun(job)\nstop(job)\n';
    const right = 'start(task)\nlog(task)\nrun(task)\nstop(task)\n';
    assert.equal(shown(left, right), 'start(job)\nlog(job)\nrun(job)\nstop(job)\n');
  });

  it('does not touch comments and texts', () =>
    assert.equal(shown('// a\nuse(a, "b")', '// b\nuse(b, "b")'), '// b\nuse(a, "b")'));

  it('gives up on what is too large and not of equal length', () => {
    const left = 'a + '.repeat(3_000);
    const right = `${'b + '.repeat(3_000)}c`;
    assert.equal(alignNames(left, right).size, 0);
    assert.deepEqual([...alignNames(left, 'b + '.repeat(3_000))], [['b', 'a']]);
  });

  it('knows nothing of empty texts', () => assert.equal(alignNames('', 'a').size, 0));
});

describe('withoutIndent', () => {
  it('takes away what all lines have', () =>
    assert.equal(withoutIndent('    a {\n      b\n\n    }'), 'a {\n  b\n\n}'));
  it('takes tabs and blanks for different', () => assert.equal(withoutIndent('\ta\n    b'), '\ta\n    b'));
  it('leaves a text without indent', () => assert.equal(withoutIndent('a\n  b'), 'a\n  b'));
});
