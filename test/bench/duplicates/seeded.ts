/** Recall and precision on workspaces with known truth. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { duplicatePairs } from '../../../server/src/cli/report/duplicatesJson';
import { BadInput, tell } from '../runBench';
import { chunkFolder } from './chunkFolder';
import { findDuplicates } from './findDuplicates';
import type { DuplicateBenchOptions } from './options';

/** As the figures of other tools were made. */
const SIZE = ['--one', '--bases', '200', '--distractors', '200'];

/** One row of the table: how many of how many. */
export interface Counted {
  found: number;
  of: number;
}

/** What all seeds and languages together came to. */
export interface SeededFigures {
  /** By the scorer's name of the row: `T1`, `T3 edits <=10%`. */
  recall: Map<string, Counted>;
  truePairs: number;
  falsePairs: number;
  /** Reports that cover no function. */
  unmapped: number;
  decoys: number;
  /** Decoys that were reported as copies of the function whose names they wear. */
  decoysOfNamesake: number;
  /** False pairs with a decoy: its body may be a copy of another function for all that the generator knows. */
  falseWithDecoy: number;
}

interface Truth {
  functions: { id: string; type: string; of?: string; file: string; startLine: number; endLine: number }[];
}

interface Score {
  TP: number;
  FP: number;
  FP_decoy: number;
  unmapped: number;
  types: Record<string, { n: number; recall: number }>;
}

interface Side {
  file: string;
  startLine: number;
  endLine: number;
}

/** Generates, looks, scores and pools. */
export async function measureSeeds(options: DuplicateBenchOptions, folder: string): Promise<SeededFigures> {
  const figures: SeededFigures = {
    recall: new Map(),
    truePairs: 0,
    falsePairs: 0,
    unmapped: 0,
    decoys: 0,
    decoysOfNamesake: 0,
    falseWithDecoy: 0,
  };
  for (const checkout of options.checkouts)
    for (const seed of options.seeds) {
      const out = join(folder, `${checkout.language}-${seed}`);
      generate(options.clones, checkout, seed, out);
      const report = await reportOn(out, options.minSimilarity);
      add(figures, scoreOf(options.clones, out, report), out, report);
      tell(`${checkout.language} ${seed} done`);
    }
  return figures;
}

function generate(
  clones: string,
  { language, folder }: { language: string; folder: string },
  seed: number,
  out: string,
): void {
  if (existsSync(join(out, 'truth.json'))) return;
  const args = ['--repo', folder, '--lang', language, '--out', out, '--seed', String(seed), ...SIZE];
  python([join(clones, 'gen.py'), ...args]);
}

async function reportOn(out: string, minSimilarity: number | undefined): Promise<string> {
  const root = join(out, 'ws');
  const found = await findDuplicates(root, await chunkFolder(root), {
    ...(minSimilarity && { minSimilarity }),
  });
  const groups = found.groups().map(({ group }) => group);
  const report = join(out, 'report.json');
  writeFileSync(report, duplicatePairs({ name: '', version: '', groups, accepted: 0, linesOf: () => [] }));
  return report;
}

function scoreOf(clones: string, out: string, report: string): Score {
  const files = ['--truth', join(out, 'truth.json'), '--root', join(out, 'ws'), '--report', report];
  return JSON.parse(python([join(clones, 'score.py'), 'workspace', ...files, '--json'])) as Score;
}

function add(figures: SeededFigures, score: Score, out: string, report: string): void {
  for (const [name, { n, recall }] of Object.entries(score.types)) {
    const row = figures.recall.get(name) ?? { found: 0, of: 0 };
    figures.recall.set(name, { found: row.found + Math.round(recall * n), of: row.of + n });
  }
  figures.truePairs += score.TP;
  figures.falsePairs += score.FP;
  figures.falseWithDecoy += score.FP_decoy;
  figures.unmapped += score.unmapped;
  const truth = JSON.parse(readFileSync(join(out, 'truth.json'), 'utf8')) as Truth;
  const pairs = JSON.parse(readFileSync(report, 'utf8')) as { a: Side; b: Side }[];
  const byId = new Map(truth.functions.map((item) => [item.id, item]));
  for (const decoy of truth.functions.filter(({ type }) => type === 'decoy')) {
    figures.decoys++;
    const namesake = byId.get(decoy.of ?? '');
    const isReported = pairs.some(
      ({ a, b }) =>
        namesake !== undefined &&
        ((covers(a, decoy) && covers(b, namesake)) || (covers(b, decoy) && covers(a, namesake))),
    );
    if (isReported) figures.decoysOfNamesake++;
  }
}

/** As the scorer has it: at least half of the function's lines. */
function covers(side: Side, { file, startLine, endLine }: Side): boolean {
  if (side.file !== file) return false;
  const shared = Math.min(side.endLine, endLine) - Math.max(side.startLine, startLine) + 1;
  return shared >= (endLine - startLine + 1) / 2;
}

function python(args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync('python3', args, { encoding: 'utf8', maxBuffer: 2 ** 28 });
  if (status !== 0) throw new BadInput(`python3 ${args.join(' ')} failed: ${stderr}`);
  return stdout;
}
