/** Runs a function later. @returns a function that calls it off. */
export type Schedule = (run: () => void, delayMs: number) => () => void;

/** Hears how the newest request goes; what older requests answer is never heard. */
export interface LatestListener<Q, R> {
  onResult(query: Q, result: R): void;
  onError(query: Q, error: unknown): void;
}

const afterTimeout: Schedule = (run, delayMs) => {
  const timer = setTimeout(run, delayMs);
  return () => clearTimeout(timer);
};

/**
 * Keeps at most one request under way: each new one waits for the typing to rest, aborts the one before it, and
 * an answer that comes after its request was overtaken is dropped.
 */
export class LatestRequest<Q, R> {
  private current: AbortController | undefined;

  constructor(
    private readonly send: (query: Q, signal: AbortSignal) => Promise<R>,
    private readonly listener: LatestListener<Q, R>,
    private readonly schedule: Schedule = afterTimeout,
  ) {}

  /** True from the moment a request is asked for until its answer was told or it was cancelled. */
  get pending(): boolean {
    return this.current !== undefined;
  }

  /** Asks for `query` once `delayMs` have passed without another request. */
  request(query: Q, delayMs: number): void {
    this.cancel();
    const mine = new AbortController();
    this.current = mine;
    const callOff = this.schedule(() => void this.run(query, mine), delayMs);
    mine.signal.addEventListener('abort', callOff, { once: true });
  }

  /** Gives up what is waiting or under way. */
  cancel(): void {
    const previous = this.current;
    this.current = undefined;
    previous?.abort();
  }

  private async run(query: Q, mine: AbortController): Promise<void> {
    const outcome = await this.send(query, mine.signal).then(
      (result) => ({ result }),
      (error: unknown) => ({ error }),
    );
    if (this.current !== mine) return;
    this.current = undefined;
    if ('error' in outcome) this.listener.onError(query, outcome.error);
    else this.listener.onResult(query, outcome.result);
  }
}
