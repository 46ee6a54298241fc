// The platforms that a package is made for, and the native files of each.

/**
 * The suffix of LanceDB's native package, by the target that VS Code names. ONNX Runtime's package holds the files of
 * these five, too, and of no other.
 */
export const lanceSuffixes = {
  'linux-x64': 'linux-x64-gnu',
  'linux-arm64': 'linux-arm64-gnu',
  'darwin-arm64': 'darwin-arm64',
  'win32-x64': 'win32-x64-msvc',
  'win32-arm64': 'win32-arm64-msvc',
};

/** The package for every other platform: no native file, so that the index lives in memory and the built-in model alone runs. */
export const UNIVERSAL = 'universal';

/** The machine that this runs on, as a target's name. */
export const ownTarget = `${process.platform}-${process.arch}`;

/** All targets. */
export const targets = [...Object.keys(lanceSuffixes), UNIVERSAL];

/** LanceDB's native package of a target. */
export const lancePackage = (target) => `@lancedb/lancedb-${lanceSuffixes[target]}`;
