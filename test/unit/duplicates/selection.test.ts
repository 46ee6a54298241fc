import assert from 'node:assert/strict';
import { selectUnits } from '../../../server/src/duplicates/selection';
import { total, unitOf } from './codeFolder';

const defaults = { minTokens: 50, includeTests: false, exclude: [] };

describe('selectUnits', () => {
  it('leaves tests out, unless they are asked for, and foreign code always', () => {
    const usual = selectUnits(defaults);
    const all = selectUnits({ ...defaults, includeTests: true });
    assert.deepEqual(
      ['src/a.ts', 'test/a.ts', 'vendor/a.ts'].map((path) => [
        usual(unitOf(path, total)),
        all(unitOf(path, total)),
      ]),
      [
        [true, true],
        [false, true],
        [false, false],
      ],
    );
  });

  it('leaves out what globs name', () => {
    const accepts = selectUnits({ ...defaults, exclude: ['**/old/**'] });
    assert.equal(accepts(unitOf('src/old/a.ts', total)), false);
    assert.ok(accepts(unitOf('src/a.ts', total)));
  });

  it('takes what is a fifth shorter than asked for, whose twin may be long enough', () => {
    const unit = unitOf('a.ts', total);
    assert.ok(selectUnits({ ...defaults, minTokens: Math.floor(unit.tokens / 0.8) })(unit));
    assert.equal(selectUnits({ ...defaults, minTokens: Math.ceil(unit.tokens / 0.8) + 1 })(unit), false);
  });

  it('knows the test modules of Rust', () => {
    const unit = unitOf('a.rs', total, { language: 'rust', container: 'cart.tests' });
    assert.equal(selectUnits(defaults)(unit), false);
  });
});
