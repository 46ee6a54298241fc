import assert from 'node:assert/strict';
import type { Chunk, SourceText } from '../../../../server/src/chunking/chunk';
import { Chunker } from '../../../../server/src/chunking/chunker';
import { type Fingerprint, readFingerprint } from '../../../../server/src/chunking/tokens/fingerprint';
import {
  fingerprintsOf,
  LineStarts,
  tokensOfLines,
} from '../../../../server/src/chunking/tokens/fingerprintFile';
import { chunkerAssets } from '../assets';

const body = `  const total = rows.map((row) => row.price).reduce((a, b) => a + b, 0);
  if (total > 100) throw new RangeError("too dear: " + total);
  return total;
}
`;
const first = `export function sum(rows: Row[]): number {\n${body}`;
const second = `export function add(rows: Row[]): number {\n${body}`;

describe('fingerprintsOf', () => {
  let chunker: Chunker;

  before(async () => {
    chunker = await Chunker.create(await chunkerAssets());
  });

  async function made(
    text: string,
    path = 'a.ts',
    language = 'typescript',
  ): Promise<{ chunk: Chunk; fingerprint: Fingerprint | undefined }[]> {
    const source: SourceText = { path, language, text };
    const { chunks } = await chunker.chunk(source);
    const fingerprints = fingerprintsOf(source, chunks);
    return chunks.map((chunk, index) => {
      const bytes = fingerprints[index];
      return { chunk, fingerprint: bytes && readFingerprint(bytes) };
    });
  }

  it('makes one of each function', async () => {
    const [one, two] = await made(`${first}\n${second}`);
    assert.ok(one?.fingerprint && two?.fingerprint);
    assert.notEqual(one.fingerprint.exact, two.fingerprint.exact);
    assert.equal(one.fingerprint.consistent, two.fingerprint.consistent);
  });

  it('makes none of a function that is marked, above it or within', async () => {
    const [one, two] = await made(`// akin-ignore-duplicate\n${first}\n${second}`);
    assert.equal(one?.fingerprint, undefined);
    assert.ok(two?.fingerprint);
    const within = second.replace('{\n', '{\n  /* akin-ignore-duplicate: by design */\n');
    const [three, four] = await made(`${first}\n${within}`);
    assert.ok(three?.fingerprint);
    assert.equal(four?.fingerprint, undefined);
  });

  it('makes none in a file that is marked', async () => {
    const all = await made(`${first}\n// akin-ignore-duplicates-file\n${second}`);
    assert.deepEqual(
      all.map(({ fingerprint }) => fingerprint),
      [undefined, undefined],
    );
  });

  it('reads the mark in comments alone, and not in words that begin like it', async () => {
    const [one] = await made(first.replace('too dear', 'akin-ignore-duplicate'));
    assert.ok(one?.fingerprint);
    const [other] = await made(`// akin-ignore-duplicates and more\n${first}`);
    assert.ok(other?.fingerprint);
  });

  it('takes the marks of other languages', async () => {
    const text = `# akin-ignore-duplicate\ndef add(rows):\n    total = sum(row.price for row in rows)\n    if total > 100:\n        raise ValueError("too dear: " + str(total))\n    return total\n`;
    assert.ok((await made(text.replace('akin', 'x'), 'a.py', 'python'))[0]?.fingerprint);
    assert.equal((await made(text, 'a.py', 'python'))[0]?.fingerprint, undefined);
  });

  it('makes one of a function that is cut into many chunks, over all its lines', async () => {
    const steps = Array.from({ length: 400 }, (_, i) => `  step${i}(rows[${i}], "of the plan");`).join('\n');
    const all = await made(`function plan(rows: Row[]) {\n${steps}\n}\n\n${first}`);
    const parts = all.filter(({ chunk }) => chunk.symbol === 'plan');
    assert.ok(parts.length > 2);
    assert.deepEqual(
      parts.map(({ fingerprint }) => fingerprint?.lines),
      [402, ...parts.slice(1).map(() => undefined)],
    );
  });

  it('makes none of text without a grammar', async () => {
    const all = await made('word '.repeat(200), 'a.md', 'markdown');
    assert.deepEqual(
      all.map(({ fingerprint }) => fingerprint),
      [undefined],
    );
  });

  it('is made of the lines that the tokens are read from later', async () => {
    const text = `${first}\n${second}`;
    const [one] = await made(text);
    assert.ok(one?.fingerprint);
    const { startLine } = one.chunk;
    const tokens = tokensOfLines(
      new LineStarts(text),
      'typescript',
      startLine,
      startLine + one.fingerprint.lines - 1,
    );
    assert.equal(tokens?.count, one.fingerprint.tokens);
  });

  it('does not take the end of a comment for code', () => {
    const lines = new LineStarts(' * a word of the docs\n */\nrun(1);');
    assert.equal(tokensOfLines(lines, 'java', 1, 3)?.count, 5);
  });
});

describe('LineStarts', () => {
  it('answers lines from 1, those that are not there as nothing', () => {
    const lines = new LineStarts('a\nb\r\nc');
    assert.equal(lines.count, 3);
    assert.equal(lines.slice(2, 2), 'b\r\n');
    assert.equal(lines.slice(2, 9), 'b\r\nc');
    assert.equal(lines.slice(4, 5), '');
  });
});
