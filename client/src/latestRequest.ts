/** What a request can be cancelled with. */
export interface Cancellable {
  cancel(): void;
}

/**
 * Lets only the newest of several requests be answered: each start waits a moment for a newer one, cancels the
 * one before it, and an answer that comes late is dropped.
 */
export class LatestRequest<Source extends Cancellable> {
  private current: Source | undefined;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly newSource: () => Source,
    private readonly delayMs: () => number,
  ) {}

  /**
   * Cancels what is under way and starts anew after the delay.
   * @param send makes the request
   * @param receive gets the answer, or the error, of a request that is still the newest
   */
  start<Answer>(
    send: (source: Source) => Promise<Answer>,
    receive: (outcome: { answer: Answer } | { error: unknown }) => void,
  ): void {
    this.cancel();
    this.timer = setTimeout(() => {
      const source = this.newSource();
      this.current = source;
      const whenNewest = (outcome: { answer: Answer } | { error: unknown }): void => {
        if (this.current !== source) return;
        this.current = undefined;
        receive(outcome);
      };
      send(source).then(
        (answer) => whenNewest({ answer }),
        (error: unknown) => whenNewest({ error }),
      );
    }, this.delayMs());
  }

  /** Cancels what waits or is under way; its answer is dropped. */
  cancel(): void {
    clearTimeout(this.timer);
    this.current?.cancel();
    this.current = undefined;
  }
}
