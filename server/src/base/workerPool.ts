import { setMaxListeners } from 'node:events';
import { type ResourceLimits, Worker } from 'node:worker_threads';
import { AkinError, messageOf } from './errors';
import type { Logger } from './logger';
import { WorkerPhase, type WorkerReply, type WorkerRequest } from './workerMessages';

export interface WorkerPoolOptions {
  /** For messages and logs, for example `embedding`. */
  name: string;
  /** Absolute path of the bundled script. */
  script: string;
  /** Given to every thread, with `phase` added. */
  workerData: Record<string, unknown>;
  size: number;
  /** A task that takes longer ends its thread. */
  taskTimeoutMs: number;
  /** A thread that takes longer until it is ready is ended; {@link START_TIMEOUT_MS} when absent. */
  startTimeoutMs?: number;
  /** Bounds of a thread's heap; those of the process when absent. */
  resourceLimits?: ResourceLimits;
  /** Each thread is given its next task while it works, so that it waits for no message between two of them. */
  ahead?: boolean;
  logger: Logger;
  /** Milliseconds of any clock that never goes back; the system's when absent. */
  clock?: () => number;
}

export interface TaskOptions {
  /** Higher goes first; 0 when absent. */
  priority?: number;
}

interface Job<Task, Result> {
  id: number;
  task: Task;
  priority: number;
  attempts: number;
  /** Set once a thread died with two tasks: the last answer of such a thread may be lost, so that it is not known which is to blame. No thread has another beside it from then on. */
  alone: boolean;
  settled: boolean;
  signal: AbortSignal;
  onAbort: () => void;
  resolve: (result: Result) => void;
  reject: (error: AkinError) => void;
}

interface Member<Task, Result> {
  worker: Worker;
  phase: Int32Array;
  ready: boolean;
  job?: Job<Task, Result> | undefined;
  /** Given to the thread already, which begins it when it is through with the first; it has no time limit before. */
  next?: Job<Task, Result> | undefined;
  timer?: NodeJS.Timeout | undefined;
  /** Set when the thread is to end with its task. */
  isRetiring: boolean;
  /** Set once the pool is done with the thread, so that late events change nothing. */
  gone: boolean;
  /** Why the thread cannot go on, when it said so itself. */
  fatal?: string;
}

/** Loading a large model from a slow disk takes a minute at most. */
const START_TIMEOUT_MS = 120_000;

/** A task whose thread died or hung is tried this often in all; a second death means that the task is to blame. */
const MAX_ATTEMPTS = 2;

/** Starts in a row that may fail before the pool rests: the script or the machine is at fault then, not a task. */
const MAX_FAILED_STARTS = 3;

/**
 * The pool starts no thread for this long and lets the next task start one more then; each failure doubles it up to the second
 * figure. Meanwhile tasks go to the threads that are there; without one they are answered with the failure. What kept threads from
 * starting, such as want of memory, may have passed.
 */
const FIRST_REST_MS = 10_000;
const LONGEST_REST_MS = 600_000;

/**
 * Threads that work on tasks one at a time each, by priority. Threads start with the first task. A call settles
 * on a reply, an error, any exit of its thread, its timeout, its signal or {@link dispose}.
 *
 * Not a library's pool: those stop a thread by terminating it, and terminating a thread inside native inference
 * aborts the process. Here a thread is asked to stop, and one that hangs in native code is abandoned.
 */
export class WorkerPool<Task, Result> {
  private readonly members = new Set<Member<Task, Result>>();
  private readonly waiting: Job<Task, Result>[] = [];
  private nextId = 1;
  private failedStarts = 0;
  /** Why threads cannot be started, since when, and for how long none is tried. */
  private broken: { error: AkinError; at: number; restMs: number } | undefined;
  private disposed = false;
  private readonly now: () => number;

  constructor(private readonly options: WorkerPoolOptions) {
    this.now = options.clock ?? ((): number => performance.now());
  }

  /** Why no task can be run for now, once threads failed to start several times in a row; a thread that is there ends it. */
  get failure(): AkinError | undefined {
    return this.isStarted ? undefined : this.broken?.error;
  }

  /** Whether a thread is there that has started: the next task waits for none. */
  get isStarted(): boolean {
    return [...this.members].some(({ ready }) => ready);
  }

  /** Threads are not to be tried for now. */
  private get isResting(): boolean {
    return this.broken !== undefined && this.now() - this.broken.at < this.broken.restMs;
  }

  /** Why a task would wait for nothing: there is no thread, and none is tried for now. */
  private get hopeless(): AkinError | undefined {
    return this.members.size === 0 && this.isResting ? this.broken?.error : undefined;
  }

  /**
   * Runs one task.
   * @throws {AkinError} `aborted` on the signal or {@link dispose}; `worker-failed` when the task threw, or its
   * thread died or hung twice, or no thread could be started, at once while that was so a moment ago.
   */
  run(task: Task, signal: AbortSignal, { priority = 0 }: TaskOptions = {}): Promise<Result> {
    if (signal.aborted || this.disposed) return Promise.reject(cancelled());
    const { hopeless } = this;
    if (hopeless !== undefined) return Promise.reject(hopeless);
    // One signal stands for a whole batch of tasks; each takes its listener away when it settles.
    setMaxListeners(0, signal);
    return new Promise<Result>((resolve, reject) => {
      const job: Job<Task, Result> = {
        id: this.nextId++,
        task,
        priority,
        attempts: 0,
        alone: false,
        settled: false,
        signal,
        onAbort: () => this.abort(job),
        resolve,
        reject,
      };
      signal.addEventListener('abort', job.onAbort, { once: true });
      this.enqueue(job);
      this.dispatch();
    });
  }

  /** Starts a first thread before there is a task for it. */
  warm(): void {
    if (this.members.size === 0 && !this.disposed && !this.isResting) this.start();
  }

  /** Asks all threads to finish and rejects what has not settled. Resolves when the threads are gone or abandoned. */
  async dispose(): Promise<void> {
    this.disposed = true;
    for (const job of this.waiting.splice(0)) this.settle(job, () => job.reject(cancelled()));
    await Promise.all([...this.members].map((member) => this.stop(member)));
  }

  /**
   * Ends the threads to free what they hold, those at work with their task; the next task starts one anew.
   * Resolves when those that have nothing to do are gone.
   */
  async release(): Promise<void> {
    const ending: Promise<void>[] = [];
    for (const member of [...this.members])
      if (member.job !== undefined) member.isRetiring = true;
      else if (member.ready) ending.push(this.retire(member));
    await Promise.all(ending);
  }

  private retire(member: Member<Task, Result>): Promise<void> {
    member.gone = true;
    this.members.delete(member);
    return this.stop(member);
  }

  private enqueue(job: Job<Task, Result>): void {
    const at = this.waiting.findIndex((other) => other.priority < job.priority);
    this.waiting.splice(at < 0 ? this.waiting.length : at, 0, job);
  }

  private dispatch(): void {
    while (this.waiting.length > 0 && !this.disposed) {
      const idle = [...this.members].find((member) => member.ready && member.job === undefined);
      if (idle === undefined) {
        if (this.wantsAnother && this.start()) continue;
        break;
      }
      const job = this.waiting.shift();
      if (job !== undefined) this.assign(idle, job);
    }
    const { hopeless } = this;
    if (hopeless !== undefined)
      for (const job of this.waiting.splice(0)) this.settle(job, () => job.reject(hopeless));
    if (this.options.ahead === true) this.giveAhead();
  }

  /** Whether one more thread is to be started for what waits. */
  private get wantsAnother(): boolean {
    if (this.isResting) return false;
    const started = [...this.members].filter(({ ready }) => ready).length;
    const starting = this.members.size - started;
    // One alone is tried where others have failed before.
    const size = this.broken === undefined ? this.options.size : Math.min(this.options.size, started + 1);
    return this.members.size < size && starting < this.waiting.length;
  }

  /** What the threads that start could take is left for them. */
  private giveAhead(): void {
    const busy = [...this.members];
    if (busy.some(({ ready }) => !ready)) return;
    for (const member of busy) {
      if (member.job === undefined || member.job.alone || member.next !== undefined || member.isRetiring)
        continue;
      const [job] = this.waiting;
      if (job === undefined || job.alone) return;
      this.waiting.shift();
      member.next = job;
      this.send(member, job);
    }
  }

  /** @returns false when the system refuses a thread, as it does at a limit of processes or memory */
  private start(): boolean {
    const shared = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
    const phase = new Int32Array(shared);
    const { script, workerData, resourceLimits, startTimeoutMs, name, logger } = this.options;
    let worker: Worker;
    try {
      worker = new Worker(script, {
        workerData: { ...workerData, phase: shared },
        ...(resourceLimits !== undefined && { resourceLimits }),
      });
    } catch (error) {
      logger.warn(`A thread of the ${name} pool cannot be made: ${messageOf(error)}.`);
      // Asked again at once, the system would say the same.
      this.rest(messageOf(error));
      return false;
    }
    const member: Member<Task, Result> = { worker, phase, ready: false, isRetiring: false, gone: false };
    this.members.add(member);
    this.arm(member, 'did not start', startTimeoutMs ?? START_TIMEOUT_MS);
    worker.on('message', (reply: WorkerReply<Result>) => this.receive(member, reply));
    worker.on('error', (error) => this.lose(member, messageOf(error)));
    worker.on('exit', (code) => this.lose(member, member.fatal ?? `ended with exit code ${code}`));
    return true;
  }

  private assign(member: Member<Task, Result>, job: Job<Task, Result>): void {
    this.begin(member, job);
    this.send(member, job);
  }

  private begin(member: Member<Task, Result>, job: Job<Task, Result>): void {
    job.attempts++;
    member.job = job;
    this.arm(member, 'did not answer', this.options.taskTimeoutMs);
  }

  private send(member: Member<Task, Result>, job: Job<Task, Result>): void {
    const request: WorkerRequest<Task> = { id: job.id, task: job.task };
    member.worker.postMessage(request);
  }

  private arm(member: Member<Task, Result>, what: string, timeoutMs: number): void {
    clearTimeout(member.timer);
    member.timer = setTimeout(() => {
      this.lose(member, `${what} within ${timeoutMs / 1000} s`);
      this.end(member);
    }, timeoutMs);
    member.timer.unref();
  }

  private receive(member: Member<Task, Result>, reply: WorkerReply<Result>): void {
    if (member.gone) return;
    if ('ready' in reply) {
      clearTimeout(member.timer);
      member.ready = true;
      this.failedStarts = 0;
      this.broken = undefined;
    } else if ('fatal' in reply) {
      member.fatal = reply.fatal.message;
    } else if (member.job?.id === reply.id) {
      const job = member.job;
      clearTimeout(member.timer);
      member.job = undefined;
      if ('result' in reply) this.settle(job, () => job.resolve(reply.result));
      else this.settle(job, () => job.reject(new AkinError('worker-failed', reply.error.message)));
      const { next } = member;
      member.next = undefined;
      if (next !== undefined) this.begin(member, next);
      else if (member.isRetiring) void this.retire(member);
    }
    this.dispatch();
  }

  /** Takes a thread that died or hangs out of the pool and tries its task again once. */
  private lose(member: Member<Task, Result>, reason: string): void {
    if (member.gone) return;
    member.gone = true;
    clearTimeout(member.timer);
    this.members.delete(member);
    if (this.disposed) {
      for (const job of [member.job, member.next])
        if (job !== undefined) this.settle(job, () => job.reject(cancelled()));
      return;
    }
    this.options.logger.warn(`A thread of the ${this.options.name} pool ${reason}.`);
    const { job, next } = member;
    if (job !== undefined && next !== undefined) {
      job.attempts--;
      for (const either of [job, next]) {
        either.alone = true;
        if (!either.settled) this.enqueue(either);
      }
    } else if (job !== undefined) this.retry(job, reason);
    if (!member.ready && (++this.failedStarts >= MAX_FAILED_STARTS || this.broken !== undefined))
      this.rest(reason);
    this.dispatch();
  }

  private retry(job: Job<Task, Result>, reason: string): void {
    if (job.settled) return;
    if (job.attempts < MAX_ATTEMPTS) this.enqueue(job);
    else
      this.settle(job, () =>
        job.reject(new AkinError('worker-failed', `The ${this.options.name} thread ${reason}.`)),
      );
  }

  /** Has no thread tried for a while; those that are there go on, and without one what waits is rejected. */
  private rest(reason: string): void {
    const error = new AkinError(
      'worker-failed',
      `The ${this.options.name} threads cannot be started: ${reason}`,
    );
    const { broken } = this;
    // Threads that were begun together fail one by one.
    const factor = this.isResting ? 1 : 2;
    const restMs = broken === undefined ? FIRST_REST_MS : Math.min(broken.restMs * factor, LONGEST_REST_MS);
    this.broken = { error, at: this.now(), restMs };
  }

  private abort(job: Job<Task, Result>): void {
    const at = this.waiting.indexOf(job);
    if (at >= 0) this.waiting.splice(at, 1);
    // A task under way is left to finish; its thread takes the next one then.
    this.settle(job, () => job.reject(cancelled()));
  }

  private settle(job: Job<Task, Result>, act: () => void): void {
    job.settled = true;
    job.signal.removeEventListener('abort', job.onAbort);
    act();
  }

  private stop(member: Member<Task, Result>): Promise<void> {
    return new Promise((resolve) => {
      for (const job of [member.job, member.next])
        if (job !== undefined) this.settle(job, () => job.reject(cancelled()));
      clearTimeout(member.timer);
      const timer = setTimeout(() => {
        this.end(member);
        resolve();
      }, STOP_GRACE_MS);
      member.worker.once('exit', () => {
        clearTimeout(timer);
        resolve();
      });
      const request: WorkerRequest<Task> = { stop: true };
      member.worker.postMessage(request);
    });
  }

  private end(member: Member<Task, Result>): void {
    if (Atomics.load(member.phase, 0) === WorkerPhase.native) member.worker.unref();
    else void member.worker.terminate();
  }
}

/** A batch under way takes well under this; a thread that takes longer to stop hangs. */
const STOP_GRACE_MS = 3_000;

function cancelled(): AkinError {
  return new AkinError('aborted', 'The work was cancelled.');
}
