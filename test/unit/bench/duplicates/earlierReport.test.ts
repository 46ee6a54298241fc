import assert from 'node:assert/strict';
import { withEarlier } from '../../../bench/duplicates/earlierReport';
import { ScratchFolder } from '../../scratchFolder';

const judged = { sampleSeed: 1, repositories: [] };
const now = new Date('2026-03-04T05:06:07Z');
const seeds = { seeds: [7], precision: 0.9, recall: { T1: { found: 1, of: 2 } } };

describe('a report with the parts that were measured earlier', () => {
  const folder = new ScratchFolder();
  after(() => folder.remove());

  it('has nothing of what was never measured', () => {
    const report = withEarlier(undefined, seeds, now, judged);
    assert.equal(report.precision, 0.9);
    assert.deepEqual(report.speed, []);
    assert.equal(report.recheck, undefined);
    assert.deepEqual(report.measured, { seeds: '2026-03-04 05:06' });
  });

  it('keeps the other parts, and when they were measured', () => {
    const recheck = { chunks: 1, changes: 2, p50Ms: 3, p95Ms: 4, cpuP95Ms: 5 };
    const earlier = { ...seeds, precision: 0.5, recheck, measured: { seeds: 'then', recheck: 'then' } };
    folder.write('duplicates.json', JSON.stringify(earlier));
    const report = withEarlier(folder.path, seeds, now, judged);
    assert.equal(report.precision, 0.9);
    assert.deepEqual(report.recheck, recheck);
    assert.deepEqual(report.measured, { seeds: '2026-03-04 05:06', recheck: 'then' });
    assert.equal(report.judged, judged);
  });

  it('has NaN again for what could not be measured', () => {
    folder.write('duplicates.json', JSON.stringify({ speed: [{ name: 'a', jscpdMs: NaN }] }));
    assert.ok(Number.isNaN(withEarlier(folder.path, seeds, now, judged).speed[0]?.jscpdMs));
  });
});
