import { resolve } from 'node:path';
import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { z } from 'zod';
import { answerTool, READ_ONLY } from '../answerTool';
import { describeFound, foundCode, narrowing, toRequest } from '../foundCode';
import { settled, type ToolContext } from '../toolContext';

const description = `Finds code by what it does, in every language at once, best first. Use it when you do not know what the code is called \
or where it is: describe the behaviour in a sentence ("retry a request with growing delays", "where are \
passwords checked"). A name or a path works as well. Prefer a text search only for an exact string. Each result has \
its path, lines, the name it defines, why it was found and its first lines; read_chunk reads the rest.`;

/** Registers the tool `search`. */
export function registerSearch(server: McpServer, context: ToolContext): void {
  const { engine, folders, logger } = context;
  server.registerTool(
    'search',
    {
      title: 'Search code by meaning',
      description,
      inputSchema: z.strictObject({
        query: z
          .string()
          .trim()
          .min(1)
          .describe('What the code does, in words; or the name of a symbol, or part of a path.'),
        ...narrowing,
        folder: z
          .string()
          .optional()
          .describe('Absolute path of the one workspace folder to search; all of them by default.'),
      }),
      outputSchema: foundCode,
      annotations: { title: 'Search code by meaning', ...READ_ONLY },
    },
    ({ query, folder, ...narrow }, { signal }) =>
      answerTool(logger, async () => {
        await settled(context, signal);
        const request = {
          query,
          ...toRequest(narrow),
          ...(folder !== undefined && { folder: resolve(folder) }),
        };
        return await describeFound(await engine.search(request, signal), engine.status(), folders.length > 1);
      }),
  );
}
