import js from '@eslint/js';
import importX from 'eslint-plugin-import-x';
import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript';
import tseslint from 'typescript-eslint';

/** Folders of server/src from the ground up; a folder imports only from tiers below its own. */
const tiers = [
  ['base'],
  ['caching', 'pacing'],
  ['chunking', 'workspace', 'embedding', 'store'],
  ['indexing', 'search', 'duplicates'],
  ['engine'],
  ['lsp', 'cli', 'mcp'],
];

const source = (folder) => `./server/src/${folder}`;
const zones = [
  ...tiers.flatMap((tier, level) =>
    tier.map((folder) => ({
      target: source(folder),
      from: [...tier.filter((other) => other !== folder), ...tiers.slice(level + 1).flat()].map(source),
      message: 'Dependencies point down and never sideways: pass a port instead (docs/ARCHITECTURE.md).',
    })),
  ),
  { target: './protocol', from: ['./client', './server'], message: 'The protocol depends on neither side.' },
  { target: './client', from: ['./server'], message: 'The client knows the server by its protocol alone.' },
  { target: './server', from: ['./client'], message: 'The server knows no editor.' },
  ...tiers
    .slice(0, -1)
    .flat()
    .map((folder) => ({
      target: source(folder),
      from: ['./protocol'],
      message: 'The domain takes plain values; only lsp, cli and compose know the protocol.',
    })),
];

const only = (packages, message) => ({
  'no-restricted-imports': ['error', { patterns: packages.map((group) => ({ group: [group], message })) }],
});

export default tseslint.config(
  {
    ignores: [
      '**/node_modules/',
      'dist/',
      'build/',
      '.cache/',
      'models/',
      'server/stubs/',
      'test/golden/*/*/input/',
      'test/e2e/*/workspace/',
    ],
  },
  js.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    plugins: { 'import-x': importX },
    settings: { 'import-x/resolver-next': [createTypeScriptImportResolver()] },
    rules: {
      'import-x/no-restricted-paths': ['error', { zones }],
      'import-x/no-cycle': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      'no-console': 'error',
    },
  },
  {
    files: ['server/src/**/*.ts'],
    rules: only(
      [
        'vscode',
        '@lancedb/*',
        '@huggingface/*',
        'onnxruntime-*',
        'vscode-languageserver*',
        '@modelcontextprotocol/*',
        'zod',
      ],
      'See docs/ARCHITECTURE.md for the one place that knows this package.',
    ),
  },
  {
    files: ['server/src/{lsp,cli}/**/*.ts', 'server/src/{main,compose}.ts'],
    rules: only(
      ['vscode', '@lancedb/*', '@huggingface/*', 'onnxruntime-*', '@modelcontextprotocol/*', 'zod'],
      'See docs/ARCHITECTURE.md for the one place that knows this package.',
    ),
  },
  {
    files: ['server/src/mcp/**/*.ts'],
    rules: only(
      ['vscode', '@lancedb/*', '@huggingface/*', 'onnxruntime-*', 'vscode-languageserver*'],
      'See docs/ARCHITECTURE.md for the one place that knows this package.',
    ),
  },
  {
    files: [
      'server/src/store/{lanceStore,lanceConnection,lanceSearch,lanceWordScan,nearestTable,salvage,nativeProbeChild}.ts',
    ],
    rules: only(
      ['vscode', '@huggingface/*', 'onnxruntime-*', 'vscode-languageserver*'],
      'The store knows LanceDB and nothing else.',
    ),
  },
  {
    files: ['server/src/embedding/embeddingWorker.ts'],
    rules: only(
      ['vscode', '@lancedb/*', 'vscode-languageserver*'],
      'The embedding worker knows the model runtime and nothing else.',
    ),
  },
  {
    files: ['test/**/*.ts'],
    rules: {
      '@typescript-eslint/no-unused-expressions': 'off',
      '@typescript-eslint/no-floating-promises': [
        'error',
        { allowForKnownSafeCalls: ['describe', 'it', 'suite', 'test'] },
      ],
    },
  },
  {
    files: ['**/*.mjs', 'test/**/*.ts', 'scripts/**/*.ts', 'training/**/*.ts'],
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        Buffer: 'readonly',
        URL: 'readonly',
        fetch: 'readonly',
        setTimeout: 'readonly',
        clearTimeout: 'readonly',
      },
    },
    rules: { 'no-console': 'off' },
  },
);
