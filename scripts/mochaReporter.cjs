// Mocha's spec output, and in the file that AKIN_MOCHA_RESULT names as JSON the counts and which tests failed.
const { writeFileSync } = require('node:fs');
const process = require('node:process');
const { reporters, Runner } = require('mocha');

module.exports = class CountingSpec extends reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    const path = process.env.AKIN_MOCHA_RESULT;
    if (path === undefined) return;
    const failures = [];
    runner.on(Runner.constants.EVENT_TEST_FAIL, (test, error) => {
      failures.push({ test: test.titlePath().join(' › '), message: String(error?.message ?? error) });
    });
    runner.once(Runner.constants.EVENT_RUN_END, () => {
      const { passes, failures: failed, pending } = this.stats;
      writeFileSync(path, JSON.stringify({ passed: passes, failed, skipped: pending, failures }));
    });
  }
};
