import { AkinError, isAborted, messageOf } from '../base/errors';
import type { Logger } from '../base/logger';
import type { Metrics } from '../base/metrics';
import { t } from '../base/texts';
import type { Embedder } from '../embedding/embedder';
import type { SearchChunk } from '../search/index/searchIndex';
import { similarityReasons } from '../search/matchReasons';
import { type QueryModel, searchSimilar } from '../search/semanticSearch';
import type { EngineCaches } from './caches';
import { codeSample } from './codeSample';
import type { EngineAnswer, EngineSearch, EngineSimilar, Hit } from './engineTypes';
import { findInFolder } from './findInFolder';
import { folderFilter } from './folderFilter';
import type { FolderIndex } from './folderIndex';
import { FolderSearch } from './folderSearch';
import { MetricNames } from './performanceThresholds';
import { relativeInside } from './relativeInside';
import { holdsAll } from './requiredWords';
import { showHits } from './showHits';

export interface EngineQueriesOptions {
  /** The open folders by root. */
  folders: ReadonlyMap<string, FolderIndex>;
  caches: EngineCaches;
  metrics: Metrics;
  /** Undefined while there is no model. */
  embedder: () => Embedder | undefined;
  /** What an editor holds of a file, by its absolute path; undefined where it is not open. */
  openText?: ((file: string) => string | undefined) | undefined;
  /** Whether more may be found later. */
  isPartial: () => boolean;
  logger: Logger;
}

/** The most hits that one search answers; more is a report, not an answer. */
export const MAX_LIMIT = 200;

/** Answers queries over all open folders. */
export class EngineQueries {
  private readonly folderSearch: FolderSearch;

  constructor(private readonly options: EngineQueriesOptions) {
    this.folderSearch = new FolderSearch(options.caches, () => this.model());
  }

  /** What can be found in a folder may be another now. */
  changed(folder: FolderIndex): void {
    this.folderSearch.changed(folder);
  }

  /**
   * Finds code by meaning and words.
   * @throws {AkinError} `invalid-request` for a glob that cannot be read or an unknown folder, `aborted` on the signal
   */
  async search(request: EngineSearch, signal: AbortSignal): Promise<EngineAnswer> {
    const { openText } = this.options;
    const finished = this.options.metrics.start(MetricNames.query);
    const limit = boundedLimit(request.limit);
    const hits = await this.overFolders(request.folder, async (folder) => {
      const ranked = (query: string, atMost: number): ReturnType<FolderSearch['ranked']> =>
        this.folderSearch.ranked(folder, { ...request, query, limit: atMost }, signal);
      return findInFolder({ root: folder.root, ranked }, { ...request, limit }, openText);
    });
    finished();
    return { hits: best(hits, limit), partial: this.options.isPartial() };
  }

  /**
   * Finds code that resembles a piece of a file.
   * @throws {AkinError} `invalid-request` when there is nothing to compare with, `aborted` on the signal
   */
  async similar(request: EngineSimilar, signal: AbortSignal): Promise<EngineAnswer> {
    const { openText } = this.options;
    const finished = this.options.metrics.start(MetricNames.similar);
    const limit = boundedLimit(request.limit);
    const sample = await codeSample(request, [...this.options.folders.values()], this.model(), signal);
    const hits = await this.overFolders(undefined, async (folder) => {
      const source = folder.searchSource;
      if (source === undefined) return [];
      const filter = await folderFilter(request.filter ?? {}, folder, signal);
      const path = relativeInside(folder.root, request.file);
      const isSelf = (chunk: SearchChunk): boolean =>
        chunk.path === path && chunk.startLine <= sample.endLine && chunk.endLine >= sample.startLine;
      const ranked = await searchSimilar(
        source,
        { ...sample, isSelf, minimumSimilarity: this.options.embedder()?.minimumSimilarity ?? 0 },
        { limit, filter },
      );
      const accepts = holdsAll(request.filter?.words ?? []);
      return showHits(folder.root, ranked, similarityReasons, openText, accepts);
    });
    finished();
    return { hits: best(hits, limit), partial: this.options.isPartial() };
  }

  private model(): QueryModel {
    const embedder = this.options.embedder();
    if (embedder === undefined) return undefined;
    const embed = async (text: string, signal: AbortSignal): Promise<Float32Array | undefined> => {
      try {
        return await embedder.embedQuery(text, signal);
      } catch (error) {
        if (isAborted(error)) throw error;
        this.options.logger.warn(`The query is searched by keywords only: ${messageOf(error)}`);
        return undefined;
      }
    };
    return { embed, minimumSimilarity: embedder.minimumSimilarity };
  }

  private async overFolders(
    only: string | undefined,
    find: (folder: FolderIndex) => Promise<Hit[]>,
  ): Promise<Hit[]> {
    const folders = [...this.options.folders.values()].filter(
      ({ root }) => only === undefined || root === only,
    );
    if (only !== undefined && folders.length === 0)
      throw new AkinError('invalid-request', t('The folder {0} is not open in Akin.', only));
    return (await Promise.all(folders.map(find))).flat();
  }
}

function boundedLimit(limit: number): number {
  return Math.max(1, Math.min(MAX_LIMIT, Math.trunc(limit)));
}

function best(hits: Hit[], limit: number): Hit[] {
  return hits.sort((a, b) => b.score - a.score).slice(0, limit);
}
