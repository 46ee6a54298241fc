// Runs the checks and tests, every stage even after a failure, and ends with the line `N passed, N failed`.
//   node scripts/test.mjs [<stage> ...]      all stages unless some are named; a named one brings what it needs
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBuilt } from './build.mjs';
import { readIfPresent, root } from './inputs.mjs';
import { ensureInstalled } from './install.mjs';
import { inModules, startNode } from './run.mjs';
import { runPhases } from './testLanes.mjs';
import { countStep, countSuite, exitCodeOf, summarise } from './testTally.mjs';

const resultFolder = join(root, 'build', 'test-results');

const step =
  (...args) =>
  async (_name, logPath) =>
    countStep(await startNode(args, { logPath }));

/** Runs a program of tests that leaves its counts in the file that the environment variable names. */
function suite(resultVariable, args) {
  return async (name, logPath) => {
    const resultPath = join(resultFolder, `${name}.json`);
    rmSync(resultPath, { force: true });
    const env = { ...process.env, [resultVariable]: resultPath };
    const exitCode = await startNode(args, { env, logPath });
    return countSuite(exitCode, readIfPresent(resultPath));
  };
}

const mocha = (folder, timeoutMs, ...more) =>
  suite('AKIN_MOCHA_RESULT', [
    '--import=tsx',
    inModules('mocha/bin/mocha.js'),
    '--reporter=scripts/mochaReporter.cjs',
    `--timeout=${timeoutMs}`,
    ...more,
    ...(process.env.CI === undefined ? [] : ['--forbid-only', '--forbid-pending']),
    `test/${folder}/**/*.test.ts`,
  ]);

/** These tests wait for processes of their own most of the time: three files at once keep two cores busy. */
const serverTests = mocha(
  'server',
  60_000,
  '--require=./test/server/endLeftServers.ts',
  '--parallel',
  '--jobs=3',
);

/** What each does, and which stages must have passed before it. */
const stages = {
  build: { run: () => countStep(ensureBuilt()) },
  typecheck: { run: step(inModules('typescript/bin/tsc'), '-p', '.') },
  lint: { run: step(inModules('eslint/bin/eslint.js'), '.', '--max-warnings=0') },
  format: { run: step(inModules('prettier/bin/prettier.cjs'), '--check', '--log-level=warn', '.') },
  unit: { run: mocha('unit', 20_000) },
  golden: { run: mocha('golden', 20_000) },
  server: { run: serverTests, needs: ['build'] },
  retrieval: { run: mocha('retrieval', 20_000), needs: ['build'] },
  package: { run: step('scripts/package.mjs'), needs: ['build'] },
  vscode: { run: step('--import=tsx', 'test/e2e/install.ts') },
  e2e: {
    run: suite('AKIN_E2E_RESULT', ['--import=tsx', 'test/e2e/run.ts']),
    needs: ['build', 'package', 'vscode'],
  },
};

/**
 * Phases of lanes, for two cores. Much of the second phase is waiting: the tests of the server for processes, an install
 * for the network. Whatever runs beside a real editor makes its tests slow and unsteady: these have the machine alone.
 */
const phases = [
  [['build']],
  [['server'], ['unit', 'lint', 'typecheck'], ['vscode', 'retrieval', 'package', 'format', 'golden']],
  [['e2e']],
];

async function main(names) {
  const unknown = names.filter((name) => !(name in stages));
  if (unknown.length > 0) {
    process.stderr.write(
      `akin: no such stage: ${unknown.join(', ')}; one of ${Object.keys(stages).join(', ')}\n`,
    );
    return 2;
  }
  if (ensureInstalled() !== 0) {
    console.log('0 passed, 1 failed');
    return 1;
  }
  const wanted = new Set(names.length === 0 ? Object.keys(stages) : names.flatMap(withNeeds));
  mkdirSync(resultFolder, { recursive: true });
  const results = await runPhases(stages, phases, wanted, { logPathOf, show });
  console.log(`\n${summarise(results)}`);
  return exitCodeOf(results);
}

const withNeeds = (name) => [...(stages[name].needs ?? []), name];

const logPathOf = (name) => join(resultFolder, `${name}.log`);

function show(name, logPath) {
  console.log(`\n── ${name}`);
  if (logPath !== undefined) process.stdout.write(readFileSync(logPath));
}

process.exitCode = await main(process.argv.slice(2));
