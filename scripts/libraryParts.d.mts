import type { BuildOptions } from 'esbuild';

export function splitLibrary(options: BuildOptions): Promise<BuildOptions[]>;
