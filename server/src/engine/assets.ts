import { join } from 'node:path';

/** The files that the bundles need at run time. */
export interface Assets {
  grammarsDir: string;
  syntaxesDir: string;
  /** The model that comes with Akin. */
  builtInModelDir: string;
  prepareWorker: string;
  folderReaderWorker: string;
  embeddingWorker: string;
  nativeProbe: string;
}

/** The built-in model's folder below `models/`. */
export const BUILT_IN_MODEL = 'akin-static-v2';

/** @param packageRoot absolute path of the folder that holds `dist/`, `models/` and `syntaxes/` */
export function locateAssets(packageRoot: string): Assets {
  const dist = join(packageRoot, 'dist');
  return {
    grammarsDir: join(dist, 'grammars'),
    syntaxesDir: join(packageRoot, 'syntaxes'),
    builtInModelDir: join(packageRoot, 'models', BUILT_IN_MODEL),
    prepareWorker: join(dist, 'prepareWorker.js'),
    folderReaderWorker: join(dist, 'folderReaderWorker.js'),
    embeddingWorker: join(dist, 'embeddingWorker.js'),
    nativeProbe: join(dist, 'nativeProbe.js'),
  };
}
