import assert from 'node:assert/strict';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

interface Dylink {
  withModernDylink: (module: Uint8Array) => Uint8Array;
}

const header = [0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0];
const ascii = (text: string): number[] => [text.length, ...Buffer.from(text)];
const custom = (...content: number[]): number[] => [0, content.length, ...content];

describe('withModernDylink', () => {
  let withModernDylink: Dylink['withModernDylink'];

  before(async () => {
    const script = pathToFileURL(join(__dirname, '../../../scripts/dylink.mjs')).href;
    ({ withModernDylink } = (await import(script)) as Dylink);
  });

  it('rewrites the sizes and the needed libraries', () => {
    // 300 takes two bytes in LEB128.
    const old = custom(...ascii('dylink'), 0xac, 0x02, 4, 5, 0, 1, ...ascii('libc'));
    const rest = [10, 1, 0];
    const sizes = [1, 5, 0xac, 0x02, 4, 5, 0];
    const needed = [2, 6, 1, ...ascii('libc')];
    assert.deepEqual(
      [...withModernDylink(Uint8Array.from([...header, ...old, ...rest]))],
      [...header, ...custom(...ascii('dylink.0'), ...sizes, ...needed), ...rest],
    );
  });

  it('leaves other modules as they are', () => {
    for (const module of [
      [...header, ...custom(...ascii('dylink.0'), 1, 4, 0, 0, 0, 0)],
      [...header, 1, 4, 1, 0x60, 0, 0],
    ]) {
      assert.deepEqual([...withModernDylink(Uint8Array.from(module))], module);
    }
  });
});
