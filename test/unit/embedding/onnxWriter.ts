/** Writes the few protobuf messages that an ONNX file of a test consists of. */

/** TensorProto.DataType of onnx.proto. */
export const FLOAT = 1;
export const INT8 = 3;
export const INT64 = 7;

/** A protobuf field with a whole number. */
export function integer(field: number, value: number): Buffer {
  return Buffer.from([field << 3, ...varint(value)]);
}

/** A protobuf field of bytes. */
export function block(field: number, content: string | Uint8Array): Buffer {
  const bytes = Buffer.from(content);
  return Buffer.concat([Buffer.from([(field << 3) | 2, ...varint(bytes.length)]), bytes]);
}

/** A constant of a graph. */
export function initializer(name: string, shape: number[], dataType: number, raw: Uint8Array): Buffer {
  const dimensions = shape.map((size) => integer(1, size));
  return block(5, Buffer.concat([...dimensions, integer(2, dataType), block(8, name), block(9, raw)]));
}

/** A file whose graph has these fields. */
export function onnxFile(graph: Buffer[]): Buffer {
  return Buffer.concat([integer(1, 8), block(7, Buffer.concat(graph)), block(8, integer(2, 17))]);
}

/** Little-endian floats. */
export function floats(values: readonly number[]): Buffer {
  return Buffer.from(Float32Array.from(values).buffer);
}

function varint(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 127; rest >>= 7) bytes.push((rest & 127) | 128);
  return [...bytes, rest];
}
