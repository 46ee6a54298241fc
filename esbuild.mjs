// Builds the bundles and puts the grammars beside them.
//   node esbuild.mjs [--production] [--watch] [--outdir=dist]
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import esbuild from 'esbuild';
import { BUILD_STAMP, buildHash } from './scripts/build.mjs';
import { bundleOptions } from './scripts/bundles.mjs';
import { copyGrammars } from './scripts/grammars.mjs';
import { splitLibrary } from './scripts/libraryParts.mjs';

const production = process.argv.includes('--production');
const watch = process.argv.includes('--watch');
const outdir = process.argv.find((argument) => argument.startsWith('--outdir='))?.slice(9) ?? 'dist';
const { client, ...others } = bundleOptions({ production, outdir });
const builds = [...Object.values(others), ...(await splitLibrary(client))];
const stamp = join(outdir, BUILD_STAMP);

mkdirSync(outdir, { recursive: true });
rmSync(stamp, { force: true });
copyGrammars(join(outdir, 'grammars'));
if (watch) {
  for (const options of builds) await (await esbuild.context(options)).watch();
} else {
  // Taken before the build: a source that changes during it leaves a stamp that no longer fits.
  const hash = buildHash();
  await Promise.all(builds.map((options) => esbuild.build(options)));
  if (!production) writeFileSync(stamp, hash);
}
