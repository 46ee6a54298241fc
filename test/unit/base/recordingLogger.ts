import { LeveledLogger } from '../../../server/src/base/logger';

/** A logger that keeps what it is told, one `level: message` each. */
export class RecordingLogger extends LeveledLogger {
  readonly lines: string[];

  constructor() {
    const lines: string[] = [];
    super((level, message) => lines.push(`${level}: ${message}`));
    this.lines = lines;
    this.setLevel('debug');
  }
}
