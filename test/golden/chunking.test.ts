import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Chunk } from '../../server/src/chunking/chunk';
import { Chunker } from '../../server/src/chunking/chunker';
import { languageOf, syntaxLanguages } from '../../server/src/chunking/languages';
import { chunkerAssets } from '../unit/chunking/assets';

const cases = join(__dirname, 'chunking');

/** One line of expected.json for each chunk: enough to see what is wrong, short enough to be read. */
function listing(chunk: Chunk): Record<string, unknown> {
  return {
    kind: chunk.kind,
    symbol: chunk.symbol,
    enclosing: chunk.enclosing.length > 0 ? chunk.enclosing.join(' > ') : undefined,
    lines: `${chunk.startLine}-${chunk.endLine}`,
    nameLine: chunk.nameLine,
    signature: chunk.signature,
    doc: chunk.doc?.split('\n')[0],
  };
}

function expectedText(language: string, method: string, chunks: Chunk[]): string {
  const lines = chunks.map((chunk) => `    ${JSON.stringify(listing(chunk))}`).join(',\n');
  const body = lines === '' ? '[]' : `[\n${lines}\n  ]`;
  return `{\n  "language": ${JSON.stringify(language)},\n  "method": "${method}",\n  "chunks": ${body}\n}\n`;
}

describe('chunking of whole files', () => {
  let chunker: Chunker;
  const seen = new Set<string>();

  before(async () => {
    chunker = await Chunker.create(await chunkerAssets());
  });

  for (const name of readdirSync(cases)) {
    it(name, async () => {
      const folder = join(cases, name);
      const [file, ...others] = readdirSync(join(folder, 'input'));
      assert.ok(file !== undefined && others.length === 0, 'a case has one input');
      const text = readFileSync(join(folder, 'input', file), 'utf8');
      const language = languageOf(file, text);
      const { chunks, method } = await chunker.chunk({ path: file, language, text });
      const actual = expectedText(language, method, chunks);
      if (method === 'syntax') seen.add(language);

      const golden = join(folder, 'expected.json');
      const mayWrite = process.env['UPDATE_GOLDEN'] === '1' && process.env['CI'] === undefined;
      if (mayWrite) writeFileSync(golden, actual);
      assert.ok(existsSync(golden), `${golden} is missing: run with UPDATE_GOLDEN=1 and read what it writes`);
      assert.equal(actual, readFileSync(golden, 'utf8'));
    });
  }

  it('has a case for every language with a grammar', () => {
    assert.deepEqual(
      syntaxLanguages.filter((language) => !seen.has(language)),
      [],
    );
  });
});
