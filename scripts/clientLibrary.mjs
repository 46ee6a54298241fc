// What of the language client's library goes into which bundle, so that none of its parts holds up the extension host.
import { readFileSync } from 'node:fs';

/**
 * Features of the language client's library that Akin's server offers nothing for: files of its `lib/common`. Each is
 * replaced by one that announces nothing, which leaves out a fifth of the code that is compiled while the editor starts.
 */
export const unusedFeatures = [
  'callHierarchy',
  'colorProvider',
  'completion',
  'declaration',
  'definition',
  'documentHighlight',
  'documentLink',
  'fileOperations',
  'foldingRange',
  'formatting',
  'hover',
  'implementation',
  'inlayHint',
  'inlineCompletion',
  'inlineValue',
  'linkedEditingRange',
  'notebook',
  'reference',
  'rename',
  'selectionRange',
  'semanticTokens',
  'signatureHelp',
  'textDocumentContent',
  'typeDefinition',
  'typeHierarchy',
];

const featureFiles = new RegExp(
  `vscode-languageclient[\\\\/]lib[\\\\/]common[\\\\/](${unusedFeatures.join('|')})\\.js$`,
);

const emptyFeature =
  "class Unused { getState() { return { kind: 'static' }; } fillClientCapabilities() {} initialize() {} clear() {} }";

/** Leaves the library's bundles to be loaded at run time, by the bundle of the extension. */
export const librariesApart = {
  name: 'librariesApart',
  setup(build) {
    build.onResolve({ filter: /^\.\/(clientLibrary|protocolLibrary)$/ }, ({ path }) => ({
      path: `${path}.js`,
      external: true,
    }));
  },
};

/** For the bundle of the client: takes the protocol from the bundle beside it and leaves out what is never used. */
export const clientWithoutTheRest = {
  name: 'clientWithoutTheRest',
  setup(build) {
    build.onResolve({ filter: /^vscode-languageserver-protocol(\/node)?$/ }, () => ({
      path: 'protocol',
      namespace: 'elsewhere',
    }));
    // The manifest asks for a newer VS Code than the library does, which would check it with a package of its own.
    build.onResolve({ filter: /^semver\/functions\/(parse|satisfies)$/ }, () => ({
      path: 'version',
      namespace: 'elsewhere',
    }));
    build.onResolve({ filter: /^\.\/protocolLibrary\.js$/ }, ({ path }) => ({ path, external: true }));
    build.onLoad({ filter: /^protocol$/, namespace: 'elsewhere' }, () => ({
      contents: "module.exports = require('./protocolLibrary.js').protocol();",
    }));
    build.onLoad({ filter: /^version$/, namespace: 'elsewhere' }, () => ({
      contents: 'module.exports = () => true;',
    }));
    build.onLoad({ filter: featureFiles }, ({ path }) => ({
      contents: `${emptyFeature}\n${featuresOf(path)
        .map((name) => `exports.${name} = Unused;`)
        .join('\n')}`,
    }));
  },
};

/** @throws Error when the file is not what it was when it was found to be of no use */
function featuresOf(path) {
  const exported = [...readFileSync(path, 'utf8').matchAll(/^exports\.(\w+) = /gm)].map(([, name]) => name);
  const names = [...new Set(exported)];
  if (names.length === 0 || !names.every((name) => name.endsWith('Feature')))
    throw new Error(`${path} holds more than features, or none: ${names.join(', ')}.`);
  return names;
}
