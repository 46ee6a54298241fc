import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { z } from 'zod';
import type { DegradedBy, EngineStatus } from '../../engine/engineTypes';
import { answerTool, READ_ONLY, type ToolAnswer } from '../answerTool';
import type { ToolContext } from '../toolContext';

const description = `Tells how far the index of the code is: state (ready, indexing, degraded, error, …), number of files and chunks, files left out by \
reason, and what is wrong if something is. Ask it when results seem to be missing.`;

const limits: Record<DegradedBy, string> = {
  model: 'search by keywords only',
  memory: 'indexing has stopped to save memory',
  store: 'the index is kept in memory only',
};

const status = {
  state: z.enum(['starting', 'indexing', 'paused', 'ready', 'degraded', 'error']),
  degradedBy: z
    .enum(['model', 'memory', 'store'])
    .optional()
    .describe(
      Object.entries(limits)
        .map(([cause, limit]) => `${cause}: ${limit}`)
        .join('; '),
    ),
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
        const roots = folders.map(({ root }) => root);
        return Promise.resolve(describeStatus(engine.status(), roots));
      }),
  );
}

/**
 * The state of the index as text and as values.
 * @param folders absolute paths of the workspace folders
 */
export function describeStatus(status: EngineStatus, folders: string[]): ToolAnswer {
  const shown = toShown(status);
  return { text: describe(shown, folders), structured: { ...shown, folders } };
}

type Shown = Pick<
  EngineStatus,
  'state' | 'degradedBy' | 'stage' | 'filesDone' | 'filesTotal' | 'chunks' | 'skipped' | 'model' | 'message'
>;

function toShown({
  state,
  degradedBy,
  stage,
  filesDone,
  filesTotal,
  chunks,
  skipped,
  model,
  message,
}: EngineStatus): Shown {
  return {
    state,
    ...(degradedBy !== undefined && { degradedBy }),
    stage,
    filesDone,
    filesTotal,
    chunks,
    skipped,
    model,
    ...(message !== undefined && { message }),
  };
}

function describe(
  { stage, state, degradedBy, filesDone, filesTotal, chunks, skipped, message }: Shown,
  roots: string[],
): string {
  const left = Object.entries(skipped).map(([reason, count]) => `${count} ${reason}`);
  const limit = state === 'degraded' && degradedBy !== undefined ? `: ${limits[degradedBy]}` : '';
  return [
    `${stage} (${state}${limit}): ${filesDone} of ${filesTotal} files, ${chunks} chunks in ${roots.join(', ')}.`,
    ...(left.length > 0 ? [`Left out: ${left.join(', ')}.`] : []),
    ...(message === undefined ? [] : [message]),
  ].join('\n');
}
