import type { BuildOptions } from 'esbuild';

export const bundleFiles: readonly string[];
export const libraryParts: readonly string[];
export function bundleOptions(choice: {
  production: boolean;
  outdir: string;
}): Record<'extension' | 'client' | 'node', BuildOptions>;
