export const logLevels = ['error', 'warn', 'info', 'debug'] as const;
export type LogLevel = (typeof logLevels)[number];

/** Where the engine tells what it does. No source text and no absolute path stands above debug level. */
export interface Logger {
  error(message: string): void;
  warn(message: string): void;
  info(message: string): void;
  debug(message: string): void;
}

/** A logger that writes what is at or above a level that may change at run time. */
export class LeveledLogger implements Logger {
  private level: LogLevel = 'info';

  constructor(private readonly write: (level: LogLevel, message: string) => void) {}

  setLevel(level: LogLevel): void {
    this.level = level;
  }

  error(message: string): void {
    this.log('error', message);
  }

  warn(message: string): void {
    this.log('warn', message);
  }

  info(message: string): void {
    this.log('info', message);
  }

  debug(message: string): void {
    this.log('debug', message);
  }

  private log(level: LogLevel, message: string): void {
    if (logLevels.indexOf(level) <= logLevels.indexOf(this.level)) this.write(level, message);
  }
}

/** A logger that keeps silent. */
export const silentLogger: Logger = new LeveledLogger(() => undefined);
