import type { RankedChunk } from '../search/candidate';
import type { SearchSource } from '../search/searchSource';
import { type QueryModel, searchFolder } from '../search/semanticSearch';
import type { EngineCaches } from './caches';
import type { EngineSearch, EngineState } from './engineTypes';
import { folderFilter } from './folderFilter';
import type { FolderQuery } from './queryCache';
import type { WarmedFolder } from './queryWarmer';

/** A folder, as far as it is searched. */
export interface SearchedFolder {
  readonly root: string;
  /** Undefined while there is nothing to search. */
  readonly searchSource: SearchSource | undefined;
  paths(): Iterable<string>;
  status(): { state: EngineState };
}

/** Searches one folder at a time: with kept answers where they are good, and with frequent queries answered ahead. */
export class FolderSearch {
  constructor(
    private readonly caches: EngineCaches,
    private readonly model: () => QueryModel,
  ) {}

  /**
   * The chunks of a folder that answer a query, best first.
   * @throws {import('../base/errors').AkinError} `invalid-request` for a glob that cannot be read, `aborted` on the signal
   */
  async ranked(folder: SearchedFolder, request: EngineSearch, signal: AbortSignal): Promise<RankedChunk[]> {
    const source = folder.searchSource;
    if (source === undefined) return [];
    const asked = await queryTo(folder, request, signal);
    const { queries } = this.caches;
    if (queries === undefined) return searchFolder(source, request.query, this.model(), asked, signal);
    const { query, limit, filter = {}, without = [] } = request;
    // A search without some of the signals is a measurement, which nobody repeats.
    // What is open or changed is another thing each time.
    const isLasting = filter.open === undefined && filter.changed !== true;
    if (without.length === 0 && isLasting)
      this.caches.frequenciesOf(folder.root).note({ query, limit, filter });
    return queries.ranked(source, asked, this.model(), signal);
  }

  /** Tells that a folder may have changed; may come many times a second. */
  changed(folder: SearchedFolder): void {
    if (this.caches.queries !== undefined) this.caches.warmer.changed(folder.root, this.warmed(folder));
  }

  private warmed(folder: SearchedFolder): WarmedFolder {
    return {
      restingVersion: () => {
        const { state } = folder.status();
        return state === 'ready' || state === 'degraded' ? folder.searchSource?.version : undefined;
      },
      frequent: (atMost) => this.caches.frequenciesOf(folder.root).frequent(atMost),
      answer: async (request, signal) => {
        const source = folder.searchSource;
        if (source !== undefined)
          await this.caches.queries?.answer(
            source,
            await queryTo(folder, request, signal),
            this.model(),
            signal,
          );
      },
    };
  }
}

async function queryTo(
  folder: SearchedFolder,
  { query, limit, filter = {}, without = [] }: EngineSearch,
  signal: AbortSignal,
): Promise<FolderQuery> {
  return { folder: folder.root, query, limit, filter: await folderFilter(filter, folder, signal), without };
}
