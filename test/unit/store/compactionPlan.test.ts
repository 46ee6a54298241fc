import assert from 'node:assert/strict';
import { CompactionPlan } from '../../../server/src/store/compactionPlan';

describe('plan of compactions', () => {
  const FILES = 1_000;
  let plan: CompactionPlan;
  beforeEach(() => (plan = new CompactionPlan(1)));

  it('rewrites nothing where nothing was committed', () => {
    assert.equal(plan.isDue(FILES), false);
    assert.equal(plan.isDue(0), false);
    assert.equal(plan.hasCommits, false);
  });

  it('rewrites for a twentieth of the files, together or one by one', () => {
    plan.committed(49);
    assert.equal(plan.isDue(FILES), false);
    plan.committed(1);
    assert.equal(plan.isDue(FILES), true);
  });

  it('rewrites after twenty small commits, and then waits for the next', () => {
    for (let commit = 1; commit < 20; commit++) plan.committed(1);
    assert.equal(plan.isDue(FILES), false);
    plan.committed(1);
    assert.equal(plan.isDue(FILES), true);
    plan.compacted();
    assert.equal(plan.isDue(FILES), false);
  });

  it('counts the versions that whoever wrote before has left', () => {
    plan = new CompactionPlan(21);
    assert.equal(plan.hasCommits, true);
    assert.equal(plan.isDue(FILES), true);
  });

  it('prunes what whoever wrote before has left', () => {
    plan = new CompactionPlan(3, true);
    assert.equal(plan.isPruneDue, true);
    plan.pruned();
    assert.equal(plan.isPruneDue, false);
  });

  it('prunes once after each compaction', () => {
    plan.committed(1);
    assert.equal(plan.isPruneDue, false);
    plan.compacted();
    assert.equal(plan.isPruneDue, true);
    assert.equal(plan.hasCommits, false);
    plan.pruned();
    assert.equal(plan.isPruneDue, false);
  });
});
