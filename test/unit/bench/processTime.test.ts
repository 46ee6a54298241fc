import assert from 'node:assert/strict';
import { cpuSecondsOf, parseStat } from '../../bench/processTime';

describe('the processor time of a process', () => {
  it('is read past a name with blanks and brackets', () => {
    const stat = '42 (a (b) c) S 1 2 3 4 5 6 7 8 9 10 250 150 0 0 20 0 1 0 5 6 7';
    assert.equal(parseStat(stat), 4);
  });

  it('is nothing for a text that is no such line', () => assert.equal(parseStat('42 (x) S'), undefined));

  it('is nothing for a process that is not there', () => assert.equal(cpuSecondsOf(undefined), undefined));
});
