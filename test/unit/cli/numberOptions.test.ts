import assert from 'node:assert/strict';
import { InvalidArgumentError } from 'commander';
import { parseCount, parseLimit, parseShare, parseTokens } from '../../../server/src/cli/numberOptions';

describe('numbers on the command line', () => {
  const parsers: [name: string, parse: (text: string) => number, good: string[], bad: string[]][] = [
    ['a number of hits', parseLimit, ['1', '200'], ['0', '201', '1.5', '', 'ten', 'NaN']],
    ['a size in tokens', parseTokens, ['30', '500'], ['29', '0', '-50', '50.5', 'Infinity', '']],
    ['a share', parseShare, ['0', '0.82', '1'], ['-0.01', '1.01', 'NaN', ' ', '', 'all']],
    ['a count', parseCount, ['0', '7'], ['-1', '0.5', 'NaN', ' ', '']],
  ];
  for (const [name, parse, good, bad] of parsers) {
    it(`are read as ${name}`, () => assert.deepEqual(good.map(parse), good.map(Number)));

    for (const text of bad)
      it(`are refused as ${name}: “${text}”`, () => assert.throws(() => parse(text), InvalidArgumentError));
  }
});
