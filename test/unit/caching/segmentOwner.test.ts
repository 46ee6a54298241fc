import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { isSegmentLive, isSegmentName, SegmentOwner } from '../../../server/src/caching/segmentOwner';

describe('owners of segments', () => {
  const owner = new SegmentOwner();
  after(() => owner.release());

  it('give names that sort by age and belong to them alone', () => {
    const [first, second, later] = [1_000, 1_000, 1.75e12].map((ms) => owner.nextSegment(ms));
    assert.ok(first !== undefined && second !== undefined && later !== undefined);
    assert.deepEqual([later, second, first].sort(), [first, second, later]);
    for (const name of [first, second, later, owner.nextSegment(-5)])
      assert.ok(isSegmentName(name) && owner.owns(name), name);
    const other = new SegmentOwner();
    assert.ok(!other.owns(first));
    other.release();
  });

  it('are known by nothing but such names', () => {
    for (const name of ['x.seg', '../x', 'lru.json', '000000001-1-abcdef01-0.seg.tmp'])
      assert.ok(!isSegmentName(name) && !owner.owns(name), name);
  });

  it('live until they are released', () => {
    const other = new SegmentOwner();
    const name = other.nextSegment(Date.now());
    assert.ok(isSegmentLive(name, Date.now()));
    other.release();
    assert.ok(!isSegmentLive(name, Date.now()));
  });

  it('live with their process', () => {
    const { pid: ended } = spawnSync(process.execPath, ['--version']);
    assert.ok(isSegmentLive(`000000001-${process.ppid}-abcdef01-0.seg`, Date.now()));
    assert.ok(!isSegmentLive(`000000001-${ended}-abcdef01-0.seg`, Date.now()));
  });

  it('do not live longer than the machine runs', () => {
    assert.ok(!isSegmentLive(`000000001-${process.ppid}-abcdef01-0.seg`, 1_000));
  });

  it('live when the clock was set back since they wrote', () => {
    assert.ok(isSegmentLive(`000000001-${process.ppid}-abcdef01-0.seg`, Date.now() + 1e9));
  });
});
