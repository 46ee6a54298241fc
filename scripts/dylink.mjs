// The old and the new form of the custom section that tells a loader how to place a WebAssembly side module.
//   `dylink`    memory size, memory alignment, table size, table alignment, needed libraries
//   `dylink.0`  subsections: 1 = the four sizes, 2 = the needed libraries
// Source: WebAssembly tool-conventions, DynamicLinking.md. Every number is an unsigned LEB128.

const HEADER_BYTES = 8;
const CUSTOM_SECTION = 0;
const MEMORY_INFO = 1;
const NEEDED_LIBRARIES = 2;

/**
 * The module with its leading `dylink` section rewritten to `dylink.0`; a module that has none is returned as it is.
 * @param {Uint8Array} module
 * @returns {Uint8Array}
 */
export function withModernDylink(module) {
  const reader = readerOf(module, HEADER_BYTES);
  if (reader.byte() !== CUSTOM_SECTION) return module;
  const end = reader.number() + reader.position();
  if (reader.name() !== 'dylink') return module;

  const sizes = [reader.number(), reader.number(), reader.number(), reader.number()];
  const needed = Array.from({ length: reader.number() }, () => reader.name());
  const content = [...nameBytes('dylink.0'), ...subsection(MEMORY_INFO, sizes.flatMap(numberBytes))];
  if (needed.length > 0) {
    const names = [...numberBytes(needed.length), ...needed.flatMap(nameBytes)];
    content.push(...subsection(NEEDED_LIBRARIES, names));
  }
  const section = [CUSTOM_SECTION, ...numberBytes(content.length), ...content];
  return Buffer.concat([module.subarray(0, HEADER_BYTES), Uint8Array.from(section), module.subarray(end)]);
}

function readerOf(bytes, start) {
  let at = start;
  const number = () => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at++];
      value |= (byte & 0x7f) << shift;
      if ((byte & 0x80) === 0) return value >>> 0;
    }
  };
  return {
    byte: () => bytes[at++],
    number,
    name: () => {
      const length = number();
      at += length;
      return Buffer.from(bytes.subarray(at - length, at)).toString('utf8');
    },
    position: () => at,
  };
}

const subsection = (id, content) => [id, ...numberBytes(content.length), ...content];

function nameBytes(name) {
  const bytes = Buffer.from(name, 'utf8');
  return [...numberBytes(bytes.length), ...bytes];
}

function numberBytes(value) {
  const bytes = [];
  for (let rest = value; ;) {
    const low = rest & 0x7f;
    rest >>>= 7;
    bytes.push(rest === 0 ? low : low | 0x80);
    if (rest === 0) return bytes;
  }
}
