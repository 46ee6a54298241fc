import { byteVectorOf } from '../../store/chunkRows';
import type { IndexedChunk, StoredChunk } from '../../store/chunkStore';
import { type DocumentTerms, TermIndex } from './termIndex';
import { VectorMatrix } from '../../base/vectors/vectorMatrix';

/** What search keeps of a chunk in memory: what ranking reads and what a hit shows. */
export type SearchChunk = Pick<
  StoredChunk,
  'path' | 'language' | 'kind' | 'symbol' | 'container' | 'startLine' | 'endLine' | 'nameLine'
>;

/** A file with its chunks. */
export interface SearchFile {
  /** Below {@link SearchIndex.fileIds}; given anew when the index is compacted. */
  id: number;
  path: string;
  language: string;
  /** Ascending. */
  slots: number[];
  /** Words of the file, repetitions counted. */
  terms: number;
  /** See {@link SearchIndex.meanLengthOf}; undefined until it is asked for. */
  meanLength: number | undefined;
}

/** Once more of the slots than this share are of removed chunks, they are given free; until then they only cost scanning. */
const MAX_DEAD_SHARE = 0.25;

/** Enclosing names and kinds that are kept once; past this the collection starts anew. */
const MAX_SHARED_TEXTS = 20_000;

/** Fewer dead slots than this are not worth a pass. */
const MIN_DEAD = 2_000;

/**
 * All that search needs of one folder, in memory: postings, vectors as bytes, and the metadata of chunks. About 900
 * bytes a chunk with 256 dimensions. Fed from the store; holds nothing that the store does not.
 */
export class SearchIndex {
  readonly terms = new TermIndex();
  readonly vectors: VectorMatrix;
  readonly files = new Map<string, SearchFile>();
  /** By slot; undefined where the chunk was removed. */
  private chunks: (SearchChunk | undefined)[] = [];
  private owners: (SearchFile | undefined)[] = [];
  /** Words of each chunk. */
  private lengths: number[] = [];
  /** File ids by slot, -1 where the chunk was removed; longer than {@link slots}. */
  private ownerIds = new Int32Array(1024);
  private byId: (SearchFile | undefined)[] = [];
  /** Slots by lower-cased name. */
  private readonly byName = new Map<string, number[]>();
  private dead = 0;
  private changes = 0;
  private totalTerms = 0;
  private readonly texts = new Map<string, string>();

  constructor(dimensions: number) {
    this.vectors = new VectorMatrix(dimensions);
  }

  /** Another number after each change. */
  get revision(): number {
    return this.changes;
  }

  /** Chunks. */
  get size(): number {
    return this.chunks.length - this.dead;
  }

  /** One more than the largest slot; removed chunks keep theirs for a while. */
  get slots(): number {
    return this.chunks.length;
  }

  /** The chunk of a slot; undefined when it was removed. */
  chunk(slot: number): SearchChunk | undefined {
    return this.chunks[slot];
  }

  /** One more than the largest file id. */
  get fileIds(): number {
    return this.byId.length;
  }

  /** Files by id; undefined where one was removed. */
  get filesById(): readonly (SearchFile | undefined)[] {
    return this.byId;
  }

  /** File ids by slot, -1 where the chunk was removed: for loops over all chunks. May be longer than there are slots. */
  get fileIdBySlot(): Int32Array {
    return this.ownerIds;
  }

  /** The file of a slot; undefined when the chunk was removed. */
  fileOf(slot: number): SearchFile | undefined {
    return this.owners[slot];
  }

  /** Words of the chunk of a slot. */
  lengthOf(slot: number): number {
    return this.lengths[slot] ?? 0;
  }

  /**
   * Length of the mean of the vectors of a file's chunks: 1 when all point the same way; 0 without vectors. Made when a query asks for
   * it: making those of all files would be a tenth of the time that opening a folder takes.
   */
  meanLengthOf(file: SearchFile): number {
    file.meanLength ??= this.vectors.lengthOfMean(file.slots);
    return file.meanLength;
  }

  /** Mean number of words of a chunk. */
  get meanTerms(): number {
    return this.totalTerms / Math.max(1, this.size);
  }

  /** Appends chunks; those of one file must follow on each other, be it over several calls. */
  add(chunks: readonly IndexedChunk[]): void {
    const first = this.chunks.length;
    this.changes++;
    this.terms.append(
      first,
      chunks.map((chunk) => this.addChunk(chunk)),
    );
  }

  remove(paths: Iterable<string>): void {
    const names = new Set<string>();
    this.changes++;
    for (const path of paths) {
      const file = this.files.get(path);
      if (file === undefined) continue;
      this.files.delete(path);
      this.byId[file.id] = undefined;
      for (const slot of file.slots) this.removeSlot(slot, names);
    }
    // Once for all files: a name like `main` may be defined in thousands.
    for (const name of names) this.dropRemoved(name);
    if (this.dead > MIN_DEAD && this.dead > MAX_DEAD_SHARE * this.chunks.length) this.compact();
  }

  clear(): void {
    this.remove([...this.files.keys()]);
    this.compact();
  }

  /** How many chunks have a term. */
  chunksWith(term: string): number {
    if (this.dead === 0) return this.terms.count(term);
    let chunks = 0;
    this.terms.forEach(term, (slot) => (chunks += (this.ownerIds[slot] as number) < 0 ? 0 : 1));
    return chunks;
  }

  /** Slots of the chunks that define a name, letter case aside. */
  definitionsOf(name: string): readonly number[] {
    return this.byName.get(name.toLowerCase()) ?? [];
  }

  private addChunk(chunk: IndexedChunk): DocumentTerms {
    const slot = this.chunks.length;
    const { symbol, container, startLine, endLine, nameLine, termCount } = chunk;
    const vector = byteVectorOf(chunk.vector);
    const file = this.addToFile(chunk, slot);
    const { path, language } = file;
    const kind = this.shared(chunk.kind);
    this.chunks.push({
      path,
      language,
      kind,
      symbol,
      container: this.shared(container),
      startLine,
      endLine,
      nameLine,
    });
    this.vectors.push(vector);
    this.lengths.push(termCount);
    this.totalTerms += termCount;
    for (const name of lookUpNames(symbol)) {
      const slots = this.byName.get(name);
      if (slots === undefined) this.byName.set(name, [slot]);
      else slots.push(slot);
    }
    this.own(slot, file);
    return { terms: chunk.terms, values: chunk.termValues };
  }

  /** One object for texts that many chunks have: each comes with a copy of its own. */
  private shared(text: string): string {
    const known = this.texts.get(text);
    if (known !== undefined) return known;
    if (this.texts.size >= MAX_SHARED_TEXTS) this.texts.clear();
    this.texts.set(text, text);
    return text;
  }

  private own(slot: number, file: SearchFile): void {
    this.owners.push(file);
    if (slot >= this.ownerIds.length) {
      const ids = new Int32Array(this.ownerIds.length * 2);
      ids.set(this.ownerIds);
      this.ownerIds = ids;
    }
    this.ownerIds[slot] = file.id;
  }

  private addToFile(chunk: IndexedChunk, slot: number): SearchFile {
    const { path } = chunk;
    let file = this.files.get(path);
    if (file === undefined) {
      const language = this.shared(chunk.language);
      file = { id: this.byId.length, path, language, slots: [], terms: 0, meanLength: undefined };
      this.files.set(path, file);
      this.byId.push(file);
    }
    file.slots.push(slot);
    file.terms += chunk.termCount;
    file.meanLength = undefined;
    return file;
  }

  /** @param names is given the names whose slots have to be looked through */
  private removeSlot(slot: number, names: Set<string>): void {
    const chunk = this.chunks[slot];
    if (chunk === undefined) return;
    for (const name of lookUpNames(chunk.symbol)) names.add(name);
    this.totalTerms -= this.lengths[slot] ?? 0;
    this.chunks[slot] = undefined;
    this.owners[slot] = undefined;
    this.ownerIds[slot] = -1;
    this.dead++;
  }

  private dropRemoved(name: string): void {
    const slots = this.definitionsOf(name).filter((slot) => this.chunks[slot] !== undefined);
    if (slots.length === 0) this.byName.delete(name);
    else this.byName.set(name, slots);
  }

  /** Gives the slots of removed chunks free. */
  private compact(): void {
    this.changes++;
    let kept = 0;
    const newSlot = Int32Array.from(this.chunks, (chunk) => (chunk === undefined ? -1 : kept++));
    this.terms.keepOnly(newSlot);
    this.vectors.keepOnly(newSlot);
    const alive = (_: unknown, slot: number): boolean => (newSlot[slot] ?? -1) >= 0;
    this.chunks = this.chunks.filter(alive);
    this.lengths = this.lengths.filter(alive);
    this.owners = this.owners.filter(alive);
    const moved = (slots: readonly number[]): number[] => slots.map((slot) => newSlot[slot] ?? 0);
    this.byId = [...this.files.values()];
    for (const [id, file] of this.byId.entries()) {
      if (file === undefined) continue;
      file.id = id;
      file.slots = moved(file.slots);
    }
    this.owners.forEach((file, slot) => (this.ownerIds[slot] = file?.id ?? -1));
    for (const [name, slots] of this.byName) this.byName.set(name, moved(slots));
    this.dead = 0;
  }
}

/** What a symbol is looked up by: its name, and the last part of a qualified one (`Shop.Cart`). */
function lookUpNames(symbol: string): string[] {
  if (symbol === '') return [];
  const name = symbol.toLowerCase();
  const last = name.slice(Math.max(name.lastIndexOf('.'), name.lastIndexOf(':')) + 1);
  return last === name || last === '' ? [name] : [name, last];
}
