// Assembles the dot product kernel and writes it into its TypeScript file: `npm run kernel`.
import { readFileSync, writeFileSync } from 'node:fs';
import wabt from 'wabt';

const SOURCE = 'server/src/base/vectors/dots.wat';
const TARGET = 'server/src/base/vectors/dotKernel.ts';

/** The bytes of the WebAssembly module that a text stands for. */
export async function assemble(text) {
  const module = (await wabt()).parseWat('dots.wat', text, { simd: true });
  const { buffer } = module.toBinary({});
  module.destroy();
  return Buffer.from(buffer);
}

if (process.argv[1]?.endsWith('kernel.mjs')) {
  const bytes = await assemble(readFileSync(SOURCE, 'utf8'));
  const target = readFileSync(TARGET, 'utf8');
  writeFileSync(
    TARGET,
    target.replace(
      /(const KERNEL_BASE64 =\s*')[^']*(')/,
      (_, before, after) => `${before}${bytes.toString('base64')}${after}`,
    ),
  );
}
