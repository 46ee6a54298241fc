import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readInitializers } from '../../../server/src/embedding/onnxInitializers';
import { FLOAT, INT8, block, floats, initializer, onnxFile } from './onnxWriter';

const embedded = join(process.cwd(), 'models/akin-static-v2/onnx/model.onnx');

describe('readInitializers', () => {
  const file = onnxFile([
    block(2, 'a name'),
    initializer('bytes', [3, 2], INT8, Uint8Array.of(1, 2, 3, 4, 5, 255)),
    initializer('numbers', [300], FLOAT, floats(Array<number>(300).fill(0.5))),
  ]);

  it('reads names, shapes, types and values', () => {
    const tensors = readInitializers(file);
    assert.deepEqual([...tensors.keys()], ['bytes', 'numbers']);
    assert.deepEqual(tensors.get('bytes')?.shape, [3, 2]);
    assert.deepEqual([...(tensors.get('bytes')?.raw ?? [])], [1, 2, 3, 4, 5, 255]);
    assert.deepEqual(tensors.get('numbers')?.shape, [300]);
    assert.equal(tensors.get('numbers')?.dataType, FLOAT);
    assert.equal(tensors.get('numbers')?.raw.length, 1_200);
  });

  it('reads a shape that is packed into one block', () => {
    const packed = block(5, Buffer.concat([block(1, Uint8Array.of(0xac, 0x02, 2)), block(8, 'packed')]));
    assert.deepEqual(readInitializers(onnxFile([packed])).get('packed')?.shape, [300, 2]);
  });

  it('ends with an error or without tensors wherever the file is cut off', () => {
    const endOfGraph = file.length - 4;
    let errors = 0;
    for (let length = 0; length < endOfGraph; length++) {
      try {
        assert.equal(readInitializers(file.subarray(0, length)).size, 0, `cut at ${length}`);
      } catch (error) {
        assert.ok(error instanceof RangeError, `cut at ${length}: ${String(error)}`);
        errors++;
      }
    }
    assert.equal(errors, endOfGraph - 2, 'only nothing at all and the version alone are whole messages');
  });

  it('refuses the embedded model cut off anywhere within its graph', () => {
    const model = readFileSync(embedded);
    for (let part = 1; part < 100; part++)
      assert.throws(() => readInitializers(model.subarray(0, Math.floor((model.length * part) / 100))), {
        name: 'RangeError',
        message: /truncated/,
      });
  });

  for (const [what, bytes] of [
    ['ones', Buffer.alloc(4_096, 255)],
    ['a text', Buffer.from('<!DOCTYPE html><title>Not found</title>')],
    ['a pointer of a large file store', Buffer.from('version https://git-lfs.github.com/spec/v1\n')],
    ['a length beyond all files', Buffer.from([58, 255, 255, 255, 255, 255, 255, 255, 255, 127])],
  ] as const)
    it(`refuses a file of ${what}`, () => {
      assert.throws(() => readInitializers(bytes), RangeError);
    });

  it('finds nothing in an empty file', () => {
    assert.equal(readInitializers(new Uint8Array()).size, 0);
  });
});
