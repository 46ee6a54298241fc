import assert from 'node:assert/strict';
import { judgeContent } from '../../../scripts/packageContent.mjs';

const natives = 'dist/node_modules';
const lance = `${natives}/@lancedb/lancedb-linux-x64-gnu`;
const complete = [
  ...['package.json', 'readme.md', 'LICENSE.txt', 'THIRD-PARTY-NOTICES.md', 'changelog.md'],
  ...['agents', 'duplicates-in-the-editor', 'editors', 'protocol', 'searching', 'settings'].map(
    (page) => `docs/${page}.md`,
  ),
  ...['activation', 'duplicates', 'index', 'query', 'retrieval', 'typing'].map(
    (page) => `docs/benchmarks/${page}.md`,
  ),
  ...[
    'extension',
    'clientLibrary',
    ...[1, 2, 3, 4, 5, 6, 7, 8].map((part) => `clientPart${part}`),
    'server',
    'cli',
    'prepareWorker',
    'folderReaderWorker',
    'embeddingWorker',
    'nativeProbe',
  ].map((name) => `dist/${name}.js`),
  ...['package.nls.json', 'package.nls.de.json', 'l10n/bundle.l10n.de.json'],
  'syntaxes/akin-results.tmLanguage.json',
  'dist/grammars/web-tree-sitter.wasm',
  'dist/grammars/tree-sitter-typescript.wasm',
  'syntaxes/typescript/symbols.scm',
  'media/icon.png',
  ...['config.json', 'tokenizer.json', 'README.md', 'onnx/model.onnx'].map(
    (name) => `models/akin-static-v2/${name}`,
  ),
  `${natives}/onnxruntime-node/package.json`,
  `${natives}/onnxruntime-node/dist/index.js`,
  `${natives}/onnxruntime-node/bin/napi-v6/linux/x64/onnxruntime_binding.node`,
  `${natives}/onnxruntime-node/bin/napi-v6/linux/x64/libonnxruntime.so.1`,
  `${natives}/onnxruntime-common/package.json`,
  `${natives}/onnxruntime-common/dist/cjs/index.js`,
  `${lance}/package.json`,
  `${lance}/RUST_THIRD_PARTY_LICENSES.html`,
  `${lance}/lancedb.linux-x64-gnu.node`,
];

describe('the content of a package', () => {
  it('is good when everything is there', () =>
    assert.deepEqual(judgeContent(complete, 'linux-x64'), { unexpected: [], missing: [] }));

  for (const file of complete.filter((path) => !path.endsWith('.so.1'))) {
    it(`needs ${file}`, () => {
      const { missing } = judgeContent(
        complete.filter((other) => other !== file),
        'linux-x64',
      );
      assert.equal(missing.length, 1);
    });
  }

  for (const file of [
    'dist/server.js.map',
    'server/src/main.ts',
    'node_modules/tslib/tslib.js',
    `${natives}/onnxruntime-node/bin/napi-v6/darwin/arm64/onnxruntime_binding.node`,
    `${natives}/onnxruntime-node/script/install.js`,
    `${natives}/adm-zip/adm-zip.js`,
    `${natives}/@lancedb/lancedb-darwin-arm64/lancedb.darwin-arm64.node`,
    'models/another/onnx/model.onnx',
    '.env',
    'docs/ARCHITECTURE.md',
    'docs/pictures/peek.png',
    'package-lock.json',
  ]) {
    it(`refuses ${file}`, () =>
      assert.deepEqual(judgeContent([...complete, file], 'linux-x64').unexpected, [file]));
  }

  it('is judged for its own platform', () => {
    const { unexpected, missing } = judgeContent(complete, 'win32-x64');
    assert.equal(unexpected.length, 5);
    assert.equal(missing.length, 4);
  });

  it('holds no native file in the package for all other platforms', () => {
    const shared = complete.filter((file) => !file.startsWith(natives));
    assert.deepEqual(judgeContent(shared, 'universal'), { unexpected: [], missing: [] });
    const { unexpected } = judgeContent(complete, 'universal');
    assert.deepEqual(
      unexpected,
      complete.filter((file) => file.startsWith(natives)),
    );
  });
});
