import type { IndexState, IndexStatus } from '../../../protocol/messages';
import type { Logger } from '../base/logger';

/** What a person who opens the log is told of: that indexing has come to rest, and how. */
const atRest: Partial<Record<IndexState, string>> = {
  ready: 'Up to date',
  degraded: 'Up to date, for searches by keywords only',
  paused: 'Paused',
  error: 'Stopped',
};

/** Writes a line whenever indexing comes to rest. Why something is wrong is logged where it goes wrong. */
export class StatusLog {
  private last: IndexState | undefined;

  constructor(private readonly logger: Logger) {}

  /** @param status the present one; what is no news since the last call is not written */
  update({ state, filesDone, filesTotal, chunks }: IndexStatus): void {
    if (state === this.last) return;
    this.last = state;
    const rest = atRest[state];
    if (rest === undefined) return;
    const files = filesDone === filesTotal ? String(filesDone) : `${filesDone} of ${filesTotal}`;
    this.logger.info(`${rest}: ${files} files, ${chunks} chunks.`);
  }
}
