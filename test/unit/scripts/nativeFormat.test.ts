import assert from 'node:assert/strict';
import { closeSync, openSync, readSync } from 'node:fs';
import { foreignNatives, platformOf } from '../../../scripts/nativeFormat.mjs';

const HEADER_BYTES = 256;

function elf(machine: number): Buffer {
  const bytes = Buffer.alloc(HEADER_BYTES);
  bytes.write('\x7fELF', 'latin1');
  bytes.writeUInt16LE(machine, 18);
  return bytes;
}

function macho(cpu: number): Buffer {
  const bytes = Buffer.alloc(HEADER_BYTES);
  bytes.writeUInt32LE(0xfeedfacf, 0);
  bytes.writeUInt32LE(cpu, 4);
  return bytes;
}

function portableExecutable(machine: number, headerAt = 128): Buffer {
  const bytes = Buffer.alloc(HEADER_BYTES);
  bytes.write('MZ', 'latin1');
  bytes.writeUInt32LE(headerAt, 60);
  if (headerAt + 6 <= HEADER_BYTES) {
    bytes.write('PE\0\0', headerAt, 'latin1');
    bytes.writeUInt16LE(machine, headerAt + 4);
  }
  return bytes;
}

describe('the platform of a native file', () => {
  for (const [platform, bytes] of [
    ['linux-x64', elf(0x3e)],
    ['linux-arm64', elf(0xb7)],
    ['darwin-x64', macho(0x01000007)],
    ['darwin-arm64', macho(0x0100000c)],
    ['win32-x64', portableExecutable(0x8664)],
    ['win32-arm64', portableExecutable(0xaa64)],
    ['unknown', elf(0xf3)],
    ['unknown', portableExecutable(0x14c)],
    ['unknown', portableExecutable(0x8664, 100_000)],
    ['unknown', Buffer.alloc(10)],
    ['unknown', Buffer.from('#!/bin/sh\n'.padEnd(HEADER_BYTES))],
  ] as const)
    it(`is ${platform} for ${bytes.subarray(0, 20).toString('hex')}`, () =>
      assert.equal(platformOf(bytes), platform));

  it('is that of this machine for what it runs', () => {
    const descriptor = openSync(process.execPath, 'r');
    const bytes = Buffer.alloc(4096);
    readSync(descriptor, bytes);
    closeSync(descriptor);
    assert.equal(platformOf(bytes), `${process.platform}-${process.arch}`);
  });

  it('names those of a package that are for another', () => {
    const entry = (name: string, bytes: Buffer): { name: string; content: () => Buffer } => ({
      name,
      content: () => bytes,
    });
    const entries = [
      entry('a.node', elf(0x3e)),
      entry('lib/b.so.1', elf(0xb7)),
      entry('c.dylib', macho(0x0100000c)),
      entry('d.dll', Buffer.alloc(0)),
      entry('e.js', Buffer.alloc(0)),
    ];
    assert.deepEqual(foreignNatives(entries, 'linux-x64'), [
      'lib/b.so.1 (linux-arm64)',
      'c.dylib (darwin-arm64)',
      'd.dll (unknown)',
    ]);
  });
});
