// Runs the checks and tests, every stage even after a failure, and ends with the line `N passed, N failed`.
//   node scripts/test.mjs [<stage> ...]      all stages unless some are named; a named one brings what it needs
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { ensureBuilt } from './build.mjs';
import { readIfPresent, root } from './inputs.mjs';
import { ensureInstalled } from './install.mjs';
import { inModules, runNode } from './run.mjs';
import { countStep, countSuite, exitCodeOf, summarise } from './testTally.mjs';

const tool = (path, ...args) => runNode([inModules(path), ...args]);

const step = (run) => () => countStep(run());

/** Runs a program of tests that leaves its counts in the file that the environment variable names. */
function suite(resultVariable, args) {
  return (name) => {
    const resultPath = join(root, 'build', 'test-results', `${name}.json`);
    mkdirSync(join(root, 'build', 'test-results'), { recursive: true });
    rmSync(resultPath, { force: true });
    const exitCode = runNode(args, { env: { ...process.env, [resultVariable]: resultPath } });
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

/** In the order they run: what each does, and which stages must have passed before it. */
const stages = {
  typecheck: { run: step(() => tool('typescript/bin/tsc', '-p', '.')) },
  lint: { run: step(() => tool('eslint/bin/eslint.js', '.', '--max-warnings=0')) },
  format: { run: step(() => tool('prettier/bin/prettier.cjs', '--check', '--log-level=warn', '.')) },
  build: { run: step(ensureBuilt) },
  unit: { run: mocha('unit', 20_000) },
  golden: { run: mocha('golden', 20_000) },
  server: { run: mocha('server', 60_000, '--require=./test/server/endLeftServers.ts'), needs: ['build'] },
  retrieval: { run: mocha('retrieval', 20_000), needs: ['build'] },
  package: { run: step(() => runNode(['scripts/package.mjs'])), needs: ['build'] },
  e2e: {
    run: suite('AKIN_E2E_RESULT', ['--import=tsx', 'test/e2e/run.ts']),
    needs: ['build', 'package'],
  },
};

function main(names) {
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
  const results = [];
  for (const name of Object.keys(stages).filter((stage) => wanted.has(stage)))
    results.push(runStage(name, results));
  console.log(`\n${summarise(results)}`);
  return exitCodeOf(results);
}

const withNeeds = (name) => [...(stages[name].needs ?? []), name];

function runStage(name, earlier) {
  const { run, needs = [] } = stages[name];
  console.log(`\n── ${name}`);
  const broken = earlier.find((result) => needs.includes(result.name) && result.failed > 0);
  if (broken !== undefined)
    return { name, seconds: 0, ...countStep(1), note: `not run: ${broken.name} failed` };
  const started = performance.now();
  const counts = run(name);
  return { name, seconds: (performance.now() - started) / 1000, ...counts, note: '' };
}

process.exitCode = main(process.argv.slice(2));
