import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import wabt from 'wabt';
import { createDotKernel, KERNEL_BASE64, ROW_ALIGNMENT } from '../../../../server/src/base/vectors/dotKernel';

const SOURCE = join(__dirname, '../../../../server/src/base/vectors/dots.wat');

describe('dot product kernel', () => {
  it('is what its source says', async () => {
    const source = (await wabt()).parseWat(SOURCE, readFileSync(SOURCE, 'utf8'), { simd: true });
    const assembled = Buffer.from(source.toBinary({}).buffer).toString('base64');
    source.destroy();
    assert.equal(KERNEL_BASE64, assembled, '`npm run kernel` assembles it');
  });

  it('has a memory of its own each time', () => {
    const [one, other] = [createDotKernel(), createDotKernel()];
    new Uint8Array(one.memory.buffer)[0] = 1;
    assert.equal(new Uint8Array(other.memory.buffer)[0], 0);
  });

  it('multiplies rows of signed bytes with signed numbers of 16 bits', () => {
    const { memory, dots } = createDotKernel();
    const [rows, stride, rowsAt, outAt] = [3, 2 * ROW_ALIGNMENT, 4_096, 2_048];
    const vector = new Int16Array(memory.buffer, 0, stride);
    const bytes = new Int8Array(memory.buffer, rowsAt, rows * stride);
    const expected = [0, 0, 0];
    for (let i = 0; i < stride; i++) vector[i] = i % 2 === 0 ? -16_383 : 1_000 + i;
    for (let at = 0; at < bytes.length; at++) {
      bytes[at] = at % 3 === 0 ? -127 : at % 128;
      const row = Math.floor(at / stride);
      expected[row] = (expected[row] ?? 0) + (bytes[at] ?? 0) * (vector[at % stride] ?? 0);
    }
    const out = new Int32Array(memory.buffer, outAt, rows + 1).fill(7);
    dots(rowsAt, rows, stride, outAt);
    assert.deepEqual([...out], [...expected, 7]);
  });

  it('writes nothing for no rows', () => {
    const { memory, dots } = createDotKernel();
    const out = new Int32Array(memory.buffer, 2_048, 1).fill(7);
    dots(4_096, 0, ROW_ALIGNMENT, 2_048);
    assert.equal(out[0], 7);
  });
});
