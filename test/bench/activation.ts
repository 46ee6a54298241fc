/**
 * Measures in a real VS Code what the activation of the packaged extension takes, and how long its code holds up the
 * extension host while it starts, indexes, searches and shows its views:
 *   npm run bench:activation -- [--runs N] [--folder DIR] [--keep]
 * Half of the runs are timed, the others profiled. `--keep` writes docs/benchmarks/activation.json and
 * the page beside it. The profiles stand in build/activation-probe/run-N, for a viewer of V8's profiles.
 */
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { bundleForHost, driveSuite } from '../e2e/harness/hostSuite';
import { buildFolder, newestPackage, repositoryRoot } from '../e2e/harness/paths';
import { Workbench } from '../e2e/harness/workbench';
import type { ProbeFacts } from './activation/facts';
import { activationPage } from './activation/markdown';
import { summarise, type ActivationFigures } from './activation/summary';
import { inHouseFormat } from './houseFormat';
import { BadInput, runBench, tell } from './runBench';

/** Enough for a median on a machine that does other things as well. */
const DEFAULT_RUNS = 5;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { runs: { type: 'string' }, folder: { type: 'string' }, keep: { type: 'boolean' } },
  });
  const runs = Number(values.runs ?? DEFAULT_RUNS);
  if (!Number.isInteger(runs) || runs < 1) throw new BadInput('--runs takes a whole number above 0');
  const folder = values.folder ?? join(repositoryRoot, 'server', 'src');
  const outdir = buildFolder('activation-probe');
  await bundleForHost([join(__dirname, 'activation', 'hostProbe.ts')], outdir);
  const facts: { timed: ProbeFacts[]; profiled: ProbeFacts[] } = { timed: [], profiled: [] };
  for (let run = 0; run < runs; run++)
    for (const kind of ['timed', 'profiled'] as const) {
      tell(`Run ${run + 1} of ${runs}, ${kind} …`);
      const profiles =
        kind === 'profiled' ? buildFolder(join('activation-probe', `run-${run + 1}`)) : undefined;
      facts[kind].push(await probeOnce(join(outdir, 'hostProbe.js'), folder, profiles));
    }
  const figures = summarise(facts.timed, facts.profiled);
  print(figures);
  if (values.keep === true) await keep(figures, runs);
}

async function probeOnce(probe: string, source: string, profiles: string | undefined): Promise<ProbeFacts> {
  const result = join(buildFolder('activation-probe'), 'result.json');
  rmSync(result, { force: true });
  const workbench = await Workbench.start({
    packages: [newestPackage()],
    testDriver: true,
    env: {
      AKIN_PROBE_RESULT: result,
      ...(profiles !== undefined && { AKIN_PROBE_PROFILES: profiles }),
    },
  });
  try {
    const folder = join(workbench.folder, 'workspace');
    cpSync(source, folder, { recursive: true });
    const ending = await driveSuite(workbench, probe, folder);
    if (ending.kind !== 'exit' || ending.code !== 0)
      throw new Error(`The run ended with ${JSON.stringify(ending)}.`);
    return JSON.parse(readFileSync(result, 'utf8')) as ProbeFacts;
  } finally {
    await workbench.stop();
  }
}

function print({ activationMs, activationCpuMs, phases }: ActivationFigures): void {
  const spread = ({ median, least, most }: ActivationFigures['activationMs']): string =>
    `${median.toFixed(1)} ms (${least.toFixed(1)}–${most.toFixed(1)})`;
  const lines = [
    `activation, wall time      ${spread(activationMs)}`,
    `activation, processor time ${spread(activationCpuMs)}`,
    ...phases.map(
      ({ name, akinMs, akinWithWaitsMs, hostDelayMs, where }) =>
        `${name.padEnd(20)} longest run of Akin ${spread(akinMs)}, with waits ${spread(akinWithWaitsMs)}, of the host ${spread(hostDelayMs)}; ${where}`,
    ),
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}

async function keep(figures: ActivationFigures, runs: number): Promise<void> {
  const machine = { cpu: cpus()[0]?.model ?? 'unknown', processors: cpus().length, node: process.version };
  const path = join(repositoryRoot, 'docs', 'benchmarks', 'activation');
  writeFileSync(`${path}.json`, `${JSON.stringify({ machine, ...figures }, null, 2)}\n`);
  const page = activationPage(figures, machine, runs);
  writeFileSync(`${path}.md`, await inHouseFormat('activation.md', page));
}

void runBench(main);
