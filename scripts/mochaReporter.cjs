// Mocha's spec output, and the counts as JSON in the file that AKIN_MOCHA_RESULT names.
const { writeFileSync } = require('node:fs');
const process = require('node:process');
const { reporters, Runner } = require('mocha');

module.exports = class CountingSpec extends reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    const path = process.env.AKIN_MOCHA_RESULT;
    if (path === undefined) return;
    runner.once(Runner.constants.EVENT_RUN_END, () => {
      const { passes, failures, pending } = this.stats;
      writeFileSync(path, JSON.stringify({ passed: passes, failed: failures, skipped: pending }));
    });
  }
};
