#!/usr/bin/env -S MALLOC_ARENA_MAX=2 MALLOC_MMAP_THRESHOLD_=1048576 MALLOC_TRIM_THRESHOLD_=1048576 node
/** Entry of the language server: `--node-ipc` under VS Code, `--stdio` under any other client. */
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { composeEngine, packageVersion } from './compose';
import { LanguageServer } from './lsp/languageServer';

const TRANSPORTS = ['--stdio', '--node-ipc', '--socket', '--pipe'];

if (process.argv.some((argument) => TRANSPORTS.some((transport) => argument.startsWith(transport)))) {
  new LanguageServer(createConnection(ProposedFeatures.all), composeEngine, packageVersion()).listen();
} else {
  process.stderr.write(
    'akin-server is a language server: start it with --stdio. To search from a terminal, use akin.\n',
  );
  process.exitCode = 2;
}
