// Tells from its first bytes for which platform a native file was compiled.
// Sources: ELF (System V ABI, e_machine at 18), Mach-O (mach/machine.h, cputype at 4), PE (e_lfanew at 60, Machine after the signature).

const elfMachines = { 0x3e: 'linux-x64', 0xb7: 'linux-arm64' };
const machoMachines = { 0x01000007: 'darwin-x64', 0x0100000c: 'darwin-arm64' };
const peMachines = { 0x8664: 'win32-x64', 0xaa64: 'win32-arm64' };

/** Names of files that hold native code. */
export const isNative = (name) => /\.(node|dll|dylib|so(\.[\d.]+)?)$/.test(name);

/**
 * @param {Buffer} bytes the file, or at least its first 4 KB
 * @returns {string} a target's name, or `unknown`
 */
export function platformOf(bytes) {
  if (bytes.length < 64) return 'unknown';
  if (bytes.readUInt32BE(0) === 0x7f454c46) return elfMachines[bytes.readUInt16LE(18)] ?? 'unknown';
  if (bytes.readUInt32LE(0) === 0xfeedfacf) return machoMachines[bytes.readUInt32LE(4)] ?? 'unknown';
  if (bytes.toString('latin1', 0, 2) !== 'MZ') return 'unknown';
  const header = bytes.readUInt32LE(60);
  if (header + 6 > bytes.length || bytes.toString('latin1', header, header + 4) !== 'PE\0\0')
    return 'unknown';
  return peMachines[bytes.readUInt16LE(header + 4)] ?? 'unknown';
}

/**
 * The native files among those of a package that were compiled for another platform.
 * @param {{ name: string, content: () => Buffer }[]} entries
 * @param {string} target
 * @returns {string[]} each as `name (platform)`
 */
export function foreignNatives(entries, target) {
  return entries
    .filter(({ name }) => isNative(name))
    .map(({ name, content }) => ({ name, platform: platformOf(content()) }))
    .filter(({ platform }) => platform !== target)
    .map(({ name, platform }) => `${name} (${platform})`);
}
