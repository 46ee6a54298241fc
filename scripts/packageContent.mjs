// What belongs in a package, and what does not.
import { bundleFiles } from './bundles.mjs';
import { lancePackage, UNIVERSAL } from './targets.mjs';

/** What ships for people to read: the README with the pages that it leads users to. Diagnostics link to one of them. */
export const documents = [
  'README.md',
  'LICENSE',
  'THIRD-PARTY-NOTICES.md',
  'CHANGELOG.md',
  ...['agents', 'duplicates-in-the-editor', 'editors', 'protocol', 'searching', 'settings'].map(
    (page) => `docs/${page}.md`,
  ),
  ...['activation', 'duplicates', 'index', 'query', 'retrieval', 'typing'].map(
    (page) => `docs/benchmarks/${page}.md`,
  ),
];
/** vsce gives some of them another name, under which no page of the repository finds them. */
export const vsceNames = { 'README.md': 'readme.md', LICENSE: 'LICENSE.txt', 'CHANGELOG.md': 'changelog.md' };
const model = 'models/akin-static-v2';

/**
 * Compares the files of a package with what a package for that target must and may hold.
 * @param {string[]} files relative to the extension's folder, with forward slashes
 * @param {string} target for example linux-x64, or universal for the one without native files
 * @returns {{ unexpected: string[], missing: string[] }} both empty for a good package; missing holds patterns
 */
export function judgeContent(files, target) {
  const natives = target === UNIVERSAL ? { required: [], allowed: [] } : nativeContent(target);
  const required = [...sharedContent(), ...natives.required];
  const allowed = [
    ...required,
    ...natives.allowed,
    exactPattern('dist/grammars/(web-)?tree-sitter[a-z_-]*\\.wasm'),
    exactPattern('l10n/bundle\\.l10n(\\.[a-z-]+)?\\.json'),
    exactPattern('syntaxes/[a-z]+/[a-z]+\\.scm'),
    exactPattern('syntaxes/[a-z-]+\\.tmLanguage\\.json'),
    exactPattern('media/(.+/)?[\\w-]+\\.(svg|png|md|css)'),
    exactPattern(`${model}/[\\w./-]+\\.(json|txt|md|onnx)`),
  ];
  return {
    unexpected: files.filter((file) => !allowed.some((pattern) => pattern.test(file))),
    missing: required
      .filter((pattern) => !files.some((file) => pattern.test(file)))
      .map(({ source }) => source),
  };
}

/** What every package must hold. */
function sharedContent() {
  const required = [
    'package.json',
    'package.nls.json',
    'package.nls.de.json',
    'l10n/bundle.l10n.de.json',
    'syntaxes/akin-results.tmLanguage.json',
    ...documents.map((file) => vsceNames[file] ?? file),
    ...bundleFiles.map((file) => `dist/${file}`),
    'dist/grammars/web-tree-sitter.wasm',
    'dist/grammars/tree-sitter-typescript.wasm',
    'syntaxes/typescript/symbols.scm',
    'media/icon.png',
    `${model}/config.json`,
    `${model}/tokenizer.json`,
    `${model}/README.md`,
  ].map(exactly);
  return [...required, exactPattern(`${model}/onnx/model[a-z_0-9]*\\.onnx`)];
}

/** The native packages of one platform. */
function nativeContent(target) {
  const lance = `dist/node_modules/${lancePackage(target)}`;
  const runtime = 'dist/node_modules/onnxruntime-node';
  const common = 'dist/node_modules/onnxruntime-common';
  const binaries = `${runtime}/bin/napi-v\\d+/${target.replace('-', '/')}`;
  return {
    required: [
      ...[
        `${runtime}/package.json`,
        `${runtime}/dist/index.js`,
        `${common}/package.json`,
        `${common}/dist/cjs/index.js`,
        `${lance}/package.json`,
        `${lance}/RUST_THIRD_PARTY_LICENSES.html`,
      ].map(exactly),
      exactPattern(`${binaries}/onnxruntime_binding\\.node`),
      exactPattern(`${lance}/lancedb\\.[a-z0-9-]+\\.node`),
    ],
    allowed: [
      exactPattern(`${binaries}/[\\w.]+`),
      exactPattern(`${runtime}/dist/\\w+\\.js`),
      exactPattern(`${common}/dist/cjs/[\\w./-]+\\.(js|json)`),
    ],
  };
}

const exactPattern = (source) => new RegExp(`^${source}$`);
const exactly = (path) => exactPattern(path.replaceAll('.', '\\.'));
