// Builds dist/ when a source has changed since the last build.
//   node scripts/build.mjs [--force]
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { bundleFiles, bundleInputs } from './bundles.mjs';
import { hashOf, readIfPresent, root } from './inputs.mjs';
import { runNode } from './run.mjs';

/** The file in the output folder that names the sources it was built from. */
export const BUILD_STAMP = '.built-from';

/** The hash of all sources of the bundles. */
export const buildHash = () => hashOf(root, bundleInputs);

/** Whether dist/ lacks a bundle or was built from other sources. */
export function isStale() {
  const dist = join(root, 'dist');
  return (
    bundleFiles.some((file) => !existsSync(join(dist, file))) ||
    readIfPresent(join(dist, BUILD_STAMP)) !== buildHash()
  );
}

/**
 * Builds dist/ when needed.
 * @returns {number} an exit code; 0 when dist/ is up to date
 */
export function ensureBuilt({ force = false } = {}) {
  return force || isStale() ? runNode(['esbuild.mjs']) : 0;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  process.exitCode = ensureBuilt({ force: process.argv.includes('--force') });
