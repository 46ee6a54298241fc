// What the bundler makes: one bundle per process or thread. Knows no package, so that it is readable before an install.

const extensionEntries = { extension: 'client/src/extension.ts' };

/** Loaded by the extension once it is activated: it holds the library, which takes longer to load than all the rest. */
const clientEntries = { clientLibrary: 'client/src/clientLibrary.ts' };

/** The files that the client's library is cut into by `libraryParts.mjs`, each small enough to be read in a moment. */
export const libraryParts = [1, 2, 3, 4, 5, 6, 7, 8].map((part) => `clientPart${part}`);

/** The module of the client that the list of the library's modules takes the place of. */
export const LIBRARY_LIST = 'libraryLoads';

/** Entry points by the name of the bundle. A missing source is an error of esbuild's own. */
const nodeEntries = {
  server: 'server/src/main.ts',
  cli: 'server/src/akin.ts',
  folderReaderWorker: 'server/src/workspace/folderReaderWorker.ts',
  embeddingWorker: 'server/src/embedding/embeddingWorker.ts',
  nativeProbe: 'server/src/store/nativeProbeChild.ts',
};

/** The thread that limits how fast a folder is indexed. */
const prepareEntries = { prepareWorker: 'server/src/indexing/prepareWorker.ts' };

/** File names of all bundles, relative to the output folder. */
export const bundleFiles = [
  ...Object.keys({ ...extensionEntries, ...clientEntries, ...nodeEntries, ...prepareEntries }),
  ...libraryParts,
].map((name) => `${name}.js`);

/** Files and folders, relative to the root, that the bundles are made of. */
export const bundleInputs = [
  'client/src',
  'protocol',
  'server/src',
  'server/stubs',
  'scripts/bundles.mjs',
  'scripts/dylink.mjs',
  'scripts/grammars.mjs',
  'scripts/libraryParts.mjs',
  'esbuild.mjs',
  'tsconfig.json',
  'package.json',
  'package-lock.json',
];

/** VS Code gives `vscode` to what is required, older ones not to what is imported. */
const requireOnly = { 'dynamic-import': false };

/** Leaves the library of the client a bundle of its own. */
const libraryApart = {
  name: 'clientLibrary',
  setup(build) {
    const path = './clientLibrary.js';
    build.onResolve({ filter: /^\.\/clientLibrary$/ }, () => ({ path, external: true }));
  },
};

/**
 * Options for esbuild, one object per build; that of the client holds its library as a whole.
 * @param {{ production: boolean, outdir: string }} choice production bundles are minified and have no source maps
 */
export function bundleOptions({ production, outdir }) {
  const shared = {
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    outdir,
    sourcemap: production ? false : 'linked',
    minify: production,
    keepNames: true,
    logLevel: 'warning',
    legalComments: 'none',
    // ES modules bundled as CommonJS ask for their own address.
    define: { 'import.meta.url': 'importMetaUrl' },
    banner: { js: "const importMetaUrl = require('node:url').pathToFileURL(__filename).href;" },
  };
  return {
    // Names are kept by a call for each function, which is a good part of the time that these two take to load.
    extension: {
      ...shared,
      entryPoints: extensionEntries,
      external: ['vscode'],
      plugins: [libraryApart],
      supported: requireOnly,
      keepNames: false,
      // What tells the messages apart needs two small classes, not the protocol's library, which is loaded with the client.
      alias: { 'vscode-languageserver-protocol': './node_modules/vscode-jsonrpc/lib/common/messages.js' },
    },
    client: {
      ...shared,
      entryPoints: clientEntries,
      external: ['vscode'],
      supported: requireOnly,
      keepNames: false,
    },
    // A call for each function that is made, in those that are called for each chunk too.
    prepare: { ...shared, entryPoints: prepareEntries, keepNames: false },
    node: {
      ...shared,
      entryPoints: nodeEntries,
      // Native binaries stay packages of their own; everything else is bundled.
      external: ['onnxruntime-node', '@lancedb/lancedb-*'],
      // One copy, whether it is imported or required: a table made by one is none to the other.
      alias: { 'apache-arrow': './node_modules/apache-arrow/Arrow.node.js' },
    },
  };
}
