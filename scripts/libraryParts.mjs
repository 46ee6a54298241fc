// Cuts the library of the language client into files of about the same size, and lists its modules in the order in
// which they need each other: one loaded per turn of the event loop, none holds up the extension host. Of one file, half
// of the time goes into reading its code as a whole, which no order of loading cuts; and no feature can be left out, as
// the client registers all of them when it is made.
import { join } from 'node:path';
import esbuild from 'esbuild';
import { LIBRARY_LIST, libraryParts } from './bundles.mjs';
import { root } from './inputs.mjs';

const NAMESPACE = 'library-part';

/**
 * @param {esbuild.BuildOptions} options those of the bundle that holds the library as a whole
 * @returns {Promise<esbuild.BuildOptions[]>} those of that bundle without the library, and of its parts
 */
export async function splitLibrary(options) {
  const modules = await modulesInOrder(options);
  const partOf = sharesOf(modules, libraryParts.length);
  const shared = { ...options, plugins: [...(options.plugins ?? []), elsewhere(partOf, modules)] };
  const parts = libraryParts.map((name, part) => ({
    ...options,
    entryPoints: undefined,
    stdin: {
      // The name of a module is its place in the list.
      contents: `module.exports = [${modules
        .filter(({ path }) => partOf.get(path) === part)
        .map(({ path }) => `() => require(${JSON.stringify(path)})`)
        .join(',\n')}];`,
      resolveDir: root,
      sourcefile: `${name}.js`,
    },
    outdir: undefined,
    outfile: join(options.outdir, `${name}.js`),
    plugins: [...(options.plugins ?? []), elsewhere(partOf, modules, part)],
  }));
  return [shared, ...parts];
}

/** The library's modules with their sizes, each after those that it needs. */
async function modulesInOrder(options) {
  const { metafile } = await esbuild.build({ ...options, metafile: true, write: false, sourcemap: false });
  const [output] = Object.values(metafile.outputs);
  return Object.entries(output.inputs)
    .filter(([path]) => path.startsWith('node_modules/'))
    .map(([path, { bytesInOutput }]) => ({ path: join(root, path), bytes: bytesInOutput }));
}

/** Which part each module stands in: as many in a row as make a share of the whole. */
function sharesOf(modules, count) {
  const whole = modules.reduce((sum, { bytes }) => sum + bytes, 0);
  let before = 0;
  return new Map(
    modules.map(({ path, bytes }) => {
      const part = Math.min(count - 1, Math.floor((before * count) / whole));
      before += bytes;
      return [path, part];
    }),
  );
}

/** Takes modules of other parts from where they are; `own` is the part that is being built, if it is one. */
function elsewhere(partOf, modules, own) {
  const placeIn = (part, path) =>
    modules.filter((module) => partOf.get(module.path) === part).findIndex((module) => module.path === path);
  const fileOf = (part) => `./${libraryParts[part]}.js`;
  return {
    name: NAMESPACE,
    setup(build) {
      build.onResolve({ filter: /^\.\/clientPart\d+\.js$/ }, ({ path }) => ({ path, external: true }));
      build.onResolve({ filter: /.*/ }, async ({ path, pluginData, ...where }) => {
        if (pluginData === NAMESPACE || where.kind === 'entry-point') return undefined;
        if (path.endsWith(`/${LIBRARY_LIST}`)) return { path, namespace: NAMESPACE };
        const found = await build.resolve(path, { ...where, pluginData: NAMESPACE });
        const part = partOf.get(found.path);
        return part === undefined || part === own ? found : { path: found.path, namespace: NAMESPACE };
      });
      build.onLoad({ filter: /.*/, namespace: NAMESPACE }, ({ path }) => ({
        contents: partOf.has(path)
          ? `module.exports = require('${fileOf(partOf.get(path))}')[${placeIn(partOf.get(path), path)}]();`
          : listOf(partOf, modules, placeIn, fileOf),
        resolveDir: root,
      }));
    },
  };
}

/** The module that lists what is loaded, file by file and module by module. */
function listOf(partOf, modules, placeIn, fileOf) {
  const loads = libraryParts.flatMap((_, part) => [
    `() => require('${fileOf(part)}')`,
    ...modules
      .filter(({ path }) => partOf.get(path) === part)
      .map(({ path }) => `() => require('${fileOf(part)}')[${placeIn(part, path)}]()`),
  ]);
  const files = libraryParts.map((_, part) => JSON.stringify(fileOf(part)));
  return `export const libraryLoads = [${loads.join(',\n')}];\nexport const libraryFiles = [${files.join(', ')}];`;
}
