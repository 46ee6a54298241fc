/**
 * An engine for agents, by the Model Context Protocol (https://modelcontextprotocol.io). The only folder that knows
 * the protocol's library.
 */
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { messageOf } from '../base/errors';
import type { ToolContext } from './toolContext';
import { registerDuplicates } from './tools/duplicates';
import { registerReadChunk } from './tools/readChunk';
import { registerSearch } from './tools/search';
import { registerSimilar } from './tools/similar';
import { registerStatus } from './tools/status';

export interface McpOptions extends ToolContext {
  version: string;
}

/** A client that sends a longer message than this is not asking a question. */
const MAX_MESSAGE_BYTES = 4 * 1024 * 1024;

/**
 * Serves the tools on the standard streams. Resolves when the client has closed its end or the signal comes; whoever
 * made the engine disposes it.
 */
export async function serveMcp(options: McpOptions, signal: AbortSignal): Promise<void> {
  const server = makeServer(options);
  const transport = new StdioServerTransport(process.stdin, process.stdout, {
    maxBufferSize: MAX_MESSAGE_BYTES,
  });
  const closed = new Promise<void>((resolve) => {
    server.server.onclose = resolve;
    server.server.onerror = (error) => options.logger.warn(messageOf(error));
  });
  await server.connect(transport);
  const close = (): void => void server.close();
  // The transport itself does not notice that the client has gone.
  process.stdin.once('end', close).once('close', close);
  signal.addEventListener('abort', close, { once: true });
  if (signal.aborted) close();
  await closed;
}

function makeServer({ version, ...context }: McpOptions): McpServer {
  const roots = context.folders.map(({ root }) => root).join(', ');
  const server = new McpServer(
    // Clients put the title before the names of the tools, or the first letters of it.
    { name: 'akin', title: 'Akin', version },
    {
      instructions:
        `Akin knows the code below ${roots}. Ask "search" what you would ask a colleague who knows the code ` +
        'before you look through files yourself, "similar" before you write something that may exist, and ' +
        '"read_chunk" for the whole of what was found. All of it runs on this machine and changes nothing.',
    },
  );
  registerSearch(server, context);
  registerSimilar(server, context);
  registerDuplicates(server, context);
  registerStatus(server, context);
  registerReadChunk(server, context);
  return server;
}
