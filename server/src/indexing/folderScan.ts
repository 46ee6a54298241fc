import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { AkinError, throwIfAborted } from '../base/errors';
import { t } from '../base/texts';
import { IgnoreRules } from '../workspace/ignoreRules';
import type { FolderReader } from '../workspace/folderReader';
import type { SkipReason } from '../workspace/skipReason';
import { type FoundFile, statFile, walk } from '../workspace/walker';
import { needsIndexing } from './fileCatalogue';
import type { Attention } from './attention';
import type { Indexer } from './indexer';
import { Priority } from './indexOrder';

export interface ScanOptions {
  /** Absolute path of the workspace folder. */
  root: string;
  excludeGlobs: readonly string[];
  maxBytes: number;
  reader: FolderReader;
  /** What goes first. */
  attention: Attention;
}

/** A person saves so many files at a time at most: more are a tool's doing and wait like any other. */
const MAX_SAVED_BY_HAND = 20;

/**
 * Finds what differs between a folder and its index, and queues it. It owns the ignore rules: they are read
 * anew by every {@link scan}.
 */
export class FolderScan {
  private rules: IgnoreRules | undefined;
  /** Paths passed over by the last walk for what they are, by reason. */
  private readonly passedOver = new Map<SkipReason, number>();

  constructor(
    private readonly options: ScanOptions,
    private readonly indexer: Indexer,
  ) {}

  /** Whether the rules of the last walk leave a path out; for a watcher, which asks for every path. */
  ignores(path: string): boolean {
    return this.rules !== undefined && (this.rules.ignores(path) || this.rules.ignores(`${path}/`));
  }

  get skipped(): ReadonlyMap<SkipReason, number> {
    return this.passedOver;
  }

  /**
   * Walks the folder: new and changed files are queued, and known ones that are no longer found.
   * @throws {AkinError} `folder-missing` when the folder is not there, so that its index is kept; `aborted` on the signal
   */
  async scan(signal: AbortSignal): Promise<void> {
    const { root, excludeGlobs, reader } = this.options;
    if (!(await isFolder(root)))
      throw new AkinError('folder-missing', t('The folder {0} is not there.', root));
    this.passedOver.clear();
    this.rules = await IgnoreRules.load(root, excludeGlobs);
    const seen = new Set<string>();
    const onSkip = (_path: string, reason: SkipReason): void => {
      this.passedOver.set(reason, (this.passedOver.get(reason) ?? 0) + 1);
    };
    for await (const found of walk({ root, rules: this.rules, reader, onSkip, signal })) {
      seen.add(found.path);
      this.queueIfChanged(found);
    }
    for (const path of [...this.indexer.catalogue.paths()])
      if (!seen.has(path)) await this.lookAt(path, signal);
  }

  /**
   * Looks at paths that a watcher named: files, folders, or what is gone. What the rules leave out is dropped
   * from the index.
   * @returns true when a file with ignore rules was among them, so that the whole folder has to be scanned
   */
  async look(paths: readonly string[], signal: AbortSignal): Promise<boolean> {
    let rulesChanged = false;
    const byHand = paths.length <= MAX_SAVED_BY_HAND ? Priority.changed : undefined;
    for (const path of paths) {
      throwIfAborted(signal);
      if (IgnoreRules.isRuleFile(path)) rulesChanged = true;
      await this.lookAt(path, signal, byHand);
    }
    return rulesChanged;
  }

  private async lookAt(path: string, signal: AbortSignal, priority?: number): Promise<void> {
    const { root, excludeGlobs } = this.options;
    this.rules ??= await IgnoreRules.load(root, excludeGlobs);
    if (await isFolder(join(root, path))) {
      await this.lookInside(path, signal, priority);
      return;
    }
    const found = await statFile(root, path);
    const known = this.indexer.catalogue.get(path) !== undefined;
    if (found === undefined && !known)
      for (const gone of this.indexer.catalogue.pathsBelow(path))
        this.indexer.enqueue(gone, priority ?? Priority.source);
    if (found !== undefined && !(await this.rules.ignoresDeep(path))) this.queueIfChanged(found, priority);
    else if (known && found !== undefined) this.indexer.drop(path);
    // The indexer looks once more before it believes that a file is gone: a branch switch deletes and writes again.
    else if (known) this.indexer.enqueue(path, priority ?? Priority.source);
  }

  /** A folder that appeared or was renamed comes without an event for each of its files. */
  private async lookInside(folder: string, signal: AbortSignal, priority?: number): Promise<void> {
    const { root, reader } = this.options;
    if (this.rules === undefined || (await this.rules.ignoresDeep(`${folder}/`))) return;
    for await (const found of walk({
      root,
      rules: this.rules,
      reader,
      onSkip: () => undefined,
      signal,
      from: folder,
    }))
      this.queueIfChanged(found, priority);
  }

  private queueIfChanged(found: FoundFile, priority?: number): void {
    const { maxBytes, attention } = this.options;
    const record = this.indexer.catalogue.get(found.path);
    if (needsIndexing(found, record, maxBytes, this.indexer.canEmbed))
      this.indexer.enqueue(found.path, priority ?? attention.priorityOf(found));
  }
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (stats) => stats.isDirectory(),
    () => false,
  );
}
