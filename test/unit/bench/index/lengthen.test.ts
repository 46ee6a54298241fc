import assert from 'node:assert/strict';
import { lengthen } from '../../../bench/index/lengthen';
import { Chance } from '../../../bench/query/chance';

const WORDS = ['harbour', 'lantern', 'meadow', 'orchard'];

describe('lengthened code', () => {
  const lengthened = (text: string, mean = 3, path = 'a.ts'): string =>
    lengthen({ path, language: 'typescript', text }, mean, WORDS, new Chance(1));

  it('has more lines like those that stand for themselves, with other words', () => {
    const text = 'function weigh(parcel) {\n  const weight = parcel.weight;\n  return weight;\n}\n';
    const lines = lengthened(text).split('\n');
    assert.ok(lines.length > 8, lines.join('\n'));
    assert.equal(lines[0], 'function weigh(parcel) {');
    assert.ok(new Set(lines).size > 5, 'their words differ');
    assert.ok(lines.slice(1, -2).every((line) => /^ {2}(?:const|return) /.test(line)));
    assert.deepEqual(lines.slice(-2), ['}', '']);
  });

  it('leaves lines alone that open, end or go on with something', () => {
    const text = [
      'function weigh(',
      '  parcel = undefined,',
      ') {',
      '  if (parcel === undefined) return none;',
      '  const all = [',
      '    parcel.map((each) => {',
      '    }),',
      '  ];',
      '  parcel.first()',
      '    .second();',
      '}',
    ];
    const kept = lengthened(text.join('\n')).split('\n');
    const repeated = kept.filter((line) => !text.includes(line));
    assert.ok(
      repeated.every((line) => /= undefined,$|\.\w+\(\);$/.test(line)),
      repeated.join('\n'),
    );
    for (const line of text) assert.ok(kept.includes(line), line);
  });

  it('is the same code when nothing is to follow', () => {
    const text = 'def weigh(parcel):\n    return parcel.weight\n';
    assert.equal(lengthened(text, 0), text);
  });
});
