/**
 * Writes what the model learns from and is measured on, one JSON line per chunk: where it is, its names, its source
 * without its doc comment, and the first sentence of that comment. Cut by the product's own chunker, so that training sees the
 * texts that the index will embed. `tsx training/src/collectPairs.ts --mirror DIR --out FILE [--grammars DIR] [--part K/N]`
 * takes every Nth repository, so that N processes can share the work; copies are then found within a part alone.
 */
import { createHash } from 'node:crypto';
import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Chunk } from '../../server/src/chunking/chunk';
import { Chunker } from '../../server/src/chunking/chunker';
import { languageOf } from '../../server/src/chunking/languages';
import { firstSentence } from './docSentence';
import { GitSnapshot, type TreeEntry } from './gitSnapshot';
import { readRepositories, type TrainingRepository } from './repositories';
import { isChunkedBySyntax, isGenerated, isOwnSource, isTest } from './sourceFilter';
import { withoutDoc } from './withoutDoc';

/** No repository may dominate what the model learns. */
const MAX_DOCUMENTED = 4_000;
const MAX_NAMED = 1_500;
/** More source than this gives more chunks than are kept; a sample of the files is read then. */
const MAX_REPOSITORY_BYTES = 5_000_000;
/** One test in this many is kept. */
const TEST_RATE = 10;
/** A sentence that stands in more places is boilerplate. */
const MAX_SAME_SENTENCE = 3;
/** Beyond this the product's tokenizer cuts as well (512 tokens). */
const MAX_SOURCE_CHARS = 4_000;

/** A line of the output. */
interface CollectedChunk {
  repository: string;
  split: string;
  language: string;
  path: string;
  enclosing: string[];
  symbol: string;
  /** First sentence of the doc comment, or empty. */
  doc: string;
  /** First sentence of what stands over the chunk: its class's comment or the file's, or empty. */
  heading: string;
  source: string;
}

const seenSources = new Set<string>();
const seenSentences = new Map<string, number>();

async function main(): Promise<void> {
  const root = process.cwd();
  const { values } = parseArgs({
    options: {
      mirror: { type: 'string' },
      out: { type: 'string', default: join(root, '.cache/training/chunks.jsonl') },
      grammars: { type: 'string', default: join(root, 'dist/grammars') },
      part: { type: 'string', default: '1/1' },
    },
  });
  if (values.mirror === undefined) throw new Error('--mirror DIR is missing.');
  const chunker = await Chunker.create({ grammarsDir: values.grammars, syntaxesDir: join(root, 'syntaxes') });
  mkdirSync(dirname(values.out), { recursive: true });
  const out = openSync(values.out, 'w');
  const [part = 1, parts = 1] = values.part.split('/').map(Number);
  const repositories = readRepositories(join(root, 'training/repositories.tsv'));
  for (const repository of repositories.filter((_, index) => index % parts === part - 1)) {
    const collected = await collect(chunker, values.mirror, repository);
    const kept = repository.split === 'eval' ? collected : capped(collected);
    writeSync(out, kept.map((chunk) => `${JSON.stringify(chunk)}\n`).join(''));
    const documented = kept.filter((chunk) => chunk.doc !== '').length;
    console.log(`${repository.repository}\t${repository.language}\t${kept.length}\t${documented}`);
  }
  closeSync(out);
}

async function collect(chunker: Chunker, mirror: string, of: TrainingRepository): Promise<CollectedChunk[]> {
  const snapshot = new GitSnapshot(mirror, of.repository, of.commit);
  const entries = snapshot.files().filter((file) => isOwnSource(file.path, file.bytes));
  const kept = entries.filter(
    (file) => !isTest(file.path) || (of.split === 'train' && bucket(file.path, TEST_RATE) === 0),
  );
  const collected: CollectedChunk[] = [];
  for (const { path, text } of snapshot.read(of.split === 'eval' ? kept : sampled(kept))) {
    const language = languageOf(path, text);
    if (!isChunkedBySyntax(language) || isGenerated(text)) continue;
    const { chunks } = await chunker.chunk({ path, language, text });
    for (const chunk of chunks) {
      const line = toLine(chunk, chunks, of);
      if (of.split === 'eval' || isWorthLearning(line)) collected.push(line);
    }
  }
  return collected;
}

/** As many files as {@link MAX_REPOSITORY_BYTES} holds, in an order that says nothing. */
function sampled(files: readonly TreeEntry[]): TreeEntry[] {
  let bytes = 0;
  return files
    .map((file) => ({ file, at: bucket(file.path, 1 << 30) }))
    .sort((a, b) => a.at - b.at)
    .filter(({ file }) => (bytes += file.bytes) <= MAX_REPOSITORY_BYTES)
    .map(({ file }) => file);
}

function toLine(chunk: Chunk, chunks: Chunk[], of: TrainingRepository): CollectedChunk {
  const owner = chunk.enclosing.at(-1);
  const above = chunks.find((other) => other !== chunk && other.doc !== undefined && other.symbol === owner);
  return {
    repository: of.repository,
    split: of.split,
    language: chunk.language,
    path: chunk.path,
    enclosing: chunk.enclosing,
    symbol: chunk.symbol ?? '',
    doc: firstSentence(chunk.doc ?? '') ?? '',
    heading: firstSentence((above ?? chunks.find((other) => other.kind === 'module'))?.doc ?? '') ?? '',
    source: withoutDoc(chunk.text, chunk.doc ?? '').slice(0, MAX_SOURCE_CHARS),
  };
}

/** Drops copies, boilerplate and what has neither a comment nor a name of two words. */
function isWorthLearning(line: CollectedChunk): boolean {
  if (line.source.trim().length < 40) return false;
  const hash = createHash('sha1').update(line.source.replace(/\s+/g, ' ')).digest('base64');
  if (seenSources.has(hash)) return false;
  seenSources.add(hash);
  if (line.doc !== '') {
    const count = (seenSentences.get(line.doc) ?? 0) + 1;
    seenSentences.set(line.doc, count);
    if (count > MAX_SAME_SENTENCE) line.doc = '';
  }
  return (
    line.doc !== '' || (/[a-z][A-Z]|[^_]_+[A-Za-z]|-/.test(line.symbol) && line.source.split('\n').length > 3)
  );
}

function capped(lines: CollectedChunk[]): CollectedChunk[] {
  const order = (line: CollectedChunk): number =>
    bucket(`${line.path}:${line.symbol}:${line.source}`, 1 << 30);
  const sample = (of: CollectedChunk[], count: number): CollectedChunk[] =>
    of
      .map((line) => ({ line, at: order(line) }))
      .sort((a, b) => a.at - b.at)
      .slice(0, count)
      .map(({ line }) => line);
  return [
    ...sample(
      lines.filter((line) => line.doc !== ''),
      MAX_DOCUMENTED,
    ),
    ...sample(
      lines.filter((line) => line.doc === ''),
      MAX_NAMED,
    ),
  ];
}

/** A number below `count` that depends on the text alone. */
function bucket(text: string, count: number): number {
  return createHash('sha1').update(text).digest().readUInt32BE() % count;
}

void main();
