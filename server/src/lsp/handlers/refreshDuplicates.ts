import type { DuplicatesState } from '../../../../protocol/duplicateMessages';
import type { ServerContext } from '../serverContext';

/** Answers `akin/refreshDuplicates`. */
export function handleRefreshDuplicates({ engine, duplicates }: ServerContext): DuplicatesState {
  engine?.duplicates.refresh();
  return duplicates.state();
}
