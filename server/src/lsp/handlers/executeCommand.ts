import { type ServerCommandId, ServerCommands } from '../../../../protocol/commands';
import { AkinError } from '../../base/errors';
import type { ServerContext } from '../serverContext';
import { handleDuplicates } from './duplicates';
import { handleClear, handleIndexStatus, handlePause, handleRebuild, handleResume } from './indexControl';
import { handleSearch, membersOf } from './search';
import { handleSimilar } from './similar';

type Run = (context: ServerContext, argument: unknown, signal: AbortSignal) => unknown;

const commands: Record<ServerCommandId, Run> = {
  [ServerCommands.search]: (context, argument, signal) =>
    handleSearch(context, typeof argument === 'string' ? { query: argument } : argument, signal),
  [ServerCommands.similar]: handleSimilar,
  [ServerCommands.duplicates]: (context, argument) => handleDuplicates(context, argument ?? {}),
  [ServerCommands.indexStatus]: handleIndexStatus,
  [ServerCommands.pause]: handlePause,
  [ServerCommands.resume]: handleResume,
  [ServerCommands.rebuild]: handleRebuild,
  [ServerCommands.clear]: handleClear,
};

/**
 * Answers `workspace/executeCommand`: what the request of the same name answers.
 * @throws {AkinError} `invalid-request` for an unknown command; lists the known ones
 */
export function handleExecuteCommand(context: ServerContext, params: unknown, signal: AbortSignal): unknown {
  const { command, arguments: list } = membersOf(params);
  const run = Object.entries(commands).find(([id]) => id === command)?.[1];
  if (run === undefined) {
    const known = Object.keys(commands).join(', ');
    throw new AkinError(
      'invalid-request',
      `There is no command ${JSON.stringify(command)}; one of ${known}.`,
    );
  }
  return run(context, Array.isArray(list) ? list[0] : undefined, signal);
}
