#!/usr/bin/env -S MALLOC_ARENA_MAX=2 MALLOC_MMAP_THRESHOLD_=1048576 MALLOC_TRIM_THRESHOLD_=1048576 node --max-semi-space-size=16
/** Entry of the language server: `--node-ipc` under VS Code, `--stdio` under any other client. */
import { constants } from 'node:os';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { composeEngine, packageVersion } from './compose';
import { LanguageServer } from './lsp/languageServer';

/** By a terminal that is closed, an editor that does not wait for the shutdown (Neovim waits half a second), and a user. */
const ENDING_SIGNALS = ['SIGHUP', 'SIGTERM', 'SIGINT'] as const;

const TRANSPORTS = ['--stdio', '--node-ipc', '--socket', '--pipe'];

if (process.argv.some((argument) => TRANSPORTS.some((transport) => argument.startsWith(transport)))) {
  // What is stored is whole at any moment. An exit, other than a signal, leaves no lock behind.
  for (const signal of ENDING_SIGNALS)
    process.once(signal, () => process.exit(128 + constants.signals[signal]));
  new LanguageServer(createConnection(ProposedFeatures.all), composeEngine, packageVersion()).listen();
} else {
  process.stderr.write(
    'akin-server is a language server: start it with --stdio. To search from a terminal, use akin.\n',
  );
  process.exitCode = 2;
}
