import { followFolder } from '../engine/followFolder';
import { isAborted, messageOf, throwIfAborted } from '../base/errors';
import type { Session } from './session';

/** Tells of a change of the engine's state; to be handed to a session as its listener. */
export class StatusBell {
  private waiters: (() => void)[] = [];
  private isRung = false;

  ring(): void {
    this.isRung = true;
    for (const waiter of this.waiters.splice(0)) waiter();
  }

  /** Resolves after a change since the last call, or with the signal. */
  async next(signal: AbortSignal): Promise<void> {
    if (!this.isRung && !signal.aborted)
      await new Promise<void>((resolve) => {
        this.waiters.push(resolve);
        signal.addEventListener('abort', () => resolve(), { once: true });
      });
    this.isRung = false;
  }
}

/**
 * Follows the files of a folder until the command is interrupted.
 * @param onSettled called whenever the index is up to date again after something happened, with how long that took
 */
export async function watchChanges(
  { folder, logger, signal }: Session,
  bell: StatusBell,
  onSettled: (seconds: number) => Promise<void>,
): Promise<void> {
  const follower = followFolder(folder, (error) =>
    logger.error(`Changes in ${folder.root} cannot be watched: ${messageOf(error)}`),
  );
  try {
    while (!signal.aborted) {
      await bell.next(signal);
      const started = performance.now();
      follower.update();
      await folder.whenIdle();
      throwIfAborted(signal);
      await onSettled((performance.now() - started) / 1000);
    }
  } catch (error) {
    if (!isAborted(error)) throw error;
  } finally {
    await follower.close();
  }
}
