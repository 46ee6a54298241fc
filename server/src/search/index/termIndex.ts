import { TermDictionary } from './termDictionary';

/** The words of one document, each once, separated by spaces, as UTF-8, with a value for each. */
export interface DocumentTerms {
  terms: Uint8Array;
  values: Uint16Array;
}

/** Postings of consecutive documents: those of the word `ids[i]` are entries `starts[i]` to `starts[i + 1]`. */
interface Segment {
  /** Ascending. */
  ids: Uint32Array;
  starts: Uint32Array;
  slots: Uint32Array;
  values: Uint16Array;
}

/**
 * Segments with more postings than this are left alone while documents come in: merging two of them holds everything else up for
 * more than some 20 ms.
 */
const MAX_MERGED_POSTINGS = 1_000_000;

/**
 * An inverted index over numbered documents. Documents are appended in batches, each a segment of its own; segments of
 * like size are merged, so that a query meets few. Removed documents stay until {@link keepOnly}.
 */
export class TermIndex {
  private segments: Segment[] = [];
  private ids = new TermDictionary();
  /** Scratch space for each id, zero between calls. */
  private room = new Uint32Array(1_024);

  /** @param first the number of the first document; the others follow on it */
  append(first: number, documents: readonly DocumentTerms[]): void {
    if (documents.length === 0) return;
    this.segments.push(this.toSegment(first, documents));
    for (;;) {
      const last = this.segments.at(-1);
      const before = this.segments.at(-2);
      if (last === undefined || before === undefined || before.slots.length > 2 * last.slots.length) return;
      if (before.slots.length + last.slots.length > MAX_MERGED_POSTINGS) return;
      this.segments.splice(-2, 2, merge(before, last));
    }
  }

  /** Calls back for each document with the term, in ascending order of documents. */
  forEach(term: string, visit: (slot: number, value: number) => void): void {
    const id = this.ids.find(term);
    if (id < 0) return;
    for (const { ids, starts, slots, values } of this.segments) {
      const at = indexOf(ids, id);
      if (at < 0) continue;
      const end = starts[at + 1] as number;
      for (let entry = starts[at] as number; entry < end; entry++)
        visit(slots[entry] as number, values[entry] as number);
    }
  }

  /** Documents with the term, removed ones among them until {@link keepOnly}. */
  count(term: string): number {
    const id = this.ids.find(term);
    if (id < 0) return 0;
    let documents = 0;
    for (const { ids, starts } of this.segments) {
      const at = indexOf(ids, id);
      if (at >= 0) documents += (starts[at + 1] as number) - (starts[at] as number);
    }
    return documents;
  }

  /** Renumbers the documents; those whose new number is -1 go. The order of the others must stay. */
  keepOnly(newSlot: Int32Array): void {
    this.segments = this.segments.map((segment) => renumbered(segment, newSlot));
    this.forgetUnused();
  }

  clear(): void {
    this.segments = [];
    this.ids = new TermDictionary();
  }

  private toSegment(first: number, documents: readonly DocumentTerms[]): Segment {
    const total = documents.reduce((sum, { values }) => sum + values.length, 0);
    const idOfEntry = new Uint32Array(total);
    const used: number[] = [];
    let entries = 0;
    const count = (id: number): void => {
      idOfEntry[entries++] = id;
      const before = this.roomOf(id);
      if (before === 0) used.push(id);
      this.room[id] = before + 1;
    };
    for (const { terms, values } of documents) if (values.length > 0) this.ids.addAll(terms, count);
    const ids = Uint32Array.from(used).sort();
    const starts = new Uint32Array(ids.length + 1);
    // From here on, where the next entry of each word goes.
    ids.forEach((id, at) => {
      starts[at + 1] = (starts[at] as number) + (this.room[id] as number);
      this.room[id] = starts[at] as number;
    });
    const placed = this.place(first, documents, idOfEntry);
    for (const id of ids) this.room[id] = 0;
    return { ids, starts, ...placed };
  }

  private place(
    first: number,
    documents: readonly DocumentTerms[],
    idOfEntry: Uint32Array,
  ): Pick<Segment, 'slots' | 'values'> {
    const slots = new Uint32Array(idOfEntry.length);
    const values = new Uint16Array(idOfEntry.length);
    let entry = 0;
    documents.forEach((document, index) => {
      for (const value of document.values) {
        const id = idOfEntry[entry++] as number;
        const at = this.room[id] as number;
        this.room[id] = at + 1;
        slots[at] = first + index;
        values[at] = value;
      }
    });
    return { slots, values };
  }

  private roomOf(id: number): number {
    if (id >= this.room.length) {
      const room = new Uint32Array(2 * (id + 1));
      room.set(this.room);
      this.room = room;
    }
    return this.room[id] as number;
  }

  /** Words that no document has any more would stay for ever otherwise. Ids keep their order. */
  private forgetUnused(): void {
    const used = new Uint8Array(this.ids.size);
    for (const { ids } of this.segments) for (const id of ids) used[id] = 1;
    const newIds = new Uint32Array(used.length);
    let kept = 0;
    for (let id = 0; id < used.length; id++) if (used[id] === 1) newIds[id] = kept++;
    this.ids.keepOnly((id) => used[id] === 1);
    for (const segment of this.segments) segment.ids = segment.ids.map((id) => newIds[id] as number);
  }
}

function indexOf(sorted: Uint32Array, wanted: number): number {
  let low = 0;
  let high = sorted.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const value = sorted[middle] as number;
    if (value === wanted) return middle;
    if (value < wanted) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}

/** Every document of `a` comes before every one of `b`, so that each term's entries only have to be put one after the other. */
function merge(a: Segment, b: Segment): Segment {
  const total = a.slots.length + b.slots.length;
  const slots = new Uint32Array(total);
  const values = new Uint16Array(total);
  const ids = new Uint32Array(a.ids.length + b.ids.length);
  const starts = new Uint32Array(ids.length + 1);
  let terms = 0;
  let written = 0;
  const take = (from: Segment, at: number): void => {
    const start = from.starts[at] as number;
    const end = from.starts[at + 1] as number;
    for (let entry = start; entry < end; entry++) {
      slots[written] = from.slots[entry] as number;
      values[written++] = from.values[entry] as number;
    }
  };
  for (let i = 0, j = 0; i < a.ids.length || j < b.ids.length;) {
    const left = a.ids[i] ?? Infinity;
    const right = b.ids[j] ?? Infinity;
    ids[terms] = Math.min(left, right);
    starts[terms++] = written;
    if (left <= right) take(a, i++);
    if (right <= left) take(b, j++);
  }
  starts[terms] = written;
  return { ids: ids.slice(0, terms), starts: starts.slice(0, terms + 1), slots, values };
}

function renumbered(segment: Segment, newSlot: Int32Array): Segment {
  const { length } = segment.slots;
  const slots = new Uint32Array(length);
  const values = new Uint16Array(length);
  const ids: number[] = [];
  const starts: number[] = [];
  let total = 0;
  segment.ids.forEach((id, at) => {
    const before = total;
    for (let entry = segment.starts[at] as number; entry < (segment.starts[at + 1] as number); entry++) {
      const slot = newSlot[segment.slots[entry] as number] ?? -1;
      if (slot < 0) continue;
      slots[total] = slot;
      values[total++] = segment.values[entry] as number;
    }
    if (total === before) return;
    ids.push(id);
    starts.push(before);
  });
  starts.push(total);
  return {
    ids: Uint32Array.from(ids),
    starts: Uint32Array.from(starts),
    slots: slots.slice(0, total),
    values: values.slice(0, total),
  };
}
