import type { CommandContext } from '../commands/commandContext';
import type { DuplicatesTree } from '../views/duplicatesTree';
import type { DuplicatesModel } from './duplicatesModel';

/** What the commands on duplicates share. */
export interface DuplicateCommandContext extends CommandContext {
  readonly model: DuplicatesModel;
  readonly tree: DuplicatesTree;
}
