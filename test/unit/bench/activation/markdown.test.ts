import assert from 'node:assert/strict';
import { activationPage } from '../../../bench/activation/markdown';
import type { ActivationFigures } from '../../../bench/activation/summary';

const figures = (activationMs: number, runMs: number): ActivationFigures => ({
  activationMs: { median: activationMs, least: 1, most: 200 },
  activationCpuMs: { median: 20, least: 19, most: 21 },
  phases: [
    {
      name: 'searches',
      akinMs: { median: runMs, least: 1, most: 9.25 },
      akinWithWaitsMs: { median: 12, least: 1.5, most: 17 },
      hostDelayMs: { median: 30, least: 20, most: 40 },
      where: 'show extension.js:7',
    },
  ],
});
const machine = { cpu: 'a processor', processors: 2 };

describe('the page of activation', () => {
  it('has a row for each figure', () => {
    const page = activationPage(figures(50, 3), machine, 3);
    assert.match(page, /\| activation, wall time.* \| 50\.0 \| 1\.0 \| 200\.0 \|/);
    assert.match(page, /in a turn: searches \| 3\.0 \| 1\.0 \| 9\.3 \|/);
    assert.match(page, /others had the processor: searches \| 12\.0 \| 1\.5 \| 17\.0 \|/);
    assert.match(page, /whoever caused it: searches \| 30\.0 \|/);
  });

  it('says what holds', () => {
    const page = activationPage(figures(100, 10), machine, 1);
    assert.match(page, /at most 100 ms, which holds,/);
    assert.match(page, /more than 10 ms, which holds everywhere\./);
  });

  it('says what does not, and where', () => {
    const page = activationPage(figures(100.1, 10.1), machine, 1);
    assert.match(page, /at most 100 ms, which does not hold,/);
    assert.match(page, /which does not hold in “searches” \(most of it in `show extension\.js:7`\)\./);
  });
});
