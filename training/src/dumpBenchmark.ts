/**
 * Writes the development benchmark's chunks and questions as JSON lines, for the trainer's own quick figures.
 * `tsx training/src/dumpBenchmark.ts --data DIR --checkouts DIR [--out FILE] [--grammars DIR]`
 */
import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Chunker } from '../../server/src/chunking/chunker';
import { embeddedText } from '../../server/src/chunking/embeddedText';
import { readBenchmark } from './benchmark';

async function main(): Promise<void> {
  const root = process.cwd();
  const { values } = parseArgs({
    options: {
      data: { type: 'string', default: '../shared/bench/retrieval' },
      checkouts: { type: 'string' },
      out: { type: 'string', default: join(root, '.cache/training/benchmark.jsonl') },
      grammars: { type: 'string', default: join(root, 'dist/grammars') },
    },
  });
  if (values.checkouts === undefined) throw new Error('--checkouts DIR is missing.');
  const chunker = await Chunker.create({ grammarsDir: values.grammars, syntaxesDir: join(root, 'syntaxes') });
  const out = openSync(values.out, 'w');
  for await (const { name, chunks, queries } of readBenchmark(values.data, values.checkouts, chunker)) {
    const line = { name, paths: chunks.map((chunk) => chunk.path), texts: chunks.map(embeddedText), queries };
    writeSync(out, `${JSON.stringify(line)}\n`);
    console.log(`${name}\t${chunks.length}\t${queries.length}`);
  }
  closeSync(out);
}

void main();
