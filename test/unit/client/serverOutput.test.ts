import assert from 'node:assert/strict';
import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { tellLines } from '../../../client/src/serverOutput';

describe('tellLines', () => {
  let output: PassThrough;
  let lines: string[];
  beforeEach(() => {
    output = new PassThrough();
    lines = [];
    tellLines(output, (line) => lines.push(line));
  });

  it('tells whole lines, however they come', async () => {
    const umlaut = Buffer.from('ü');
    output.write('first\nsec');
    output.write(Buffer.concat([Buffer.from('ond '), umlaut.subarray(0, 1)]));
    output.write(Buffer.concat([umlaut.subarray(1), Buffer.from('\r\nlast')]));
    output.end();
    await once(output, 'close');
    assert.deepEqual(lines, ['first', 'second ü', 'last']);
  });

  it('goes on after a pause', async () => {
    output.write('early\n');
    while (lines.length === 0) await new Promise(setImmediate);
    output.end('late\n');
    await once(output, 'close');
    assert.deepEqual(lines, ['early', 'late']);
  });

  it('tells nothing of a process that writes nothing', async () => {
    output.end();
    output.resume();
    await once(output, 'close');
    assert.deepEqual(lines, []);
  });
});
