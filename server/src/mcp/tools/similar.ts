import { join } from 'node:path';
import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { z } from 'zod';
import { AkinError } from '../../base/errors';
import type { EngineSimilar } from '../../engine/engineTypes';
import { answerTool, READ_ONLY } from '../answerTool';
import { describeFound, foundCode, narrowing, toRequest } from '../foundCode';
import { placeInside } from '../placeInside';
import { settled, type ToolContext } from '../toolContext';

const description = `Finds code like a given piece: other implementations of the same thing, candidates to merge, call sites written the same way. \
Give either the place of existing code (path and line: the function or block around that line is compared) or a piece of \
code as text, for example one that you are about to write, to see whether it is there already.`;

/** The place or the text that a call names. */
interface Sample {
  path?: string | undefined;
  line?: number | undefined;
  code?: string | undefined;
}

/** Registers the tool `similar`. */
export function registerSimilar(server: McpServer, context: ToolContext): void {
  const { engine, folders, logger } = context;
  server.registerTool(
    'similar',
    {
      title: 'Find similar code',
      description,
      inputSchema: z.strictObject({
        path: z.string().optional().describe('File with the code, relative to its folder or absolute.'),
        line: z.number().int().min(1).optional().describe('A line of the code, from 1. Needed with path.'),
        code: z.string().optional().describe('The code itself, instead of path and line.'),
        ...narrowing,
      }),
      outputSchema: foundCode,
      annotations: { title: 'Find similar code', ...READ_ONLY },
    },
    ({ path, line, code, ...narrow }, { signal }) =>
      answerTool(logger, async () => {
        await settled(context, signal);
        const request = { ...(await sampleOf({ path, line, code }, context)), ...toRequest(narrow) };
        return await describeFound(
          await engine.similar(request, signal),
          engine.status(),
          folders.length > 1,
        );
      }),
  );
}

/** @throws {AkinError} `invalid-request` unless it is a place or a text, and one of them alone */
async function sampleOf(
  { path, line, code }: Sample,
  { folders }: ToolContext,
): Promise<Pick<EngineSimilar, 'file' | 'startLine' | 'endLine' | 'text'>> {
  if (code !== undefined && code.trim() !== '' && path === undefined && line === undefined)
    // A folder is no file: nothing that is stored is taken for the text itself.
    return { file: folders[0]?.root ?? '', startLine: 1, endLine: 1, text: code };
  if (path === undefined || line === undefined || code !== undefined)
    throw new AkinError('invalid-request', 'Give path and line, or code alone.');
  const place = await placeInside(path, folders);
  return { file: join(place.folder.root, place.path), startLine: line, endLine: line, text: '' };
}
