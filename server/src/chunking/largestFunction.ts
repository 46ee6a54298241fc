const HEADER_BYTES = 8;
const CODE_SECTION = 10;
const CONTINUES = 0x80;

/**
 * The size in bytes of the largest function of a WebAssembly module, by the lengths in its code section; 0 of a module without code.
 * @param module as of the binary format, version 1
 * @throws {RangeError} when it ends too early
 */
export function largestFunction(module: Uint8Array): number {
  let at = HEADER_BYTES;
  const next = (): number => {
    const byte = module[at++];
    if (byte === undefined) throw new RangeError('The WebAssembly module is cut short.');
    return byte;
  };
  /** Unsigned LEB128. */
  const number = (): number => {
    let value = 0;
    for (let scale = 1; ; scale *= CONTINUES) {
      const byte = next();
      value += (byte % CONTINUES) * scale;
      if (byte < CONTINUES) return value;
    }
  };
  while (at < module.length) {
    const section = next();
    const length = number();
    if (section !== CODE_SECTION) {
      at += length;
      continue;
    }
    let largest = 0;
    for (let left = number(); left > 0; left--) {
      const size = number();
      largest = Math.max(largest, size);
      at += size;
    }
    return largest;
  }
  return 0;
}
