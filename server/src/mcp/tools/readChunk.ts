import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { z } from 'zod';
import { fenced } from '../../../../protocol/agentText';
import { AkinError } from '../../base/errors';
import { readSource } from '../../workspace/fileReader';
import { answerTool, READ_ONLY, type ToolAnswer } from '../answerTool';
import { placeInside } from '../placeInside';
import { orAborted, type ToolContext, within } from '../toolContext';

/** Lines of one answer: the longest function that one reads in a piece. */
const MAX_LINES = 400;

/** A line of data may be as long as a book; an answer is not. In UTF-16 units. */
const MAX_CHARS = 60_000;

/** As the largest limit that a setting allows for files that are indexed. */
const MAX_FILE_BYTES = 64 * 1024 * 1024;

const description = `Reads lines of an indexed file, for example those of a search result. Without endLine it reads the whole function, method, class or \
block around startLine. At most ${MAX_LINES} lines at once. Files that are not indexed (ignored by git, binary, too large, \
outside of the workspace folders) cannot be read.`;

/** Registers the tool `read_chunk`. */
export function registerReadChunk(server: McpServer, context: ToolContext): void {
  server.registerTool(
    'read_chunk',
    {
      title: 'Read code',
      description,
      inputSchema: z.strictObject({
        path: z.string().min(1).describe('As in a result: relative to its folder, or absolute.'),
        startLine: z.number().int().min(1).describe('First line, from 1.'),
        endLine: z.number().int().min(1).optional().describe('Last line, inclusive.'),
      }),
      outputSchema: {
        folder: z.string(),
        path: z.string(),
        startLine: z.number(),
        endLine: z.number(),
        totalLines: z.number().describe('Lines of the whole file'),
        truncated: z.boolean().describe('True when more was asked for than is answered'),
        text: z.string(),
      },
      annotations: { title: 'Read code', ...READ_ONLY },
    },
    ({ path, startLine, endLine }, { signal }) =>
      answerTool(context.logger, () => readChunk(context, { path, startLine, endLine }, signal)),
  );
}

interface Lines {
  path: string;
  startLine: number;
  endLine: number | undefined;
}

/** @throws {AkinError} `invalid-request` for what cannot be read, `aborted` on the signal */
async function readChunk(context: ToolContext, asked: Lines, signal: AbortSignal): Promise<ToolAnswer> {
  const { startLine } = asked;
  if (asked.endLine !== undefined && asked.endLine < startLine)
    throw new AkinError('invalid-request', 'endLine is before startLine.');
  const { folder, path, realFile } = await placeInside(asked.path, context.folders);
  const index = await orAborted(folder.opened, signal);
  let chunks = (await index.store?.chunksOf(path)) ?? [];
  if (chunks.length === 0) {
    // What a search has found may be stored a moment later.
    await within(index.whenIdle(), signal);
    chunks = (await index.store?.chunksOf(path)) ?? [];
  }
  // What the rules leave out, secrets among it, is not to be had by this way either.
  if (chunks.length === 0)
    throw new AkinError(
      'invalid-request',
      `${path} is not in the index: it is ignored, skipped or not indexed yet.`,
    );
  const content = readSource(realFile, MAX_FILE_BYTES);
  if ('skip' in content) throw new AkinError('invalid-request', `${path} cannot be read: ${content.skip}.`);
  const lines = content.text.split(/\r\n|\n|\r/);
  if (startLine > lines.length)
    throw new AkinError('invalid-request', `${path} has ${lines.length} lines; startLine is ${startLine}.`);
  const around = chunks
    .filter((chunk) => chunk.startLine <= startLine && chunk.endLine >= startLine)
    .sort((a, b) => a.endLine - a.startLine - (b.endLine - b.startLine))[0];
  const from = asked.endLine === undefined ? (around?.startLine ?? startLine) : startLine;
  const wanted = Math.min(asked.endLine ?? around?.endLine ?? startLine, lines.length);
  return describe({ folder: folder.root, path, from, wanted, lines });
}

interface Excerpt {
  folder: string;
  path: string;
  from: number;
  /** The last line asked for. */
  wanted: number;
  /** Of the whole file. */
  lines: readonly string[];
}

function describe({ folder, path, from, wanted, lines }: Excerpt): ToolAnswer {
  const endLine = Math.min(wanted, from + MAX_LINES - 1);
  const whole = lines.slice(from - 1, endLine).join('\n');
  const text = whole.slice(0, MAX_CHARS);
  const truncated = endLine < wanted || text.length < whole.length;
  const more = truncated ? `\n\nCut here; ask again from line ${endLine + 1}.` : '';
  return {
    text: `${path}:${from}-${endLine} of ${lines.length}\n${fenced(text)}${more}`,
    structured: { folder, path, startLine: from, endLine, totalLines: lines.length, truncated, text },
  };
}
