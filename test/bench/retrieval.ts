/**
 * Measures how well questions find the files that answer them, through the built language server:
 *   npm run bench:retrieval -- --data DIR --checkouts DIR [--only NAME,NAME] [--out DIR] [--misses]
 * The data set's own README describes it. The report is printed, and written into docs/benchmarks/ after a run over
 * all repositories. Exit codes: 0, 1 when something failed, 2 when the data set or its checkouts are missing.
 */
import { join } from 'node:path';
import { packageRoot } from '../server/languageServerProcess';
import { readDataSet } from './retrieval/dataSet';
import { measureRepository, type RepositoryMeasurement } from './retrieval/measureRepository';
import { describeMisses } from './retrieval/misses';
import { readOptions } from './retrieval/options';
import { readRankerReport } from './retrieval/rankerReport';
import { summarise } from './retrieval/report';
import { ablations } from './retrieval/variants';
import { formattedPage, writeReport } from './retrieval/writeReport';
import { ensureBuilt, runBench, tell } from './runBench';

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2), join(packageRoot, 'docs', 'benchmarks'));
  const repositories = readDataSet(options, tell);
  const ranker = readRankerReport(join(packageRoot, 'training', 'ranking', 'report.json'));
  ensureBuilt();
  const measurements: RepositoryMeasurement[] = [];
  for (const repository of repositories) {
    const measurement = await measureRepository(repository, ablations);
    measurements.push(measurement);
    const { seconds, chunks } = measurement.index;
    tell(
      `${repository.name}: ${chunks} chunks in ${seconds.toFixed(1)} s, ${measurement.answers.length} questions`,
    );
  }
  const report = summarise(measurements, ablations, ranker);
  if (options.misses) process.stdout.write(`${measurements.map(describeMisses).join('\n\n')}\n\n`);
  process.stdout.write(await formattedPage(report));
  if (options.out !== undefined)
    for (const file of await writeReport(options.out, report)) tell(`Written: ${file}`);
}

void runBench(main);
