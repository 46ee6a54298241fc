/** A constant tensor of an ONNX graph; its bytes are a view of the file. */
export interface Initializer {
  shape: number[];
  /** TensorProto.DataType: 1 float32, 3 int8. */
  dataType: number;
  /** Little-endian values. */
  raw: Uint8Array;
}

/** Field numbers of onnx.proto (ModelProto, GraphProto, TensorProto). */
const MODEL_GRAPH = 7;
const GRAPH_INITIALIZER = 5;
const TENSOR_DIMS = 1;
const TENSOR_DATA_TYPE = 2;
const TENSOR_NAME = 8;
const TENSOR_RAW_DATA = 9;

/** Wire types of protobuf. */
const VARINT = 0;
const BYTES_8 = 1;
const BLOCK = 2;
const BYTES_4 = 5;

/** 64 bits, seven to a byte. */
const MAX_VARINT_BYTES = 10;

/**
 * The constant tensors of an ONNX file by name. Only what a lookup table needs is read, so that such a model runs
 * without a model runtime.
 * @throws {RangeError} when the file ends in the middle of a field, or is something else
 */
export function readInitializers(file: Uint8Array): Map<string, Initializer> {
  const tensors = new Map<string, Initializer>();
  for (const model of fields(file)) {
    if (model.field !== MODEL_GRAPH || !(model.value instanceof Uint8Array)) continue;
    for (const graph of fields(model.value)) {
      if (graph.field !== GRAPH_INITIALIZER || !(graph.value instanceof Uint8Array)) continue;
      const { name, ...tensor } = readTensor(graph.value);
      tensors.set(name, tensor);
    }
  }
  return tensors;
}

function readTensor(bytes: Uint8Array): Initializer & { name: string } {
  const tensor: Initializer & { name: string } = { name: '', shape: [], dataType: 0, raw: new Uint8Array() };
  for (const { field, value } of fields(bytes)) {
    if (field === TENSOR_DIMS) tensor.shape.push(...wholeNumbers(value));
    if (field === TENSOR_DATA_TYPE && typeof value === 'number') tensor.dataType = value;
    if (field === TENSOR_NAME && value instanceof Uint8Array) tensor.name = new TextDecoder().decode(value);
    if (field === TENSOR_RAW_DATA && value instanceof Uint8Array) tensor.raw = value;
  }
  return tensor;
}

/** A repeated field comes as one number at a time, or packed into a block. */
function wholeNumbers(value: number | Uint8Array): number[] {
  if (typeof value === 'number') return [value];
  const numbers: number[] = [];
  for (const cursor = { at: 0 }; cursor.at < value.length;) numbers.push(varint(value, cursor));
  return numbers;
}

/** The fields of one protobuf message: numbers for varints, views for everything with a length or a fixed size. */
function* fields(bytes: Uint8Array): Generator<{ field: number; value: number | Uint8Array }> {
  const cursor = { at: 0 };
  while (cursor.at < bytes.length) {
    const key = varint(bytes, cursor);
    const field = Math.floor(key / 8);
    const wire = key % 8;
    if (wire === VARINT) {
      yield { field, value: varint(bytes, cursor) };
      continue;
    }
    const length = blockLength(wire, bytes, cursor);
    const end = cursor.at + length;
    if (end > bytes.length) throw new RangeError('the ONNX file is truncated');
    yield { field, value: bytes.subarray(cursor.at, end) };
    cursor.at = end;
  }
}

function blockLength(wire: number, bytes: Uint8Array, cursor: { at: number }): number {
  if (wire === BLOCK) return varint(bytes, cursor);
  if (wire === BYTES_8) return 8;
  if (wire === BYTES_4) return 4;
  throw new RangeError('the file is not ONNX');
}

function varint(bytes: Uint8Array, cursor: { at: number }): number {
  let value = 0;
  for (let count = 0, scale = 1; count < MAX_VARINT_BYTES; count++, scale *= 128) {
    const byte = bytes[cursor.at++];
    if (byte === undefined) throw new RangeError('the ONNX file is truncated');
    value += (byte & 127) * scale;
    if (byte < 128) return value;
  }
  throw new RangeError('the file is not ONNX');
}
