"""Writes the model as an ONNX file: a lookup, a mean and unit length. ONNX is protobuf; these few messages need no library.

input_ids, attention_mask [batch, tokens] -> sentence_embedding [batch, dimensions], of unit length.
The table is stored as signed bytes with one scale a row: the model dequantises the rows that it looked up, never the table.
"""

import struct

import numpy as np

FLOAT, INT8, INT64 = 1, 3, 7  # TensorProto.DataType
OPSET = 17
IR_VERSION = 8


def varint(value):
    result = bytearray()
    value &= (1 << 64) - 1
    while value > 127:
        result.append(value & 127 | 128)
        value >>= 7
    result.append(value)
    return bytes(result)


def integer(field, value):
    return varint(field << 3) + varint(value)


def block(field, content):
    content = content.encode() if isinstance(content, str) else content
    return varint(field << 3 | 2) + varint(len(content)) + content


def tensor(name, array, kind):
    content = b"".join(integer(1, size) for size in array.shape)
    return content + integer(2, kind) + block(8, name) + block(9, np.ascontiguousarray(array).tobytes())


def attribute(name, value):
    if isinstance(value, int):
        return block(5, block(1, name) + integer(3, value) + integer(20, 2))
    raise TypeError(name)


def node(operator, inputs, output, **attributes):
    content = b"".join(block(1, name) for name in inputs) + block(2, output) + block(3, output) + block(4, operator)
    return content + b"".join(attribute(name, value) for name, value in attributes.items())


def value_info(name, kind, shape):
    dimensions = b"".join(block(1, integer(1, size) if isinstance(size, int) else block(2, size)) for size in shape)
    return block(1, name) + block(2, block(1, integer(1, kind) + block(2, dimensions)))


def graph(nodes, initializers, inputs, output):
    content = b"".join(block(1, n) for n in nodes) + block(2, "akin-static")
    content += b"".join(block(5, t) for t in initializers)
    return content + b"".join(block(11, i) for i in inputs) + block(12, output)


def quantised(table):
    """Signed bytes and the scale of each row, so that the largest value of a row is 127."""
    scale = np.maximum(np.abs(table).max(1, keepdims=True) / 127, 1e-12).astype(np.float32)
    return np.clip(np.rint(table / scale), -127, 127).astype(np.int8), scale


def model(table, int8):
    """The bytes of the file for a table [vocabulary, dimensions]."""
    table = table.astype(np.float32)
    if int8:
        rows, scale = quantised(table)
        initializers = [tensor("table", rows, INT8), tensor("scale", scale, FLOAT)]
        lookup = [
            node("Gather", ["table", "input_ids"], "bytes", axis=0),
            node("Cast", ["bytes"], "steps", to=FLOAT),
            node("Gather", ["scale", "input_ids"], "step", axis=0),
            node("Mul", ["steps", "step"], "vectors"),
        ]
    else:
        initializers = [tensor("table", table, FLOAT)]
        lookup = [node("Gather", ["table", "input_ids"], "vectors", axis=0)]
    initializers += [
        tensor("last", np.array([-1], np.int64), INT64),
        tensor("tokens_axis", np.array([1], np.int64), INT64),
        tensor("tiny", np.array(1e-12, np.float32), FLOAT),
    ]
    nodes = lookup + [
        node("Cast", ["attention_mask"], "mask", to=FLOAT),
        node("Unsqueeze", ["mask", "tokens_axis"], "mask_row"),
        # [batch, 1, tokens] x [batch, tokens, dimensions]: the masked sum as one product.
        node("MatMul", ["mask_row", "vectors"], "sum_row"),
        node("Squeeze", ["sum_row", "tokens_axis"], "sum"),
        # The mean and the sum point the same way, and only the direction is kept.
        node("Mul", ["sum", "sum"], "squares"),
        node("ReduceSum", ["squares", "last"], "squares_sum", keepdims=1),
        node("Sqrt", ["squares_sum"], "length"),
        node("Max", ["length", "tiny"], "divisor"),
        node("Div", ["sum", "divisor"], "sentence_embedding"),
    ]
    inputs = [value_info(name, INT64, ["batch", "tokens"]) for name in ("input_ids", "attention_mask")]
    content = graph(nodes, initializers, inputs, value_info("sentence_embedding", FLOAT, ["batch", table.shape[1]]))
    return integer(1, IR_VERSION) + block(2, "akin training/onnx_file.py") + block(7, content) + block(8, integer(2, OPSET))
