import { type ChildProcessByStdio, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { packageRoot } from './languageServerProcess';

/** The built command line. */
export const akinScript = join(packageRoot, 'dist', 'cli.js');

export interface Outcome {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** Runs a command of the built command line to its end. */
export function runAkin(args: readonly string[], env: NodeJS.ProcessEnv = {}, cwd?: string): Outcome {
  return runProgram(process.execPath, [akinScript, ...args], env, cwd);
}

/** Runs any program to its end. */
export function runProgram(
  program: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
  cwd?: string,
): Outcome {
  const result = spawnSync(program, args, { encoding: 'utf8', env: { ...process.env, ...env }, cwd });
  if (result.error !== undefined) throw result.error;
  return { code: result.status, stdout: result.stdout, stderr: result.stderr };
}

/** A command that stays, with what it prints line by line. */
export class LiveAkin {
  readonly child: ChildProcessByStdio<null, Readable, Readable>;
  stderr = '';
  private stdout = '';
  private waiters: (() => void)[] = [];
  private readonly ended: Promise<unknown[]>;

  constructor(args: readonly string[], env: NodeJS.ProcessEnv) {
    this.child = spawn(process.execPath, [akinScript, ...args], {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.ended = once(this.child, 'close');
    this.child.stderr.setEncoding('utf8').on('data', (text: string) => (this.stderr += text));
    this.child.stdout.setEncoding('utf8').on('data', (text: string) => {
      this.stdout += text;
      for (const waiter of this.waiters.splice(0)) waiter();
    });
    this.child.on('close', () => {
      for (const waiter of this.waiters.splice(0)) waiter();
    });
  }

  /** The next whole line that it prints, now or later. */
  async line(): Promise<string> {
    for (;;) {
      const end = this.stdout.indexOf('\n');
      if (end >= 0) {
        const line = this.stdout.slice(0, end);
        this.stdout = this.stdout.slice(end + 1);
        return line;
      }
      if (this.child.exitCode !== null || this.child.signalCode !== null)
        throw new Error(`It has ended: ${this.stderr}`);
      await new Promise<void>((resolve) => this.waiters.push(resolve));
    }
  }

  /** Resolves with how it ended, once it has. */
  async end(): Promise<{ code: unknown; signal: unknown; stderr: string }> {
    const [code, signal] = await this.ended;
    return { code, signal, stderr: this.stderr };
  }
}
