/* eslint-disable @typescript-eslint/no-require-imports -- each runs a part of the bundle when it is asked for */
/** Entry of the bundle that holds the protocol's library, which the bundle of the language client takes from it. */

/** The parts of the library, each needed by the next. */
export const parts: readonly (() => unknown)[] = [
  (): unknown => require('vscode-jsonrpc'),
  (): unknown => require('vscode-jsonrpc/node'),
  (): unknown => require('vscode-languageserver-types'),
  (): unknown => require('vscode-languageserver-protocol'),
  (): unknown => require('vscode-languageserver-protocol/node'),
];

/** The whole library; what of it has not run yet runs now. */
export const protocol = (): unknown => require('vscode-languageserver-protocol/node');
