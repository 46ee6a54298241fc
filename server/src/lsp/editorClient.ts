import type { IndexStatus } from '../../../protocol/indexMessages';
import type { LogLevel } from '../base/logger';
import type { ProgressPort } from './workDoneProgress';
import type { NewsTarget } from './duplicates/duplicateNews';

/** What the server may ask of the editor. */
export interface EditorClient extends NewsTarget {
  log(level: LogLevel, message: string): void;
  /** Shows a problem to the user; the caller sees to it that each cause is shown once. */
  warn(message: string): void;
  sendStatus(status: IndexStatus): void;
  /** Undefined where the editor shows no progress of a server's. */
  readonly progress: ProgressPort | undefined;
  /**
   * Asks the editor to tell of changed files from now on, or no longer.
   * @throws {Error} when the editor refuses
   */
  watchFiles(isOn: boolean): Promise<void>;
  /** The given sections of the settings for a folder, or undefined where the editor cannot be asked. */
  configuration(sections: readonly string[], folderUri: string | undefined): Promise<unknown[] | undefined>;
}
