/** The parts of a tokenizer.json that are read here. */
export interface TokenizerFile {
  normalizer?: {
    type?: string;
    normalizers?: { type?: string; pattern?: { Regex?: string }; content?: string }[];
  } | null;
  pre_tokenizer?: { type?: string } | null;
  model?: {
    type?: string;
    unk_token?: string;
    continuing_subword_prefix?: string;
    max_input_chars_per_word?: number;
    vocab?: Record<string, number>;
  };
}

/** The steps before the pieces, in the only order that is read here. */
const NORMALIZERS = 'NFD,StripAccents,Replace,Lowercase';

/**
 * How the pattern of `Replace` must end: all but letters and digits separates words. So a text can be cut at these
 * characters first, and each run be looked up as it stands.
 */
const SEPARATORS = '|[^\\p{L}\\p{N}]+';

/**
 * Runs that no separator cuts but `_`, `$` and marks: what source repeats, and what the cache is keyed by. Marks are
 * in, since they are taken off before words are cut.
 */
const RAW_WORD = /[\p{L}\p{N}\p{M}_$]+/gu;

/** About 20 MB; then the cache starts anew, which is cheaper than keeping an order of use. */
const CACHE_ENTRIES = 100_000;

/** Longer runs are data, which does not come again. */
const MAX_CACHED_CHARS = 64;

/** What `max_input_chars_per_word` is when a file leaves it out, as in the reference implementation. */
const DEFAULT_WORD_CHARS = 100;

/**
 * WordPiece in the form that static models use: accents taken off, words cut by one regular expression, lower-cased,
 * and each cut into the longest known pieces. The ids are those of the reference implementation
 * (`@huggingface/tokenizers`, compared in a test) and of the training, with one difference to the former: the names of
 * special tokens, such as `[PAD]`, are words like others, as they are in training. The cache by raw word makes it some
 * ten times as fast, since source repeats its words.
 */
export class WordPiece {
  private readonly cache = new Map<string, readonly number[]>();

  private constructor(
    private readonly vocabulary: ReadonlyMap<string, number>,
    /** The largest id that {@link encode} can answer. */
    readonly largestId: number,
    private readonly unknown: number,
    private readonly prefix: string,
    private readonly maxWordChars: number,
    private readonly boundary: RegExp,
  ) {}

  /**
   * Reads a tokenizer.json.
   * @returns undefined when it is of another form, which the model runtime has to read
   */
  static read(file: TokenizerFile | null): WordPiece | undefined {
    const { model, normalizer, pre_tokenizer: preTokenizer } = file ?? {};
    const steps = normalizer?.normalizers ?? [];
    const pattern = steps[2]?.pattern?.Regex;
    if (
      model?.type !== 'WordPiece' ||
      preTokenizer?.type !== 'WhitespaceSplit' ||
      steps.map(({ type }) => type).join() !== NORMALIZERS ||
      pattern?.endsWith(SEPARATORS) !== true ||
      steps[2]?.content !== ' '
    )
      return undefined;
    const vocabulary = new Map(Object.entries(model.vocab ?? {}));
    const largestId = largest(vocabulary.values());
    const unknown = vocabulary.get(model.unk_token ?? '');
    if (largestId === undefined || unknown === undefined) return undefined;
    return new WordPiece(
      vocabulary,
      largestId,
      unknown,
      model.continuing_subword_prefix ?? '##',
      model.max_input_chars_per_word ?? DEFAULT_WORD_CHARS,
      new RegExp(pattern, 'gu'),
    );
  }

  /** The ids of a text, without marks for its start and end, at most `limit` of them. */
  encode(text: string, limit: number): number[] {
    const ids: number[] = [];
    // All matches at once take half the time of an iterator over them.
    for (const raw of compact(text).match(RAW_WORD) ?? []) {
      const known = this.cache.get(raw) ?? this.cut(raw);
      for (const id of known) {
        if (ids.length === limit) return ids;
        ids.push(id);
      }
    }
    return ids;
  }

  private cut(raw: string): readonly number[] {
    const ids: number[] = [];
    const plain = raw.normalize('NFD').replace(/\p{M}+/gu, '');
    for (const word of plain.replace(this.boundary, ' ').toLowerCase().split(/\s+/))
      if (word !== '') this.addPieces(word, ids);
    if (raw.length <= MAX_CACHED_CHARS) this.remember(raw, ids);
    return ids;
  }

  private remember(raw: string, ids: readonly number[]): void {
    if (this.cache.size >= CACHE_ENTRIES) this.cache.clear();
    // A match is a view of its text, which would be held with it: the key is a copy.
    this.cache.set(compact(raw), ids);
  }

  private addPieces(word: string, ids: number[]): void {
    const start = ids.length;
    let at = Array.from(word).length > this.maxWordChars ? -1 : 0;
    while (at >= 0 && at < word.length) {
      const piece = this.longestPiece(word, at);
      if (piece === undefined) {
        at = -1;
      } else {
        ids.push(piece.id);
        at = piece.end;
      }
    }
    if (at >= 0) return;
    ids.length = start;
    ids.push(this.unknown);
  }

  private longestPiece(word: string, at: number): { id: number; end: number } | undefined {
    const prefix = at === 0 ? '' : this.prefix;
    for (let end = word.length; end > at; end--) {
      const id = this.vocabulary.get(prefix + word.slice(at, end));
      if (id !== undefined) return { id, end };
    }
    return undefined;
  }
}

/**
 * The same text in as few bytes as it needs. The engine keeps a part of a text in the form of the whole: one odd
 * character in a file makes all its chunks two bytes a character, which takes three times as long to cut. Halves of
 * surrogate pairs are replaced; they separate words either way.
 */
function compact(text: string): string {
  return Buffer.from(text).toString();
}

/** @returns undefined when there are no ids or one is not a row's number */
function largest(ids: Iterable<number>): number | undefined {
  let result: number | undefined;
  for (const id of ids) {
    if (!Number.isInteger(id) || id < 0) return undefined;
    result = Math.max(result ?? 0, id);
  }
  return result;
}
