import assert from 'node:assert/strict';
import { activationPage } from '../../../bench/activation/markdown';
import type { ActivationFigures } from '../../../bench/activation/summary';

const figures = (activationMs: number, runMs: number, mostMs = 9.25): ActivationFigures => ({
  activationMs: { median: activationMs, least: 1, most: 200 },
  activationCpuMs: { median: 20, least: 19, most: 21 },
  phases: [
    {
      name: 'searches',
      akinMs: { median: runMs, least: 1, most: mostMs },
      akinWithWaitsMs: { median: 12, least: 1.5, most: 17 },
      akinWorkedMs: { median: 2, least: 0.5, most: 6.75 },
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
    assert.match(page, /its thread had a processor: searches \| 2\.0 \| 0\.5 \| 6\.8 \|/);
    assert.match(page, /others had the processor: searches \| 12\.0 \| 1\.5 \| 17\.0 \|/);
    assert.match(page, /whoever caused it: searches \| 30\.0 \|/);
  });

  it('says what holds', () => {
    const page = activationPage(figures(100, 10), machine, 1);
    assert.match(page, /at most 100 ms, which holds,/);
    assert.match(page, /more than 10 ms, which holds in every run\./);
  });

  it('says where single runs go beyond what their median keeps to', () => {
    const page = activationPage(figures(100, 10, 19.7), machine, 5);
    assert.match(
      page,
      /which holds in the median of the runs, and not in each: “searches” \(19\.7 ms; without what its thread slept at most 6\.8\)\./,
    );
  });

  it('says what does not, and where', () => {
    const page = activationPage(figures(100.1, 10.1), machine, 1);
    assert.match(page, /at most 100 ms, which does not hold,/);
    assert.match(page, /which does not hold in “searches” \(most of it in `show extension\.js:7`\)\./);
  });
});
