import type { DegradedBy, IndexState, IndexStatus } from '../../../protocol/indexMessages';
import type { Logger } from '../base/logger';

/** What a person who opens the log is told of: that indexing has come to rest, and how. */
const atRest: Partial<Record<IndexState, string>> = {
  ready: 'Up to date',
  paused: 'Paused',
  error: 'Stopped',
};

const degraded: Record<DegradedBy, string> = {
  model: 'Up to date, for searches by keywords only',
  memory: 'Stopped to save memory',
  store: 'Up to date, in memory only',
};

/** Writes a line whenever indexing comes to rest. Why something is wrong is logged where it goes wrong. */
export class StatusLog {
  private last: string | undefined;

  constructor(private readonly logger: Logger) {}

  /** @param status the present one; what is no news since the last call is not written */
  update({ state, degradedBy = 'model', filesDone, filesTotal, chunks }: IndexStatus): void {
    const rest = state === 'degraded' ? degraded[degradedBy] : atRest[state];
    if (rest === this.last) return;
    this.last = rest;
    if (rest === undefined) return;
    const files = filesDone === filesTotal ? String(filesDone) : `${filesDone} of ${filesTotal}`;
    this.logger.info(`${rest}: ${files} files, ${chunks} chunks.`);
  }
}
