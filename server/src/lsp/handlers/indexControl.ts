import type { IndexStatus } from '../../../../protocol/indexMessages';
import type { ServerContext } from '../serverContext';

/** Answers `akin/indexStatus`. */
export function handleIndexStatus(context: ServerContext): IndexStatus {
  return context.status();
}

/** Answers `akin/pause`. */
export function handlePause(context: ServerContext): IndexStatus {
  context.engine?.pause();
  return context.status();
}

/** Answers `akin/resume`. */
export function handleResume(context: ServerContext): IndexStatus {
  context.engine?.resume();
  return context.status();
}

/** Answers `akin/rebuild`. */
export function handleRebuild(context: ServerContext): IndexStatus {
  context.engine?.rebuild();
  return context.status();
}

/** Answers `akin/clear`. */
export async function handleClear(context: ServerContext): Promise<IndexStatus> {
  await context.engine?.clear();
  return context.status();
}
