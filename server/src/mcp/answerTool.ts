import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js';
import { AkinError, isAborted, messageOf } from '../base/errors';
import type { Logger } from '../base/logger';

/** What a tool answers: the same for a reader and for a program. */
export interface ToolAnswer {
  text: string;
  structured: Record<string, unknown>;
}

/** Every tool reads and none reaches out of this machine. */
export const READ_ONLY = {
  readOnlyHint: true,
  destructiveHint: false,
  idempotentHint: true,
  openWorldHint: false,
} as const;

/**
 * The boundary of a tool call: every failure becomes an answer that says what to do, which a model can act upon; what
 * is not the caller's fault is logged once.
 */
export async function answerTool(logger: Logger, act: () => Promise<ToolAnswer>): Promise<CallToolResult> {
  try {
    const { text, structured } = await act();
    return { content: [{ type: 'text', text }], structuredContent: structured };
  } catch (error) {
    const isCallers = error instanceof AkinError && error.code === 'invalid-request';
    if (!isCallers && !isAborted(error)) logger.error(messageOf(error));
    return { isError: true, content: [{ type: 'text', text: messageOf(error) }] };
  }
}
