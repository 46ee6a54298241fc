import { t } from './localise';

/** Codes of LSP for requests that were given up on purpose: cancelled by either side, or overtaken by an edit. */
const CANCELLED = new Set<unknown>([-32800, -32801, -32802]);

/** A request was made while no server could answer; the message says what to do. */
export class ServerUnavailableError extends Error {
  override name = 'ServerUnavailableError';
}

/** True for errors that mean "nobody wants this answer any more". */
export function isCancellation(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error.name === 'Canceled' || error.name === 'AbortError' || error.name === 'CancellationError')
    return true;
  return 'code' in error && CANCELLED.has(error.code);
}

/** What a person reads of a failed request. */
export function explain(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  const firstLine = text.split('\n')[0]?.trim() ?? '';
  return firstLine === '' ? t('The server gave no reason; the log may say more.') : firstLine;
}

/** How a process ended, in words, with the usual cause where there is one. */
export function describeExit(exitCode: number | null, signal: string | null): string {
  if (signal === 'SIGKILL') return t('it was killed, usually because memory ran out');
  if (signal === 'SIGILL') return t('this processor lacks an instruction that a native module needs');
  if (signal === 'SIGSEGV' || signal === 'SIGABRT' || signal === 'SIGBUS')
    return t('a native module crashed ({0})', signal);
  if (signal !== null) return t('it received {0}', signal);
  if (exitCode === null) return t('the connection was closed');
  return t('it ended with exit code {0}', exitCode);
}
