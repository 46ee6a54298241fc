// The arithmetic of `npm test`: what a stage counts for, and what the run ends with.

/** Of the message of a failure at the end of the run: enough to tell which it is; all of it is above, with the test. */
const MAX_MESSAGE_CHARS = 500;

/**
 * @typedef {{ test: string, message: string }} Failure
 * @typedef {{ passed: number, failed: number, skipped: number, failures?: Failure[] }} Counts
 * @typedef {Counts & { name: string, seconds: number, note: string }} StageResult
 */

/**
 * A stage that is a single step: it counts only when it fails.
 * @param {number} exitCode
 * @returns {Counts}
 */
export function countStep(exitCode) {
  return { passed: 0, failed: exitCode === 0 ? 0 : 1, skipped: 0 };
}

/**
 * A stage of tests. One that left no result or executed no test has failed, and so has one that ended badly although
 * no test of it failed. One that says that it cannot run here (`unavailable`: no browser, outside CI) has not.
 * @param {number} exitCode
 * @param {string | undefined} resultText JSON of the counts
 * @returns {Counts}
 */
export function countSuite(exitCode, resultText) {
  const counts = parseCounts(resultText);
  if (counts === undefined) return { passed: 0, failed: 1, skipped: 0 };
  const { unavailable, ...tests } = counts;
  const unexplained = tests.failed === 0 && (exitCode !== 0 || (tests.passed === 0 && !unavailable));
  return unexplained ? { ...tests, failed: 1 } : tests;
}

function parseCounts(text) {
  try {
    const { passed, failed, skipped = 0, unavailable = false, failures } = JSON.parse(text);
    if (![passed, failed, skipped].every(Number.isInteger)) return undefined;
    const told = Array.isArray(failures) && failures.length > 0 ? { failures } : {};
    return { passed, failed, skipped, ...told, unavailable: unavailable === true };
  } catch {
    return undefined;
  }
}

/**
 * What failed, and the table of all stages; its last line is the closing line of the run.
 * @param {StageResult[]} results
 * @returns {string}
 */
export function summarise(results) {
  const rows = results.map(({ name, seconds, passed, failed, skipped, note }) =>
    [
      name.padEnd(12),
      `${seconds.toFixed(1)} s`.padStart(9),
      String(passed).padStart(7),
      String(failed).padStart(7),
      String(skipped).padStart(8),
      note === '' ? '' : `  ${note}`,
    ].join(''),
  );
  const head = 'stage            time passed failed skipped';
  return [...results.flatMap(failuresOf), head, ...rows, '', closingLine(results)].join('\n');
}

/** Lines: an output of thousands of them is searched from its end. */
function failuresOf({ name, failures = [] }) {
  return failures.flatMap(({ test, message }) => {
    const told = message.length > MAX_MESSAGE_CHARS ? `${message.slice(0, MAX_MESSAGE_CHARS)} …` : message;
    return [`failed in ${name}: ${test}`, ...told.split('\n').map((line) => `    ${line}`), ''];
  });
}

/**
 * @param {Counts[]} results
 * @returns {string}
 */
export function closingLine(results) {
  const sum = (key) => results.reduce((total, result) => total + result[key], 0);
  return `${sum('passed')} passed, ${sum('failed')} failed`;
}

/**
 * @param {Counts[]} results
 * @returns {number} the exit code of the run
 */
export function exitCodeOf(results) {
  return results.some(({ failed }) => failed > 0) ? 1 : 0;
}
