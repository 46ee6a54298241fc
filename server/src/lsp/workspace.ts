import { URI } from 'vscode-uri';
import type { IndexStatus } from '../../../protocol/indexMessages';
import { defaultSettings, readSettings, type Settings } from '../../../protocol/settings';
import { AkinError, messageOf } from '../base/errors';
import type { LeveledLogger } from '../base/logger';
import { t } from '../base/texts';
import { type ComposeOptions, duplicateOptions, engineSettings } from '../compose';
import type { Engine } from '../engine/engine';
import type { DuplicateService } from '../engine/duplicateService';
import type { FolderIndex } from '../engine/folderIndex';
import { RetryTimer } from '../engine/retryTimer';
import { watchFolder, type FolderWatcher } from '../workspace/watcher';
import type { EditorClient } from './editorClient';
import { StatusLog } from './statusLog';
import { StatusReporter } from './statusReporter';
import { WorkDoneProgress } from './workDoneProgress';

export interface WorkspaceOptions {
  client: EditorClient;
  logger: LeveledLogger;
  compose: (options: ComposeOptions) => Engine;
  storagePath: string;
  /** The `akin` section given with `initialize`. */
  initialSettings: unknown;
  /** Absolute paths. */
  folders: readonly string[];
  /** Called when the engine has a folder that it had not: what is open in the editor is news to it. */
  onFolderOpened: () => void;
  /** The client tells of changed files once asked to. */
  clientWatches: boolean;
  /** The client tells of changed settings once asked to. */
  clientPushesSettings: boolean;
  /** The client tells its user what the status says. */
  showsStatus: boolean;
  /** The client tells of added and removed folders. */
  followsFolders: boolean;
  /** There is a new engine, which knows nothing of documents yet. */
  onEngine: () => void;
  /** What an editor holds of a file; undefined where it is not open. */
  openText: (file: string) => string | undefined;
  /** Told when settings may have changed, and when there is another engine or none. */
  onChange: () => void;
  /** Told when the duplicates have changed; may come many times a second. */
  onDuplicates: () => void;
  /** How long to wait before a folder that could not be opened is tried again; the timer's own when absent. */
  retryAfterMs?: number;
}

/** The opened folders with their settings and the engine that serves them. */
export class Workspace {
  engine: Engine | undefined;
  settings: Settings = defaultSettings();
  /** False until it is known whether Akin is to do anything at all. */
  areSettingsRead = false;
  private stopListening: () => void = () => undefined;
  private readonly folders: Set<string>;
  private readonly watchers = new Map<string, FolderWatcher>();
  private readonly reporter: StatusReporter;
  private readonly progress: WorkDoneProgress | undefined;
  private readonly told = new Set<string>();
  /** The last `akin` section known, for editors that cannot be asked. */
  private pushed: unknown;
  /** What the engine was made with, to see whether a change of settings concerns it. */
  private applied = '';
  private work: Promise<void> = Promise.resolve();
  /** A folder could not be opened and may be later: a drive may come back, a full disk may be emptied. */
  private isIncomplete = false;
  private readonly retryTimer: RetryTimer;

  constructor(private readonly options: WorkspaceOptions) {
    this.folders = new Set(options.folders);
    this.pushed = options.initialSettings;
    const { client } = options;
    this.retryTimer = new RetryTimer(
      () => void this.inTurn(() => this.applySettings()),
      options.retryAfterMs,
    );
    this.progress = client.progress === undefined ? undefined : new WorkDoneProgress(client.progress);
    const log = new StatusLog(options.logger);
    this.reporter = new StatusReporter(
      () => this.status(),
      (status) => {
        client.sendStatus(status);
        log.update(status);
        this.progress?.update(status);
      },
    );
  }

  get clientPushesSettings(): boolean {
    return this.options.clientPushesSettings;
  }

  get followsFolders(): boolean {
    return this.options.followsFolders;
  }

  /** Undefined while there is no engine. */
  get duplicates(): DuplicateService | undefined {
    return this.engine?.duplicates;
  }

  /** Absolute paths of the open folders. */
  get folderPaths(): readonly string[] {
    return [...this.folders];
  }

  /** Reads the settings and begins to index. */
  start(): Promise<void> {
    return this.inTurn(() => this.applySettings());
  }

  /** @param settings what a client pushed: all sections, or nothing where it wants to be asked */
  configurationChanged(settings: unknown): Promise<void> {
    if (typeof settings === 'object' && settings !== null && 'akin' in settings) this.pushed = settings.akin;
    return this.inTurn(() => this.applySettings());
  }

  foldersChanged(added: readonly string[], removed: readonly string[]): Promise<void> {
    return this.inTurn(async () => {
      for (const folder of removed) {
        this.folders.delete(folder);
        await this.closeFolder(folder);
      }
      for (const folder of added) this.folders.add(folder);
      await this.applySettings();
    });
  }

  /** @param saved the user has just saved them */
  filesChanged(uris: readonly string[], saved = false): void {
    const files = uris.map((uri) => URI.parse(uri)).filter(({ scheme }) => scheme === 'file');
    this.engine?.noteChanges(
      files.map(({ fsPath }) => fsPath),
      saved,
    );
  }

  /** @param token of a work-done progress that the user cancelled: indexing goes on when asked to */
  progressCancelled(token: unknown): void {
    if (this.progress?.owns(token) === true) this.engine?.pause();
  }

  status(): IndexStatus {
    if (this.engine !== undefined) return this.engine.status();
    const nothing = {
      filesDone: 0,
      filesTotal: 0,
      chunks: 0,
      updates: 0,
      skipped: {},
      storeBytes: 0,
      model: '',
    };
    if (!this.areSettingsRead) return { ...nothing, state: 'starting', stage: 'Starting' };
    if (this.folders.size === 0) return { ...nothing, state: 'ready', stage: 'No folder is open' };
    const message = t('Akin is turned off in the settings (akin.enable).');
    return { ...nothing, state: 'paused', stage: 'Off', message };
  }

  async dispose(): Promise<void> {
    this.reporter.dispose();
    this.progress?.dispose();
    await this.inTurn(async () => {
      this.retryTimer.dispose();
      await this.stopEngine();
    });
  }

  /** One change of settings or folders at a time, in the order of their messages. */
  private inTurn(act: () => Promise<void>): Promise<void> {
    this.work = this.work.then(act).catch((error: unknown) => this.options.logger.error(messageOf(error)));
    return this.work;
  }

  private async applySettings(): Promise<void> {
    this.settings = (await this.settingsFor(undefined)).settings;
    this.options.logger.setLevel(this.settings.logLevel as Parameters<LeveledLogger['setLevel']>[0]);
    const perFolder = await Promise.all(
      [...this.folders].map(async (folder) => ({ folder, ...(await this.settingsFor(folder)) })),
    );
    const enabled = perFolder.filter(({ settings }) => settings.enable);
    const wanted = JSON.stringify([engineSettings(this.settings), ...enabled.map(engineKey).sort()]);
    this.areSettingsRead = true;
    // Without a folder no model is worth loading.
    if (enabled.length === 0) {
      await this.stopEngine();
      await this.watchByEditor(false);
    } else if (wanted !== this.applied || this.isIncomplete) {
      if (this.applied !== '' && this.engineConcerned(wanted)) await this.stopEngine();
      if (this.engine === undefined) {
        // Before the first walk, so that nothing is missed between the two.
        await this.watchByEditor(true);
        this.engine = this.startEngine();
        this.options.onEngine();
      }
      await this.openFolders(enabled);
    }
    for (const { folder, settings } of enabled)
      this.engine?.duplicates.configure(folder, duplicateOptions(settings));
    this.applied = this.engine === undefined ? '' : wanted;
    this.reporter.changed();
    this.options.onChange();
  }

  /** Adding a folder goes on with the same engine; any other difference needs a new one. */
  private engineConcerned(wanted: string): boolean {
    const before = JSON.parse(this.applied) as unknown[];
    const after = new Set((JSON.parse(wanted) as unknown[]).map((item) => JSON.stringify(item)));
    return before.some((item) => !after.has(JSON.stringify(item)) && !this.isClosedFolder(item));
  }

  private isClosedFolder(item: unknown): boolean {
    return typeof item === 'string' && !this.folders.has((JSON.parse(item) as { folder: string }).folder);
  }

  /** Nothing is watched while nothing is indexed. An editor may refuse what it said it could do: the server goes on without. */
  private async watchByEditor(isOn: boolean): Promise<void> {
    const { client, clientWatches, logger } = this.options;
    if (!clientWatches) return;
    await client
      .watchFiles(isOn)
      .catch((error: unknown) => logger.warn(`The editor does not tell of changes: ${messageOf(error)}`));
  }

  private startEngine(): Engine {
    const { compose, storagePath, logger, openText } = this.options;
    const engine = compose({
      storagePath,
      settings: this.settings,
      howToInsist: t('turn on akin.index.allowAnyFolder'),
      attended: true,
      logger,
      openText,
      onStatus: (isAtRest) => this.reporter.changed(isAtRest),
      onNotice: (message) => this.tell(message),
    });
    this.stopListening = engine.duplicates.onChange(() => this.options.onDuplicates());
    return engine;
  }

  /** Those that are open already stay as they are. */
  private async openFolders(folders: readonly FolderSettings[]): Promise<void> {
    const outcomes = await Promise.all(folders.map((item) => this.openFolder(item)));
    this.isIncomplete = outcomes.includes('to be tried again');
    if (this.isIncomplete) this.retryTimer.failed();
    else this.retryTimer.succeeded();
  }

  private async openFolder({ folder, settings, exclude }: FolderSettings): Promise<OpenOutcome> {
    try {
      const { maxFileBytes } = engineSettings(settings);
      const index = await this.engine?.addFolder(folder, { exclude, maxFileBytes });
      this.options.onFolderOpened();
      // Once the walk has read the ignore rules: before that, every ignored folder would be watched as well.
      if (!this.options.clientWatches && index !== undefined)
        void index.whenScanned().then(() => this.watch(folder, index));
      return 'settled';
    } catch (error) {
      if (this.options.showsStatus) this.options.logger.warn(messageOf(error));
      else this.tell(messageOf(error));
      const isFinal = error instanceof AkinError && ['folder-refused', 'aborted'].includes(error.code);
      return isFinal ? 'settled' : 'to be tried again';
    }
  }

  private watch(folder: string, index: FolderIndex): void {
    if (this.engine?.has(index) !== true || this.watchers.has(folder)) return;
    const watcher = watchFolder(
      folder,
      (path) => index.ignores(path),
      (path) => index.noteChanges([path]),
      (error) => this.tell(t('Changes in {0} cannot be watched: {1}', folder, messageOf(error))),
    );
    this.watchers.set(folder, watcher);
    // What changed between the walk and now was told to nobody.
    void watcher.ready.then(() => index.rescan());
  }

  private async closeFolder(folder: string): Promise<void> {
    await this.watchers.get(folder)?.close();
    this.watchers.delete(folder);
    await this.engine?.removeFolder(folder);
  }

  private async stopEngine(): Promise<void> {
    const { engine } = this;
    this.stopListening();
    for (const watcher of this.watchers.values()) await watcher.close();
    this.watchers.clear();
    this.engine = undefined;
    await engine?.dispose();
  }

  private async settingsFor(folder: string | undefined): Promise<Omit<FolderSettings, 'folder'>> {
    const uri = folder === undefined ? undefined : URI.file(folder).toString();
    const asked = await this.ask(['akin', 'files'], uri);
    const { settings, problems } = readSettings(asked?.[0] ?? this.pushed, t);
    for (const { message } of problems) this.tell(t('{0} The default is used.', message));
    return { settings, exclude: [...settings.exclude, ...filesExclude(asked?.[1])] };
  }

  private async ask(sections: readonly string[], uri: string | undefined): Promise<unknown[] | undefined> {
    try {
      return await this.options.client.configuration(sections, uri);
    } catch (error) {
      this.options.logger.warn(`The editor does not tell its settings: ${messageOf(error)}`);
      return undefined;
    }
  }

  /** Tells the user of a problem, each once. */
  private tell(message: string): void {
    if (this.told.has(message)) return;
    this.told.add(message);
    this.options.logger.warn(message);
    this.options.client.warn(message);
  }
}

/** What became of an attempt to open a folder. */
type OpenOutcome = 'settled' | 'to be tried again';

interface FolderSettings {
  folder: string;
  settings: Settings;
  /** Globs of `akin.index.exclude` and `files.exclude` together. */
  exclude: string[];
}

/** The globs that the editor hides: `files.exclude` maps each to true, false, or a condition that is not followed. */
function filesExclude(files: unknown): string[] {
  if (typeof files !== 'object' || files === null || !('exclude' in files)) return [];
  const { exclude } = files;
  if (typeof exclude !== 'object' || exclude === null) return [];
  return Object.entries(exclude)
    .filter(([, value]) => value === true)
    .map(([glob]) => glob);
}

function engineKey({ folder, settings, exclude }: FolderSettings): string {
  return JSON.stringify({ folder, exclude, maxFileBytes: engineSettings(settings).maxFileBytes });
}
