import { type CancellationToken, ErrorCodes, LSPErrorCodes, ResponseError } from 'vscode-languageserver';
import { AkinError, isAborted, messageOf } from '../base/errors';
import type { Logger } from '../base/logger';
import { t } from '../base/texts';

/**
 * The boundary of a request: hands a signal that follows the client's cancellation, and answers every failure as a
 * typed error. What is not the caller's fault is logged once.
 */
export async function respond<Result>(
  token: CancellationToken,
  logger: Logger,
  act: (signal: AbortSignal) => Promise<Result>,
): Promise<Result | ResponseError> {
  const controller = new AbortController();
  const subscription = token.onCancellationRequested(() => controller.abort());
  if (token.isCancellationRequested) controller.abort();
  try {
    return await act(controller.signal);
  } catch (error) {
    if (error instanceof ResponseError) return error as ResponseError;
    if (isAborted(error))
      return new ResponseError(LSPErrorCodes.RequestCancelled, t('The request was cancelled.'));
    if (error instanceof AkinError && error.code === 'invalid-request')
      return new ResponseError(ErrorCodes.InvalidParams, error.message);
    logger.error(messageOf(error));
    return new ResponseError(LSPErrorCodes.RequestFailed, messageOf(error));
  } finally {
    subscription.dispose();
  }
}
