/** What the server takes in `initialize`; all of it may be left out. */
export interface InitializationOptions {
  /** True in an editor's restricted mode: git, whose configuration may name programs, is not asked. */
  restricted?: boolean;
  /**
   * Absolute path of a folder that the server may fill; never inside the user's workspace. The folder of the command
   * line when absent: AKIN_STORAGE, or the user's cache folder.
   */
  storagePath?: string;
  /**
   * True for a client that shows searches in views of its own: it is offered neither `workspace/symbol` nor
   * `workspace/executeCommand`, whose answers would stand among those of other servers. It tells its user of the status too, so
   * that why a folder is not indexed is not shown a second time.
   */
  ownViews?: boolean;
  /** The `akin` section of the user's settings, nested as the editor answers `workspace/configuration`. */
  settings?: object;
  /**
   * True for an editor that has the commands of `protocol/commands.ts`: code actions and code lenses then run them.
   * Others are offered plain edits alone.
   */
  hasCommands?: boolean;
}
