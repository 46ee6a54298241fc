// Builds dist/: one bundle per process or thread, the grammars beside them.
//   node esbuild.mjs [--production] [--watch]
import { copyFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import esbuild from 'esbuild';
import { copyGrammars } from './scripts/grammars.mjs';

const production = process.argv.includes('--production');
const watch = process.argv.includes('--watch');

/** Entry points by the name of the bundle. A missing source is an error of esbuild's own. */
const nodeEntries = {
  server: 'server/src/main.ts',
  cli: 'server/src/cli/main.ts',
  chunkingWorker: 'server/src/chunking/chunkingWorker.ts',
  embeddingWorker: 'server/src/embedding/embeddingWorker.ts',
  nativeProbe: 'server/src/store/nativeProbeChild.ts',
};

const shared = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  outdir: 'dist',
  sourcemap: production ? false : 'linked',
  minify: production,
  keepNames: true,
  logLevel: 'warning',
  legalComments: 'none',
  // ES modules bundled as CommonJS ask for their own address.
  define: { 'import.meta.url': 'importMetaUrl' },
  banner: { js: "const importMetaUrl = require('node:url').pathToFileURL(__filename).href;" },
};

const builds = [
  { ...shared, entryPoints: { extension: 'client/src/extension.ts' }, external: ['vscode'] },
  {
    ...shared,
    entryPoints: nodeEntries,
    // Native binaries stay packages of their own; everything else is bundled.
    external: ['onnxruntime-node', '@lancedb/lancedb-*'],
  },
];

mkdirSync('dist', { recursive: true });
copyGrammars('dist/grammars');
if (watch) {
  for (const options of builds) await (await esbuild.context(options)).watch();
} else {
  await Promise.all(builds.map((options) => esbuild.build(options)));
}
