import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { largestFunction } from '../../../server/src/chunking/largestFunction';
import { chunkerAssets } from './assets';

const HEADER = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0];
const CUSTOM = 0;
const CODE = 10;

describe('the largest function of a WebAssembly module', () => {
  const sizeOf = (...bytes: number[]): number => largestFunction(Uint8Array.from([...HEADER, ...bytes]));

  it('is that of its code section, wherever that stands', () => {
    assert.equal(sizeOf(CODE, 7, 2, 1, 9, 3, 9, 9, 9), 3);
    assert.equal(sizeOf(CUSTOM, 2, CODE, 200, CODE, 3, 1, 1, 9), 1);
  });

  it('may be larger than a byte can tell', () => {
    const body = new Array<number>(300).fill(0);
    assert.equal(sizeOf(CODE, 0xaf, 0x02, 1, 0xac, 0x02, ...body), 300);
  });

  it('is nothing where there is no code', () => {
    assert.equal(sizeOf(), 0);
    assert.equal(sizeOf(CUSTOM, 1, 7), 0);
  });

  it('says so when the module is cut short', () => {
    assert.throws(() => sizeOf(CODE, 9), RangeError);
    assert.throws(() => sizeOf(CODE, 9, 0x80), RangeError);
  });

  it('is large in the grammars that must not be optimised, and small in most', async () => {
    const { grammarsDir } = await chunkerAssets();
    const large = readdirSync(grammarsDir)
      .filter((name) => name.endsWith('.wasm'))
      .filter((name) => largestFunction(readFileSync(join(grammarsDir, name))) > 64 * 1024);
    assert.deepEqual(large.sort(), [
      'tree-sitter-bash.wasm',
      'tree-sitter-cpp.wasm',
      'tree-sitter-elixir.wasm',
      'tree-sitter-kotlin.wasm',
      'tree-sitter-swift.wasm',
    ]);
  });
});
