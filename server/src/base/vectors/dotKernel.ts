/** `dots.wat`, assembled by `npm run kernel`; a test holds both to each other. */
export const KERNEL_BASE64 =
  'AGFzbQEAAAABCAFgBH9/f38AAwIBAAUDAQACBxECBm1lbW9yeQIABGRvdHMAAAqlAQGiAQICfwJ7AkADQCABRQ0BIAAgAmohBEEAIQX9DAAAAAAAAAAAAAAAAAAAAAAhBgNAIAD9AAQAIQcgBiAH/YcBIAX9AAQA/boBIAf9iAEgBf0ABBD9ugH9rgH9rgEhBiAFQSBqIQUgAEEQaiEAIAAgBEkNAAsgAyAG/RsAIAb9GwFqIAb9GwIgBv0bA2pqNgIAIANBBGohAyABQQFrIQEMAAsLCw==';

/** The exports of the kernel. */
export interface DotKernel {
  /** The buffer is another one after each growth. */
  memory: { readonly buffer: ArrayBuffer; grow: (pages: number) => number };
  dots: (row: number, rows: number, stride: number, out: number) => void;
}

/** Rows are read 16 bytes at a time. */
export const ROW_ALIGNMENT = 16;

/** The part of WebAssembly that is used here; Node.js has it, its type declarations do not. */
interface Runtime {
  Module: new (bytes: Uint8Array) => object;
  Instance: new (module: object) => { exports: unknown };
}

const runtime = (globalThis as unknown as { WebAssembly: Runtime }).WebAssembly;

let compiled: object | undefined;

/** A kernel with a memory of its own. */
export function createDotKernel(): DotKernel {
  compiled ??= new runtime.Module(Buffer.from(KERNEL_BASE64, 'base64'));
  return new runtime.Instance(compiled).exports as DotKernel;
}
