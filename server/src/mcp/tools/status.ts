import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { z } from 'zod';
import type { EngineStatus } from '../../engine/engineTypes';
import { answerTool, READ_ONLY } from '../answerTool';
import type { ToolContext } from '../toolContext';

const description = `Tells how far the index of the code is: state (ready, indexing, degraded, error, …), number of files and chunks, files left out by \
reason, and what is wrong if something is. Ask it when results seem to be missing.`;

const status = {
  state: z.enum(['starting', 'indexing', 'paused', 'ready', 'degraded', 'error']),
  stage: z.string().describe('What is done now, for a person to read'),
  filesDone: z.number(),
  filesTotal: z.number(),
  chunks: z.number().describe('Pieces of code that can be found'),
  skipped: z.record(z.string(), z.number()).describe('Files left out, by reason'),
  model: z.string().describe('Id of the embedding model; empty while there is none'),
  message: z.string().optional().describe('What is wrong and what to do about it'),
};

/** Registers the tool `status`. */
export function registerStatus(server: McpServer, { engine, folders, logger }: ToolContext): void {
  server.registerTool(
    'status',
    {
      title: 'State of the index',
      description,
      inputSchema: z.strictObject({}),
      outputSchema: {
        ...status,
        folders: z.array(z.string()).describe('Absolute paths of the workspace folders'),
      },
      annotations: { title: 'State of the index', ...READ_ONLY },
    },
    () =>
      answerTool(logger, () => {
        const shown = toShown(engine.status());
        const roots = folders.map(({ root }) => root);
        return Promise.resolve({ text: describe(shown, roots), structured: { ...shown, folders: roots } });
      }),
  );
}

type Shown = Pick<
  EngineStatus,
  'state' | 'stage' | 'filesDone' | 'filesTotal' | 'chunks' | 'skipped' | 'model' | 'message'
>;

function toShown({
  state,
  stage,
  filesDone,
  filesTotal,
  chunks,
  skipped,
  model,
  message,
}: EngineStatus): Shown {
  const shown = { state, stage, filesDone, filesTotal, chunks, skipped, model };
  return message === undefined ? shown : { ...shown, message };
}

function describe(
  { stage, state, filesDone, filesTotal, chunks, skipped, message }: Shown,
  roots: string[],
): string {
  const left = Object.entries(skipped).map(([reason, count]) => `${count} ${reason}`);
  return [
    `${stage} (${state}): ${filesDone} of ${filesTotal} files, ${chunks} chunks in ${roots.join(', ')}.`,
    ...(left.length > 0 ? [`Left out: ${left.join(', ')}.`] : []),
    ...(message === undefined ? [] : [message]),
  ].join('\n');
}
