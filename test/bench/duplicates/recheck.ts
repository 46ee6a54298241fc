/** How long one changed function takes to be checked against a large index. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Chunker } from '../../../server/src/chunking/chunker';
import type { FingerprintedChunk } from '../../../server/src/duplicates/codeUnit';
import { chunkerAssets } from '../../unit/chunking/assets';
import { roleOf } from '../../../server/src/duplicates/quietPaths';
import { Chance } from '../query/chance';
import { chunkText } from './chunkFolder';
import { findDuplicates } from './findDuplicates';

/** Any number does; the same one changes the same functions. */
const SEED = 11;

const MICROSECONDS_PER_MS = 1_000;
const CHANGES = 200;
const WANTED_CHUNKS = 100_000;

/** Milliseconds of each re-check by the clock and of the processor, and how large the index was. */
export interface RecheckFigures {
  chunks: number;
  timesMs: number[];
  /** Of all threads of the process: what other programs take from the machine is not in it. */
  cpuTimesMs: number[];
}

/**
 * Changes one function after another and waits for the groups. The folder's files stand for as many more as are needed, under other paths
 * and with other keys and sketches: other code, alike among itself as the folder's code is.
 */
export async function measureRecheck(
  root: string,
  files: readonly FingerprintedChunk[][],
): Promise<RecheckFigures> {
  const all: FingerprintedChunk[][] = [...files];
  let chunks = files.reduce((sum, { length }) => sum + length, 0);
  for (let copy = 1; chunks < WANTED_CHUNKS; copy++)
    for (const file of files) {
      if (chunks >= WANTED_CHUNKS) break;
      all.push(file.map((chunk) => otherCode(chunk, copy)));
      chunks += file.length;
    }
  const folder = await findDuplicates(root, all, {});
  folder.groups();
  const chunker = await Chunker.create(await chunkerAssets());
  const chance = new Chance(SEED);
  const candidates = files.filter((file) => file.some(isTarget));
  const timesMs: number[] = [];
  const cpuTimesMs: number[] = [];
  for (let change = 0; change < CHANGES; change++) {
    const file = chance.pick(candidates);
    const changed = await changedFile(chunker, root, file, chance);
    if (changed === undefined) continue;
    const [first] = changed;
    if (first === undefined) continue;
    const started = performance.now();
    const cpuStarted = process.cpuUsage();
    folder.committed({ dropChunksOf: [first.path], dropFiles: [], files: [], chunks: changed as never });
    await folder.whenIdle();
    folder.groups();
    timesMs.push(performance.now() - started);
    const { user, system } = process.cpuUsage(cpuStarted);
    cpuTimesMs.push((user + system) / MICROSECONDS_PER_MS);
  }
  return { chunks, timesMs, cpuTimesMs };
}

/** The file's chunks with a statement more in one of its functions. */
async function changedFile(
  chunker: Chunker,
  root: string,
  file: readonly FingerprintedChunk[],
  chance: Chance,
): Promise<FingerprintedChunk[] | undefined> {
  const target = chance.pick(file.filter(isTarget));
  const lines = readFileSync(join(root, target.path), 'utf8').split('\n');
  const at = lines.findIndex((line, index) => index >= target.nameLine - 1 && line.trimEnd().endsWith('{'));
  if (at < 0 || at >= target.endLine) return undefined;
  lines.splice(at + 1, 0, `note(${Math.floor(chance.next() * 1e6)});`);
  return chunkText(chunker, target.path, lines.join('\n'));
}

function isTarget({ path, kind, fingerprint }: FingerprintedChunk): boolean {
  return kind === 'method' && fingerprint !== undefined && roleOf(path) === 'source';
}

/** Bytes of a fingerprint that tell what the code is: its keys, and its sketch. */
const KEY_BYTES = 16;
const SKETCH_START = 32;

function otherCode(chunk: FingerprintedChunk, copy: number): FingerprintedChunk {
  const fingerprint = chunk.fingerprint?.map((byte, i) =>
    i < KEY_BYTES || i >= SKETCH_START ? byte ^ copy : byte,
  );
  return { ...chunk, path: `copy${copy}/${chunk.path}`, fingerprint };
}
