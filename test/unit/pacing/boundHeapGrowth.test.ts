import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

const SOURCE = join(__dirname, '../../../server/src/pacing/boundHeapGrowth.ts');

/** Keeps 60 MB alive, makes half a gigabyte of garbage that grows old first, and tells the largest heap in MB. */
const PROGRAM = `
  require(${JSON.stringify(SOURCE)}).boundHeapGrowth(Number(process.argv[1]));
  const alive = Array.from({ length: 120 }, () => new Array(62_500).fill(0.5));
  const young = [];
  let largest = 0;
  for (let round = 0; round < 1_000; round++) {
    young.push(new Array(62_500).fill(round + 0.5));
    if (young.length > 20) young.shift();
    largest = Math.max(largest, process.memoryUsage().heapTotal);
  }
  console.log(Math.round(largest / 1e6), alive.length);
`;

/** The largest heap of the program, in MB. */
function largestHeap(chunks: number): number {
  const told = execFileSync(process.execPath, ['--import=tsx', '-e', PROGRAM, String(chunks)], {
    encoding: 'utf8',
  });
  return Number(told.split(' ')[0]);
}

describe('boundHeapGrowth', function () {
  this.timeout(60_000);

  it('keeps the heap of a large index nearer to what is alive than that of a small one', () => {
    const bound = largestHeap(110_000);
    const free = largestHeap(10_000);
    assert.ok(bound > 60 && bound < 0.85 * free, `${bound} MB, ${free} MB without`);
  });
});
