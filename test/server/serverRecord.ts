import type { IndexStatus } from '../../protocol/indexMessages';

const KEPT_STATUSES = 12;
const KEPT_LOG_LINES = 30;

/** Longer than anything takes on a loaded machine, and shorter than the time that a test has. */
const LONG_WAIT_MS = 40_000;

/** Something that is waited for. */
interface Wait {
  what: string;
  since: number;
}

/** What a server has told and what is still waited for, to be read when a test has not come to its end. */
export class ServerRecord {
  private readonly began = performance.now();
  private readonly statuses: string[] = [];
  private readonly log: string[] = [];
  private readonly waits = new Set<Wait>();

  /** @param tellLongWait called when something has been waited for longer than a test would do */
  constructor(private readonly tellLongWait: () => void) {}

  /** Whether something that was waited for has not come. */
  get isWaiting(): boolean {
    return this.waits.size > 0;
  }

  told(status: IndexStatus): void {
    keep(this.statuses, `${this.time()} ${JSON.stringify(status)}`, KEPT_STATUSES);
  }

  logged(text: string): void {
    for (const line of text.trimEnd().split('\n')) keep(this.log, `${this.time()} ${line}`, KEPT_LOG_LINES);
  }

  /** Passes a promise on, and counts it among what is waited for until it settles. */
  async waitFor<T>(what: string, result: Promise<T>): Promise<T> {
    const wait = { what, since: performance.now() };
    this.waits.add(wait);
    const timer = setTimeout(this.tellLongWait, LONG_WAIT_MS).unref();
    try {
      return await result;
    } finally {
      clearTimeout(timer);
      this.waits.delete(wait);
    }
  }

  /** All of it for a person, each line with its seconds since the start of the server. */
  describe(): string {
    const now = performance.now();
    const waits = [...this.waits].map(({ what, since }) => `${((now - since) / 1000).toFixed(1)} s: ${what}`);
    return [
      section('waited for', waits),
      section('last statuses', this.statuses),
      section('last lines of the log', this.log),
    ].join('\n');
  }

  private time(): string {
    return `+${((performance.now() - this.began) / 1000).toFixed(2)}`;
  }
}

function section(title: string, lines: readonly string[]): string {
  return [`  ${title}:`, ...(lines.length === 0 ? ['none'] : lines).map((line) => `    ${line}`)].join('\n');
}

function keep(lines: string[], line: string, most: number): void {
  lines.push(line);
  if (lines.length > most) lines.shift();
}
