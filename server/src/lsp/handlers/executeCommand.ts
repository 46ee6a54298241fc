import { type ServerCommandId, ServerCommands } from '../../../../protocol/commands';
import { AkinError } from '../../base/errors';
import { t } from '../../base/texts';
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
      t('There is no command {0}; one of {1}.', JSON.stringify(command), known),
    );
  }
  return run(context, Array.isArray(list) ? list[0] : undefined, signal);
}
