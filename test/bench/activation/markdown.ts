import type { ActivationFigures, Spread } from './summary';

/** What is asked for, in milliseconds. */
const MAX_ACTIVATION_MS = 100;
const MAX_RUN_MS = 10;

/** What the figures were measured on. */
export interface BenchMachine {
  cpu: string;
  processors: number;
}

/** The page of the figures, for docs/benchmarks. */
export function activationPage(figures: ActivationFigures, machine: BenchMachine, runs: number): string {
  const { activationMs, activationCpuMs, phases } = figures;
  const rows = [
    row('activation, wall time: the bundle is loaded, `activate` is called and returns', activationMs),
    row('activation, processor time of all threads of the host', activationCpuMs),
    ...phases.map(({ name, akinMs }) => row(`longest run of Akin's code in a turn: ${name}`, akinMs)),
    ...phases.map(({ name, akinWorkedMs }) =>
      row(`the same, as far as its thread had a processor: ${name}`, akinWorkedMs),
    ),
    ...phases.map(({ name, akinWithWaitsMs }) =>
      row(`the same with the time in which others had the processor: ${name}`, akinWithWaitsMs),
    ),
    ...phases.map(({ name, hostDelayMs }) =>
      row(`longest delay of the host's event loop, whoever caused it: ${name}`, hostDelayMs),
    ),
  ];
  return `# Activation

Written by \`npm run bench:activation -- --runs ${runs} --keep\`: ${runs} timed and ${runs} profiled ${runs === 1 ? 'run' : 'runs'} in a real VS Code on ${machine.processors} processors (${machine.cpu}). The
figures are in [activation.json](activation.json). What else ran on the machine meanwhile is in the wall times.

| milliseconds | median | least | most |
| --- | ---: | ---: | ---: |
${rows.join('\n')}

Asked for are an activation of at most ${MAX_ACTIVATION_MS} ms, which ${activationMs.median <= MAX_ACTIVATION_MS ? 'holds' : 'does not hold'}, and no run of Akin's code of more than ${MAX_RUN_MS} ms, which ${judged(phases)}.

A run ends with its turn of the event loop, in which nobody else gets a turn. It is told from the samples of a profiler, two in a millisecond, in which code of the extension, or what it called, ran; while a
profiler looks, everything takes longer. What the system says that the thread, ready to run, waited for a processor (\`schedstat\` of Linux) is no run of it, and told apart: the processors are shared with the
browser, with VS Code's other processes and with Akin's server, which indexes. As far as the thread had a processor, it worked; else it slept, until a page was read from disk, or until a helper
thread that had no processor was through with its part of a collection of garbage. The delay of the event loop, in the timed runs, counts such waits, and the work of the host and of other extensions, too.

The parts of the extension are made, and the library of the language client, 0.4 MB of code, is loaded once the activation is over, in turns of the event loop that end after two milliseconds
(\`client/src/turns.ts\`).
`;
}

function row(what: string, { median, least, most }: Spread): string {
  const cells = [median, least, most].map((ms) => ms.toFixed(1));
  return `| ${what} | ${cells.join(' | ')} |`;
}

function judged(phases: ActivationFigures['phases']): string {
  const tooLong = phases.filter(({ akinMs }) => akinMs.median > MAX_RUN_MS);
  if (tooLong.length > 0)
    return `does not hold in ${tooLong.map(({ name, where }) => `“${name}” (most of it in \`${where}\`)`).join(', ')}`;
  const atTimes = phases.filter(({ akinMs }) => akinMs.most > MAX_RUN_MS);
  if (atTimes.length === 0) return 'holds in every run';
  const told = atTimes.map(
    ({ name, akinMs, akinWorkedMs }) =>
      `“${name}” (${akinMs.most.toFixed(1)} ms; without what its thread slept at most ${akinWorkedMs.most.toFixed(1)})`,
  );
  return `holds in the median of the runs, and not in each: ${told.join(', ')}`;
}
