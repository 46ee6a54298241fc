import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { Language, Parser, type Tree } from 'web-tree-sitter';
import { Chunker } from '../../../server/src/chunking/chunker';
import { locateAssets } from '../../../server/src/engine/assets';

const source = { path: 'a.py', language: 'python', text: 'def first():\n    return 1\n' };

describe('chunker: what fails for a moment', () => {
  let chunker: Chunker;
  beforeEach(async () => {
    const { grammarsDir, syntaxesDir } = locateAssets(process.cwd());
    chunker = await Chunker.create({ grammarsDir, syntaxesDir });
  });
  afterEach(() => mock.restoreAll());

  /** Lets the first calls of a parser end without a tree, as one does whose time is up. */
  function stopParser(calls: number): void {
    const parse = Reflect.get(Parser.prototype, 'parse') as (...given: unknown[]) => Tree | null;
    let left = calls;
    mock.method(Parser.prototype, 'parse', function (this: Parser, ...given: unknown[]) {
      return left-- > 0 ? null : parse.apply(this, given);
    });
  }

  it('a grammar that cannot be loaded is tried once more', async () => {
    const load = Language.load.bind(Language);
    let tries = 0;
    mock.method(Language, 'load', (given: Uint8Array) =>
      ++tries === 1 ? Promise.reject(new Error('no memory')) : load(given),
    );
    assert.equal((await chunker.chunk(source)).method, 'syntax');
    assert.equal(tries, 2);
  });

  it('a grammar that cannot be loaded then is left alone, and the lines can be found', async () => {
    const failing = mock.method(Language, 'load', () => Promise.reject(new Error('no grammar')));
    for (let file = 0; file < 3; file++) assert.equal((await chunker.chunk(source)).method, 'lines');
    assert.equal(failing.mock.callCount(), 2);
  });

  it('a text whose time was up is parsed once more', async () => {
    await chunker.chunk(source);
    stopParser(1);
    const { method, chunks } = await chunker.chunk(source);
    assert.equal(method, 'syntax');
    assert.equal(chunks[0]?.symbol, 'first');
  });

  it('a text whose time was up twice is cut by its lines', async () => {
    await chunker.chunk(source);
    stopParser(2);
    assert.equal((await chunker.chunk(source)).method, 'lines');
    assert.equal((await chunker.chunk(source)).method, 'syntax');
  });
});
