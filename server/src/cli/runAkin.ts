import { CommanderError } from 'commander';
import { AkinError, messageOf } from '../base/errors';
import { endWithReader } from './pipeEnd';
import { type OtherFaces, program } from './program';
import { ExitCodes, UsageError } from './usageError';

/**
 * Runs the command that the process was started with and sets its exit code; what goes wrong is told in one line on
 * the standard error stream.
 */
export async function runAkin(faces: OtherFaces): Promise<void> {
  endWithReader();
  try {
    const akin = program(faces);
    if (process.argv.length <= 2) akin.outputHelp();
    else await akin.parseAsync();
  } catch (error) {
    if (error instanceof CommanderError) {
      // Help and version end with 0; commander has printed its own line for the rest.
      process.exitCode = error.exitCode === 0 ? ExitCodes.found : ExitCodes.badInput;
      return;
    }
    const expected = error instanceof UsageError || error instanceof AkinError;
    process.stderr.write(`akin: ${expected ? error.message : `unexpected failure: ${messageOf(error)}`}\n`);
    process.exitCode = ExitCodes.badInput;
  }
}
