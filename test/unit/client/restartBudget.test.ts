import assert from 'node:assert/strict';
import { RestartBudget } from '../../../client/src/restartBudget';

describe('RestartBudget', () => {
  it('waits longer from crash to crash and ends after the fourth restart', () => {
    const budget = new RestartBudget();
    assert.deepEqual(
      [0, 1, 2, 3, 4].map((minute) => budget.spend(minute)),
      [500, 1000, 2000, 4000, undefined],
    );
  });

  it('forgets crashes that are three minutes old', () => {
    const budget = new RestartBudget(1, 180_000);
    assert.equal(budget.spend(0), 500);
    assert.equal(budget.spend(180_000), 500);
    assert.equal(budget.spend(180_001), undefined);
  });

  it('starts over when a person restarts', () => {
    const budget = new RestartBudget(1);
    budget.spend(0);
    budget.reset();
    assert.equal(budget.spend(1), 500);
  });
});
