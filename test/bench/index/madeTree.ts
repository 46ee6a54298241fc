import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Chunk } from '../../../server/src/chunking/chunk';
import { Chunker } from '../../../server/src/chunking/chunker';
import { locateAssets } from '../../../server/src/engine/assets';
import { packageRoot } from '../../server/languageServerProcess';
import type { ScratchFolder } from '../../unit/scratchFolder';
import { Chance } from '../query/chance';
import { reword } from '../query/rewording';
import { readSource, type SourceFile } from '../query/sourceFiles';
import { vocabulary } from '../query/vocabulary';
import { lengthen } from './lengthen';

/** Any number does; the same one makes the same tree. */
const SEED = 50;

/** Samples of some twenty languages, each with functions, types and comments. */
const PATTERNS = join('test', 'golden', 'chunking');

/** Made of a pattern's parts that stand for themselves. */
interface Pattern extends SourceFile {
  /** What comes before the first part: package, imports, licence. */
  head: string;
  parts: { text: string; chunks: number }[];
}

/** A file gets parts until it has a number of chunks up to this, each number as likely. */
const MAX_WANTED_CHUNKS = 2;

/**
 * Samples are terse, with 200 bytes a chunk. Each of their lines that can is followed by so many like it, on average; with them a chunk has
 * 640 bytes, as in the checkouts that are measured beside it (530 to 880, docs/benchmarks/index.md).
 */
const MORE_LINES = 18;

/** Of all files, those without a grammar: notes and settings, one chunk each. With them a file has four to five chunks. */
const PLAIN_SHARE = 0.3;
const PLAIN_ENDINGS = ['.md', '.yaml', '.json', '.txt'];
const MAX_PLAIN_LINES = 30;
const PLAIN_LINE_WORDS = 8;

/** How many files share a folder, about, and how deep folders lie below the top. */
const FILES_PER_FOLDER = 15;
const MAX_DEPTH = 5;

/**
 * Fills a folder with source files in many languages, several levels deep: parts of this repository's samples with most
 * of their words replaced, so that no two are alike. The same number of files makes the same tree.
 * @param name of the folder below the scratch one
 * @returns absolute path of the folder
 */
export async function makeTree(scratch: ScratchFolder, name: string, files: number): Promise<string> {
  const words = vocabulary();
  const patterns = await readPatterns();
  const chance = new Chance(SEED);
  const folders = makeFolders(Math.ceil(files / FILES_PER_FOLDER), words, chance);
  const taken = new Set<string>();
  while (taken.size < files) {
    const { text, path } = chance.next() < PLAIN_SHARE ? plain(words, chance) : code(patterns, words, chance);
    // A word in front, as the patterns are few and their names with them.
    const at = `${chance.pick(folders)}/${chance.pickEarly(words)}_${path}`;
    if (taken.has(at)) continue;
    taken.add(at);
    scratch.write(`${name}/${at}`, text);
  }
  return scratch.at(name);
}

function plain(words: readonly string[], chance: Chance): { path: string; text: string } {
  const ending = chance.pick(PLAIN_ENDINGS);
  const texts = Array.from({ length: 1 + Math.floor(chance.next() * MAX_PLAIN_LINES) }, () =>
    Array.from({ length: PLAIN_LINE_WORDS }, () => chance.pickEarly(words)).join(' '),
  );
  const key = (at: number): string => `${chance.pick(words)}_${at}`;
  const lines = {
    '.json': () => JSON.stringify(Object.fromEntries(texts.map((text, at) => [key(at), text])), null, 2),
    '.yaml': () => texts.map((text, at) => `${key(at)}: ${text}`).join('\n'),
  }[ending];
  return { path: `${chance.pick(words)}${ending}`, text: `${lines?.() ?? texts.join('\n')}\n` };
}

function code(
  patterns: readonly Pattern[],
  words: readonly string[],
  chance: Chance,
): { path: string; text: string } {
  const pattern = chance.pick(patterns);
  const text = compose(pattern, chance);
  return reword(
    { ...pattern, text: lengthen({ ...pattern, text }, MORE_LINES, words, chance) },
    words,
    chance,
  );
}

function compose({ head, parts }: Pattern, chance: Chance): string {
  const wanted = 1 + Math.floor(chance.next() * MAX_WANTED_CHUNKS);
  const first = Math.floor(chance.next() * parts.length);
  let text = head;
  let chunks = 0;
  for (let at = 0; at < parts.length && chunks < wanted; at++) {
    const part = parts[(first + at) % parts.length];
    if (part === undefined) break;
    text += part.text;
    chunks += part.chunks;
  }
  return text;
}

function makeFolders(count: number, words: readonly string[], chance: Chance): string[] {
  const folders: string[] = [chance.pick(words)];
  while (folders.length < count) {
    const parent = chance.pick(folders);
    const isDeep = parent.split('/').length >= MAX_DEPTH;
    folders.push(isDeep ? chance.pick(words) : `${parent}/${chance.pick(words)}`);
  }
  return [...new Set(folders)];
}

async function readPatterns(): Promise<Pattern[]> {
  const { grammarsDir, syntaxesDir } = locateAssets(packageRoot);
  const chunker = await Chunker.create({ grammarsDir, syntaxesDir });
  const patterns: Pattern[] = [];
  for (const path of samplePaths()) {
    const file = readSource(join(packageRoot, PATTERNS), path);
    if (file === undefined) continue;
    const { chunks } = await chunker.chunk(file);
    const name = path.slice(path.lastIndexOf('/') + 1);
    if (chunks.length > 1) patterns.push({ ...split(file, chunks), path: name });
  }
  return patterns;
}

/** Samples of whole languages; the others show what is odd. */
function samplePaths(): string[] {
  return readdirSync(join(packageRoot, PATTERNS), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !/-/.test(entry.name))
    .flatMap(({ name }) =>
      readdirSync(join(packageRoot, PATTERNS, name, 'input')).map((file) => `${name}/input/${file}`),
    )
    .sort();
}

function split(file: SourceFile, chunks: readonly Chunk[]): Pattern {
  const lines = file.text.split('\n');
  const starts = chunks.filter(({ enclosing }) => enclosing.length === 0).map(({ startLine }) => startLine);
  const textOf = (from: number, to: number): string => `${lines.slice(from - 1, to - 1).join('\n')}\n`;
  const parts = starts.map((from, at) => {
    const to = starts[at + 1] ?? lines.length + 1;
    const inside = chunks.filter(({ startLine }) => startLine >= from && startLine < to);
    return { text: textOf(from, to), chunks: inside.length };
  });
  return { ...file, head: textOf(1, starts[0] ?? 1), parts };
}
