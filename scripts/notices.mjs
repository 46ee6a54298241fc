// Writes THIRD-PARTY-NOTICES.md: every package that ships inside Akin, with its licence.
//   npm run notices
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import esbuild from 'esbuild';
import { bundleOptions } from './bundles.mjs';
import { root } from './inputs.mjs';
import { inModules } from './run.mjs';

/** Where the notices stand, relative to the repository. */
export const NOTICES = 'THIRD-PARTY-NOTICES.md';

/** Packages that the bundler does not name: copied beside the bundles, or already inside a package that it takes in. */
const copied = [
  // LanceDB's native packages carry the version and licence of this one.
  '@lancedb/lancedb',
  'onnxruntime-node',
  'onnxruntime-common',
  'web-tree-sitter',
  '@huggingface/jinja',
  '@huggingface/tokenizers',
];
/** Who holds the rights, for the packages under the MIT licence that carry no text of it. */
const holders = {
  '@vscode/l10n': 'Copyright (c) Microsoft Corporation',
  'onnxruntime-node': 'Copyright (c) 2018 - present Microsoft Corporation',
  'onnxruntime-common': 'Copyright (c) 2018 - present Microsoft Corporation',
  'tree-sitter-swift': 'Copyright (c) 2021 alex-pinkus',
};
/** Packages that are not installed by name but whose grammar is inside tree-sitter-wasms. */
const vendored = [{ name: 'tree-sitter-swift', version: '0.4.0', licence: 'MIT' }];
const GRAMMAR = /^(@tree-sitter-grammars\/)?tree-sitter-/;

/**
 * Every package that ships: what the bundler takes in, the native packages and the grammars.
 * @returns {Promise<{ name: string, version: string, licence: string, folder?: string }[]>} sorted by name; folder is absolute
 */
export async function shippedPackages() {
  const folders = new Set([...copied, ...grammarPackages()].map(inModules));
  for (const options of Object.values(bundleOptions({ production: true, outdir: 'build/notices' }))) {
    const { metafile } = await esbuild.build({
      ...options,
      absWorkingDir: root,
      metafile: true,
      write: false,
    });
    for (const input of Object.keys(metafile.inputs)) {
      const match = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input);
      if (match !== null) folders.add(join(root, match[1]));
    }
  }
  return [...[...folders].map(describe), ...vendored].sort((a, b) => compare(lineOf(a), lineOf(b)));
}

const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

function grammarPackages() {
  const { devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  return Object.keys(devDependencies).filter((name) => GRAMMAR.test(name));
}

function describe(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return { name, version, licence: license?.type ?? license ?? 'not stated', folder };
}

/** A package's line in the list at the head of the notices. */
export const lineOf = ({ name, version, licence }) => `- ${name} ${version}, ${licence}`;

/** The text of a package's licence and notice files. Throws for a package whose licence is not known in full. */
function licenceText({ name, licence, folder }) {
  const names = folder === undefined ? [] : readdirSync(folder);
  const files = names.filter((file) => /^(licen[cs]e|copying|notice)/i.test(file));
  if (files.length > 0)
    return files.map((file) => readFileSync(join(folder, file), 'utf8').trim()).join('\n\n');
  if (licence !== 'MIT' || holders[name] === undefined)
    throw new Error(`${name} carries no licence text: say here who holds the rights (${licence}).`);
  return readFileSync(join(root, 'LICENSE'), 'utf8')
    .replace(/^Copyright .*$/m, holders[name])
    .trim();
}

function notices(packages) {
  const byText = new Map();
  for (const shipped of packages) {
    const text = licenceText(shipped).replace(/[^\S\n]+$/gm, '');
    byText.set(text, [...(byText.get(text) ?? []), `${shipped.name} ${shipped.version}`]);
  }
  const sections = [...byText].map(([text, names]) => {
    const fence = text.includes('```') ? '````' : '```';
    return `## ${names.join(', ')}\n\n${fence}text\n${text}\n${fence}`;
  });
  return [
    '# Third-party notices',
    '',
    'Akin contains these packages. The licences of the libraries inside LanceDB’s native module are in',
    'RUST_THIRD_PARTY_LICENSES.html beside that module. Made by `npm run notices`.',
    '',
    ...packages.map(lineOf),
    '',
    sections.join('\n\n'),
    '',
  ].join('\n');
}

async function main() {
  const packages = await shippedPackages();
  writeFileSync(join(root, NOTICES), notices(packages));
  console.log(`${packages.length} packages are named in ${NOTICES}.`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) void main();
