import { join } from 'node:path';
import { formatCount, t } from '../base/texts';
import type { StoredChunk } from '../store/chunkStore';
import { aggregateStatus } from './aggregateStatus';
import type { EngineStatus, RunCounts } from './engineTypes';
import { explainFile, type FileExplanation } from './explainFile';
import type { FolderIndex } from './folderIndex';
import { type FolderReport, lastWritten, skippedFor } from './folderReport';
import { relativeInside } from './relativeInside';

export interface EngineReportsOptions {
  /** The open folders by root. */
  folders: ReadonlyMap<string, FolderIndex>;
  /** Why folders could not be opened, by root. */
  failures: ReadonlyMap<string, string>;
  /** Folders on their way in, by root. */
  opening: ReadonlyMap<string, unknown>;
  /** Undefined while there is no model. */
  modelId: () => string | undefined;
}

/** What is shown of a state while there is no index to ask. */
const STAGE_WITHOUT_FOLDER = { error: 'Stopped', starting: 'Starting', ready: 'No folder is open' } as const;

/** Tells what is known of all folders, of those that could not be opened too. */
export class EngineReports {
  constructor(private readonly options: EngineReportsOptions) {}

  /** Every indexed path, relative to its folder. */
  *paths(): Generator<string> {
    for (const folder of this.options.folders.values()) yield* folder.paths();
  }

  /** The state of each folder, those that could not be opened included. */
  async folderReports(): Promise<FolderReport[]> {
    const open = [...this.options.folders.values()].map(async (folder) => ({
      root: folder.root,
      status: folder.status(),
      updatedMs: await lastWritten(folder.storeFolder),
    }));
    const failed = [...this.options.failures].map(([root, message]) => ({
      root,
      status: { ...this.emptyStatus('error'), message },
      updatedMs: undefined,
    }));
    return [...(await Promise.all(open)), ...failed];
  }

  /** The absolute paths of the files of a folder that were left out for a reason. */
  skippedFiles(root: string, reason: string): string[] {
    const folder = this.options.folders.get(root);
    if (folder === undefined) return [];
    return skippedFor(reason, folder.paths(), (path) => folder.record(path)).map((path) => join(root, path));
  }

  /** The chunks of a file as they were indexed, by its absolute path. */
  async chunksOf(file: string): Promise<StoredChunk[]> {
    for (const folder of this.options.folders.values()) {
      const path = relativeInside(folder.root, file);
      if (path !== undefined) return (await folder.store?.chunksOf(path)) ?? [];
    }
    return [];
  }

  /** Why a file is indexed or not, by its absolute path; undefined when it lies in no open folder. */
  async explain(file: string): Promise<FileExplanation | undefined> {
    for (const folder of this.options.folders.values()) {
      const path = relativeInside(folder.root, file);
      if (path !== undefined) return explainFile(folder, path);
      if (file === folder.root)
        return {
          verdict: 'folder',
          message: t('The index knows {0} files in this folder.', formatCount(folder.status().filesTotal)),
        };
    }
    return undefined;
  }

  /** The state of all folders together. */
  status(): EngineStatus {
    const failed = [...this.options.failures.values()].map((message): EngineStatus => ({
      ...this.emptyStatus('error'),
      message,
    }));
    const waiting = [...this.options.opening.keys()]
      .filter((root) => !this.options.folders.has(root))
      .map(() => this.emptyStatus('starting'));
    const open = [...this.options.folders.values()].map((folder) => folder.status());
    return aggregateStatus([...open, ...waiting, ...failed], this.emptyStatus('ready'));
  }

  /** What all folders did since the engine started. */
  counts(): RunCounts {
    const counts = { embedded: 0, removed: 0 };
    for (const folder of this.options.folders.values()) {
      counts.embedded += folder.counts.embedded;
      counts.removed += folder.counts.removed;
    }
    return counts;
  }

  private emptyStatus(state: keyof typeof STAGE_WITHOUT_FOLDER): EngineStatus {
    return {
      state,
      filesDone: 0,
      filesTotal: 0,
      chunks: 0,
      updates: 0,
      stage: STAGE_WITHOUT_FOLDER[state],
      skipped: {},
      storeBytes: 0,
      model: this.options.modelId() ?? '',
    };
  }
}
