import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mock } from 'node:test';
import type { Chunk, ChunkedFile } from '../../../server/src/chunking/chunk';
import { Chunker, type ChunkerAssets } from '../../../server/src/chunking/chunker';
import { MAX_CHUNK_CHARS } from '../../../server/src/chunking/chunkPlan';
import { languageOf } from '../../../server/src/chunking/languages';
import { chunkerAssets } from './assets';

const golden = join(__dirname, '../../golden/chunking');

interface Input {
  path: string;
  language: string;
  text: string;
}

/** The inputs of the golden cases, which hold every language. */
function inputs(): Input[] {
  return readdirSync(golden).flatMap((name) =>
    readdirSync(join(golden, name, 'input')).map((file) => {
      const text = readFileSync(join(golden, name, 'input', file), 'utf8');
      return { path: file, language: languageOf(file, text), text };
    }),
  );
}

/** Lines that say nothing on their own; whole imports and notices may stay out as well. */
const QUIET =
  /^[\s)\]}>;,]*(?:(?:end|fi|done|esac)\b[\s)\]};,]*|#\s*endif.*|}\s*\/\/.*|(?:public|protected|private):?)?$/;
const IMPORT =
  /^(?:import|from|use|using|require|package|#\s*include|alias|const .*@import|\{-#|<\?php|\/\/ @ts-)/;

/** 1-based numbers of the lines that no chunk holds although they say something. */
function lost({ text }: Input, { chunks }: ChunkedFile): number[] {
  const held = new Set<number>();
  for (const { startLine, endLine } of chunks)
    for (let line = startLine; line <= endLine; line++) held.add(line);
  return text
    .split(/\r\n|\n|\r/)
    .flatMap((line, index) => (held.has(index + 1) || QUIET.test(line) ? [] : index + 1));
}

/** Each chunk's text is that of its lines, in order, with its name on one of them. */
function assertSound(input: Input, { chunks }: ChunkedFile): void {
  const lines = input.text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  let last = 0;
  for (const chunk of chunks) {
    assert.ok(chunk.startLine >= last, 'in the order of their first lines');
    assert.ok(chunk.startLine <= chunk.endLine && chunk.endLine <= lines.length);
    assert.deepEqual(chunk.text.split(/\r\n|\n|\r/), lines.slice(chunk.startLine - 1, chunk.endLine));
    assert.ok(chunk.text.length <= MAX_CHUNK_CHARS || chunk.startLine === chunk.endLine, 'within the window');
    assert.notEqual(chunk.text.trim(), '');
    last = chunk.startLine;
  }
}

const names = (chunks: Chunk[]): string[] =>
  chunks.map(({ kind, enclosing, symbol }) => [kind, ...enclosing, symbol ?? '-'].join(' '));

describe('Chunker', function () {
  // Twenty grammars are compiled on the way.
  this.timeout(60_000);
  let assets: ChunkerAssets;
  let chunker: Chunker;

  before(async () => {
    assets = await chunkerAssets();
    chunker = await Chunker.create(assets);
  });

  const chunk = (path: string, text: string): Promise<ChunkedFile> =>
    chunker.chunk({ path, language: languageOf(path, text), text });

  it('loses no line that says something', async () => {
    for (const input of inputs()) {
      const file = await chunker.chunk(input);
      assertSound(input, file);
      const lines = input.text.split(/\r\n|\n|\r/);
      const missing = lost(input, file).filter((line) => !IMPORT.test((lines[line - 1] ?? '').trim()));
      // Notices and imports over several lines stand at the head, before everything else.
      const head = file.chunks[0]?.startLine ?? 0;
      assert.deepEqual(
        missing.filter((line) => line > head),
        [],
        input.path,
      );
    }
  });

  it('survives files that are cut off or scrambled anywhere', async () => {
    let seed = 7;
    const random = (below: number): number => (seed = (seed * 48_271) % 2_147_483_647) % below;
    for (const input of inputs()) {
      for (let round = 0; round < 4; round++) {
        const from = random(input.text.length + 1);
        const text = input.text.slice(0, from) + input.text.slice(from + random(40));
        const cut = { ...input, text: round % 2 === 0 ? text : text.slice(0, random(text.length + 1)) };
        assertSound(cut, await chunker.chunk(cut));
      }
    }
  });

  it('does not give up on a file because the clock of the machine is set', async () => {
    const text = Array.from({ length: 400 }, (_, i) => `export function f${i}() {\n  return ${i};\n}\n`).join(
      '\n',
    );
    const whole = await chunk('many.ts', text);
    let wall = Date.now();
    const clock = mock.method(Date, 'now', () => (wall += 3_600_000));
    try {
      assert.deepEqual(await chunk('many.ts', text), whole);
    } finally {
      clock.mock.restore();
    }
    assert.ok(names(whole.chunks).includes('function f399'));
  });

  it('reads CRLF as it reads LF', async () => {
    for (const input of inputs()) {
      const text = input.text.replaceAll('\r\n', '\n');
      const unix = await chunker.chunk({ ...input, text });
      const windows = await chunker.chunk({ ...input, text: text.replaceAll('\n', '\r\n') });
      const plain = windows.chunks.map((each) => ({ ...each, text: each.text.replaceAll('\r\n', '\n') }));
      // A file near the size limits may be split elsewhere, as it has more characters.
      if (!input.path.startsWith('dispatch')) assert.deepEqual(plain, unix.chunks, input.path);
    }
  });

  it('makes nothing of an empty or blank file', async () => {
    for (const text of ['', '\n\n', ' \t\r\n', '\uFEFF', '\uFEFF\n']) {
      assert.deepEqual((await chunk('a.py', text)).chunks, []);
    }
  });

  it('keeps a small class whole and opens a larger one', async () => {
    const method = (name: string): string => `  ${name}() {\n    return 1;\n  }\n`;
    assert.deepEqual(names((await chunk('a.js', `class A {\n${method('b')}}\n`)).chunks), ['class A']);
    const large = `class A {\n${['b', 'c', 'd', 'e'].map(method).join('\n')}}\n`;
    assert.deepEqual(names((await chunk('a.js', large)).chunks).slice(0, 2), ['class A', 'method A b']);
  });

  it('keeps what stands between methods', async () => {
    const body = 'x = 1;\n'.repeat(4);
    const text = `class A {\n  a() {\n${body}  }\n\n  static limit = 3;\n\n  b() {\n${body}  }\n}\n`;
    const { chunks } = await chunk('a.js', text);
    assert.ok(
      chunks.some(
        ({ kind, enclosing, text }) => kind === 'block' && enclosing[0] === 'A' && text.includes('limit'),
      ),
    );
  });

  it('gives the parts of a large function its name', async () => {
    const text = `function f(a) {\n${"  call('with some words');\n".repeat(400)}}\n`;
    const { chunks } = await chunk('a.js', text);
    assert.ok(chunks.length > 2);
    for (const part of chunks) {
      assert.deepEqual(
        [part.kind, part.symbol, part.signature, part.nameLine],
        ['function', 'f', 'function f(a)', 1],
      );
    }
  });

  it('gives every test of a large suite a chunk', async () => {
    const test = (name: number): string =>
      `  it('does ${name}', () => {\n${'    expect(1).toBe(1);\n'.repeat(12)}  });\n`;
    const text = `describe('x', () => {\n${Array.from({ length: 20 }, (_, index) => test(index)).join('\n')}});\n`;
    const { chunks } = await chunk('a.test.ts', text);
    assert.equal(chunks.filter(({ text }) => text.trimStart().startsWith("it('")).length, 20);
  });

  it('leaves imports and notices out unless there is nothing else', async () => {
    const imports = "import a from 'a';\nimport b from 'b';\n";
    assert.deepEqual(names((await chunk('a.ts', imports)).chunks), ['block -']);
    const notice = `/* Copyright somebody. */\n${imports}\nfunction f() {\n  return a + b;\n}\n`;
    assert.deepEqual(names((await chunk('a.ts', notice)).chunks), ['function f']);
  });

  it('finds names in UTF-16 and not in bytes', async () => {
    const { chunks } = await chunk(
      'a.py',
      '# 🚀🚀\ndef 𝒳(a):\n    return "🚀"\n\ndef next_one():\n    pass\n',
    );
    assert.deepEqual(names(chunks), ['function 𝒳', 'function next_one']);
  });

  it('gives each function of a very long file its own chunk', async () => {
    const unit = (index: number): string =>
      `/** Number ${index}. */\nexport function f${index}(a: number): number {\n  const b = a + ${index};\n  return b;\n}\n`;
    const { chunks, method } = await chunk(
      'a.ts',
      Array.from({ length: 4_000 }, (_, i) => unit(i)).join('\n'),
    );
    assert.equal(method, 'syntax');
    assert.equal(chunks.length, 4_000);
    assert.deepEqual([chunks.at(-1)?.symbol, chunks.at(-1)?.startLine], ['f3999', 3_999 * 6 + 1]);
  });

  it('does not hold on to the trees of files it has read', async () => {
    const text = 'def f(a):\n    return [a, a + 1, {"a": a}]\n\n'.repeat(1_000);
    await chunk('a.py', text);
    const before = process.memoryUsage().rss;
    for (let round = 0; round < 20; round++) await chunk('a.py', text);
    const grownMb = (process.memoryUsage().rss - before) / 1e6;
    // One tree of this file takes several MB.
    assert.ok(grownMb < 100, `${Math.round(grownMb)} MB`);
  });

  describe('without its assets', () => {
    let folder: string;

    beforeEach(() => {
      folder = mkdtempSync(join(tmpdir(), 'akin-chunker-'));
    });
    afterEach(() => rmSync(folder, { recursive: true, force: true }));

    const text = 'def f():\n    return 1\n';

    it('falls back to lines when a grammar is missing', async () => {
      const runtime = join(assets.grammarsDir, 'web-tree-sitter.wasm');
      writeFileSync(join(folder, 'web-tree-sitter.wasm'), readFileSync(runtime));
      const other = await Chunker.create({ ...assets, grammarsDir: folder });
      const file = await other.chunk({ path: 'a.py', language: 'python', text });
      assert.deepEqual([file.method, names(file.chunks)], ['lines', ['lines -']]);
    });

    it('falls back to lines when a query cannot be read', async () => {
      mkdirSync(join(folder, 'python'));
      writeFileSync(join(folder, 'python/symbols.scm'), '(no_such_node) @comment');
      const other = await Chunker.create({ ...assets, syntaxesDir: folder });
      assert.equal((await other.chunk({ path: 'a.py', language: 'python', text })).method, 'lines');
    });
  });
});
