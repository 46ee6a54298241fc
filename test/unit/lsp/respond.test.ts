import assert from 'node:assert/strict';
import {
  CancellationTokenSource,
  ErrorCodes,
  LSPErrorCodes,
  ResponseError,
} from 'vscode-languageserver/node';
import { AkinError, throwIfAborted } from '../../../server/src/base/errors';
import { LeveledLogger } from '../../../server/src/base/logger';
import { respond } from '../../../server/src/lsp/respond';

describe('respond', () => {
  const logged: string[] = [];
  const logger = new LeveledLogger((_, message) => logged.push(message));
  beforeEach(() => logged.splice(0));
  const answer = (
    act: (signal: AbortSignal) => Promise<unknown>,
    source = new CancellationTokenSource(),
  ): Promise<unknown> => respond(source.token, logger, act);
  const codeOf = (outcome: unknown): number | undefined =>
    outcome instanceof ResponseError ? outcome.code : undefined;

  it('passes the answer on', async () => {
    assert.equal(await answer(() => Promise.resolve(7)), 7);
  });

  it('tells the caller what is wrong with the request, and logs nothing', async () => {
    const outcome = await answer(() => Promise.reject(new AkinError('invalid-request', 'no such folder')));
    assert.equal(codeOf(outcome), ErrorCodes.InvalidParams);
    assert.deepEqual(logged, []);
  });

  it('logs any other failure once and answers it', async () => {
    assert.equal(
      codeOf(await answer(() => Promise.reject(new Error('disk full')))),
      LSPErrorCodes.RequestFailed,
    );
    assert.deepEqual(logged, ['disk full']);
  });

  it('follows the cancellation of the client, before and during the work', async () => {
    const source = new CancellationTokenSource();
    const during = answer(async (signal) => {
      source.cancel();
      await Promise.resolve();
      throwIfAborted(signal);
    }, source);
    assert.equal(codeOf(await during), LSPErrorCodes.RequestCancelled);
    const before = answer(async (signal) => {
      throwIfAborted(signal);
      await Promise.resolve();
    }, source);
    assert.equal(codeOf(await before), LSPErrorCodes.RequestCancelled);
    assert.deepEqual(logged, []);
  });
});
