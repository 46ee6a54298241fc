/* eslint-disable @typescript-eslint/no-require-imports -- each runs a part of the bundle when it is asked for */
/** Entry of the bundle that holds the language client's library, without that of the protocol. */
import type { buildLanguageClient } from './languageClient';

/** The parts of the library, each needed by the next; those with `$test` in their names are public under no other. */
export const parts: readonly (() => unknown)[] = [
  (): unknown => require('vscode-languageclient/$test/common/protocolConverter'),
  (): unknown => require('minimatch'),
  (): unknown => require('vscode-languageclient/$test/common/diagnostic'),
  (): unknown => require('vscode-languageclient/$test/common/textSynchronization'),
  (): unknown => require('vscode-languageclient/$test/common/client'),
  (): unknown => require('vscode-languageclient'),
  (): unknown => require('vscode-languageclient/node'),
];

/** What builds a client; what of the library has not run yet runs now. */
export const builder = (): typeof buildLanguageClient =>
  (require('./languageClient') as typeof import('./languageClient')).buildLanguageClient;
