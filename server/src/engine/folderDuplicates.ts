import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isAborted, messageOf, throwIfAborted } from '../base/errors';
import type { Logger } from '../base/logger';
import { AlikeFinder } from '../duplicates/alikeFinder';
import { alikeGroups } from '../duplicates/alikeGroups';
import { Baseline, baselineEntry, readBaseline, writeBaseline } from '../duplicates/baseline';
import type { FingerprintedChunk } from '../duplicates/codeUnit';
import { type ChunkChange, DuplicateFinder, type FinderOptions } from '../duplicates/duplicateFinder';
import type { DuplicateKind } from '../duplicates/duplicateGroup';
import { Grouping } from '../duplicates/grouping';
import { byCost, type MadeGroup } from '../duplicates/madeGroup';
import { TimeSlices } from '../duplicates/timeSlices';
import { selectUnits } from '../duplicates/selection';
import type { StoreChange } from '../store/chunkStore';
import { readSource } from '../workspace/fileReader';
import type { DuplicateOptions, DuplicateState } from './duplicateService';
import { type FingerprintSource, withoutMark } from './fingerprintSource';

export interface FolderDuplicatesOptions {
  /** Absolute path of the folder. */
  root: string;
  source: FingerprintSource;
  maxBytes: number;
  options: DuplicateOptions;
  logger: Logger;
  /** Told when groups or the state may be others. */
  onChange: () => void;
}

/** The duplicates of one folder, once it is indexed and from then on. */
export class FolderDuplicates {
  /** What the baseline is like, in words for a person; undefined when there is nothing to say. */
  baselineProblem: string | undefined;
  private finder: DuplicateFinder;
  private grouping: Grouping;
  /** Undefined while nothing is told that is only alike in meaning. */
  private alike: AlikeFinder | undefined;
  private baseline = new Baseline([]);
  /** How often this has written the baseline: what was being read meanwhile is not what stands there. */
  private baselineWrites = 0;
  /** The last of the writes of the baseline. */
  private accepting: Promise<unknown> = Promise.resolve();
  private stage: DuplicateState['stage'];
  private done = 0;
  private total = 0;
  private stop = new AbortController();
  private work: Promise<void> = Promise.resolve();
  private isIndexed = false;
  private made: readonly MadeGroup[] | undefined;
  private readonly slices = new TimeSlices();

  constructor(private readonly folder: FolderDuplicatesOptions) {
    this.finder = new DuplicateFinder(this.finderOptions());
    this.grouping = this.newGrouping();
    this.stage = folder.options.enabled ? 'waiting' : 'off';
  }

  get root(): string {
    return this.folder.root;
  }

  state(): DuplicateState {
    return { stage: this.stage, done: this.done, total: this.total };
  }

  /** Findings that are not accepted, the dearest first; while everything is or waits to be looked through anew, those before it. */
  groups(): readonly MadeGroup[] {
    if (this.isLookingAnew) return this.made ?? [];
    this.made ??= this.allGroups().filter((made) => !this.baseline.accepts(made));
    return this.made;
  }

  /** Findings, accepted ones among them. */
  allGroups(): readonly MadeGroup[] {
    if (this.stage !== 'ready') return [];
    const groups = this.grouping.groups();
    if (this.alike === undefined) return groups;
    const alike = alikeGroups(this.root, this.alike.pairs(), groups, this.folder.options.minTokens);
    return [...groups, ...alike].sort(byCost);
  }

  /** Takes other options and looks anew where that is needed. */
  configure(options: DuplicateOptions): void {
    if (JSON.stringify(options) === JSON.stringify(this.folder.options)) return;
    this.folder.options = options;
    this.refresh();
  }

  /** The index is up to date: the first time everything is looked through. */
  indexed(): void {
    if (this.isIndexed) return;
    this.isIndexed = true;
    this.refresh();
  }

  /** Looks through everything anew. */
  refresh(): void {
    this.stop.abort();
    this.stop = new AbortController();
    const { signal } = this.stop;
    this.finder = new DuplicateFinder(this.finderOptions());
    this.grouping = this.newGrouping();
    this.alike = this.isTold('alike') ? new AlikeFinder(this.finderOptions()) : undefined;
    const isOn = this.folder.options.enabled;
    this.stage = !isOn ? 'off' : this.isIndexed ? 'looking' : 'waiting';
    if (this.stage !== 'looking') this.made = undefined;
    this.folder.onChange();
    if (this.stage === 'looking') this.enqueue(() => this.lookThrough(signal));
  }

  /** Takes note of what the store has taken in. Copies are judged as they were saved, and editors are told where they stand meanwhile. */
  committed(change: StoreChange): void {
    if (change.isShownOnly === true) return;
    if (this.stage !== 'looking' && this.stage !== 'ready') return;
    const { signal } = this.stop;
    this.enqueue(async () => {
      const chunks = await this.folder.source.readChanged(change, signal);
      if (signal.aborted) return;
      this.note({ dropChunksOf: change.dropChunksOf, dropFiles: change.dropFiles, chunks });
      // What is gone takes its twin's warning away before what is new has been compared.
      await this.grouping.update(this.slices, signal);
      this.changed();
      await this.compare(signal);
    });
  }

  /** The index is empty. */
  cleared(): void {
    this.isIndexed = false;
    this.refresh();
  }

  /** Forgets all but what it has found, to free memory (some 700 bytes a chunk); everything is looked through anew once the index is up to date. */
  release(): void {
    if (this.stage === 'off') return;
    const made = this.groups();
    this.isIndexed = false;
    this.refresh();
    this.made = made;
    // Whoever listens has seen none a moment ago.
    this.folder.onChange();
  }

  /** Resolves when nothing is left to look at. */
  async whenIdle(): Promise<void> {
    let seen: Promise<void>;
    do {
      seen = this.work;
      await seen;
    } while (seen !== this.work);
  }

  /**
   * Writes findings into the baseline: beside what stands there, or in its place.
   * @returns the absolute path of the file. One that cannot be read is kept beside it, with `.bak`.
   */
  accept(groups: readonly MadeGroup[], instead = false): Promise<string> {
    // Each adds to what the one before has written.
    const file = this.accepting.then(() => this.acceptNow(groups, instead));
    this.accepting = file.catch(() => undefined);
    return file;
  }

  private async acceptNow(groups: readonly MadeGroup[], instead: boolean): Promise<string> {
    const file = join(this.root, this.folder.options.baseline);
    await this.readBaselineFile();
    if (this.baselineProblem !== undefined && this.baseline.entries.length === 0) await keepAside(file);
    const entries = [...(instead ? [] : this.baseline.entries), ...groups.map(baselineEntry)];
    await mkdir(dirname(file), { recursive: true });
    await writeFile(`${file}.tmp`, writeBaseline(entries));
    await rename(`${file}.tmp`, file);
    this.baselineWrites++;
    this.baseline = new Baseline(entries);
    this.baselineProblem = undefined;
    this.changed();
    return file;
  }

  async close(): Promise<void> {
    this.stop.abort();
    await this.work;
  }

  private isTold(kind: DuplicateKind): boolean {
    const { enabled, kinds } = this.folder.options;
    return enabled && kinds.includes(kind);
  }

  private note(change: ChunkChange): void {
    this.finder.note(change);
    this.alike?.note(change);
  }

  private finderOptions(): FinderOptions {
    const { root, maxBytes, options } = this.folder;
    const readText = (path: string): Promise<string | undefined> => {
      const content = readSource(join(root, path), maxBytes);
      return Promise.resolve('skip' in content ? undefined : withoutMark(content.text));
    };
    return { readText, accepts: selectUnits(options) };
  }

  private newGrouping(): Grouping {
    const { minSimilarity, minTokens, kinds } = this.folder.options;
    const { index, near, changes } = this.finder;
    const wanted = { kinds: new Set(kinds), minSimilarity, minTokens };
    return new Grouping({ folder: this.root, index, near, ...wanted }, changes);
  }

  private async lookThrough(signal: AbortSignal): Promise<void> {
    let file: FingerprintedChunk[] = [];
    const takeIn = (): void => this.note({ dropChunksOf: [], dropFiles: [], chunks: file });
    const paths = new Set<string>();
    for await (const chunks of this.folder.source.readAll(this.alike !== undefined, signal)) {
      for (const chunk of chunks) {
        paths.add(chunk.path);
        if (file[0] !== undefined && file[0].path !== chunk.path) {
          takeIn();
          file = [];
          await this.slices.pause();
          if (signal.aborted) return;
        }
        file.push(chunk);
      }
    }
    takeIn();
    await this.readBaselineFile(paths);
    await this.compare(signal);
  }

  private async compare(signal: AbortSignal): Promise<void> {
    await this.finder.work((done, total) => {
      this.done = done;
      this.total = total;
      this.folder.onChange();
    }, signal);
    await this.grouping.update(this.slices, signal);
    if (this.alike !== undefined) await this.alike.work(this.slices, signal);
    // What was looked through anew meanwhile is not ready because this is.
    throwIfAborted(signal);
    this.stage = 'ready';
    this.changed();
  }

  /** @param paths of the files that have chunks, to tell of those that are gone */
  private async readBaselineFile(paths?: ReadonlySet<string>): Promise<void> {
    const { baseline: name } = this.folder.options;
    const writes = this.baselineWrites;
    const read = await readEntries(join(this.root, name));
    if (writes !== this.baselineWrites) return;
    this.baseline = new Baseline('entries' in read ? read.entries : []);
    const gone = paths === undefined ? [] : this.baseline.pathsGone((path) => paths.has(path));
    if ('problem' in read) this.baselineProblem = `The baseline ${name} ${read.problem}`;
    else if (gone.length > 0)
      this.baselineProblem = `The baseline ${name} names ${gone.length} files that are gone, ${gone[0] ?? ''} among them.`;
    else this.baselineProblem = undefined;
    if (this.baselineProblem !== undefined) this.folder.logger.warn(this.baselineProblem);
  }

  private enqueue(task: () => Promise<void>): void {
    this.work = this.work.then(task).catch((error: unknown) => {
      if (isAborted(error)) return;
      this.folder.logger.error(`Looking for duplicates failed: ${messageOf(error)}`);
      this.stage = 'ready';
      this.changed();
    });
  }

  /** What was found before is told until everything has been looked through. */
  private get isLookingAnew(): boolean {
    return this.stage === 'looking' || this.stage === 'waiting';
  }

  private changed(): void {
    this.made = this.isLookingAnew ? this.made?.filter((made) => !this.baseline.accepts(made)) : undefined;
    this.folder.onChange();
  }
}

/** What stands in a baseline, nothing where there is none; or why it is not known, as the end of a sentence and a full stop. */
async function readEntries(file: string): Promise<ReturnType<typeof readBaseline>> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { entries: [] };
    return { problem: `cannot be read: ${messageOf(error)}` };
  }
  const read = readBaseline(text);
  return 'problem' in read ? { problem: `${read.problem}; every duplicate is reported.` } : read;
}

async function keepAside(file: string): Promise<void> {
  try {
    await rename(file, `${file}.bak`);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}
