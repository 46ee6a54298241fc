/** The words of one document, each once, separated by spaces, with a value for each. */
export interface DocumentTerms {
  terms: string;
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

/** A longer part of a text stays a view on it, which would keep the whole text alive. */
const LONGEST_COPY = 12;

/**
 * An inverted index over numbered documents. Documents are appended in batches, each a segment of its own; segments of
 * like size are merged, so that a query meets few. Removed documents stay until {@link keepOnly}.
 */
export class TermIndex {
  private segments: Segment[] = [];
  private ids = new Map<string, number>();

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
    const id = this.ids.get(term);
    if (id === undefined) return;
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
    const id = this.ids.get(term);
    if (id === undefined) return 0;
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
    this.ids = new Map();
  }

  private toSegment(first: number, documents: readonly DocumentTerms[]): Segment {
    const total = documents.reduce((sum, { values }) => sum + values.length, 0);
    const idOfEntry = new Uint32Array(total);
    let entries = 0;
    for (const { terms, values } of documents) {
      if (values.length === 0) continue;
      for (const term of terms.split(' ')) idOfEntry[entries++] = this.idOf(term);
    }
    const order = sortedByKey(idOfEntry);
    return this.collect(first, documents, idOfEntry, order);
  }

  private collect(
    first: number,
    documents: readonly DocumentTerms[],
    idOfEntry: Uint32Array,
    order: Uint32Array,
  ): Segment {
    const slotOfEntry = new Uint32Array(order.length);
    const valueOfEntry = new Uint16Array(order.length);
    let entry = 0;
    documents.forEach(({ values }, index) => {
      slotOfEntry.fill(first + index, entry, entry + values.length);
      valueOfEntry.set(values, entry);
      entry += values.length;
    });
    const ids: number[] = [];
    const starts: number[] = [];
    const slots = new Uint32Array(order.length);
    const values = new Uint16Array(order.length);
    for (let at = 0; at < order.length; at++) {
      const from = order[at] as number;
      const id = idOfEntry[from] as number;
      if (ids.at(-1) !== id) {
        ids.push(id);
        starts.push(at);
      }
      slots[at] = slotOfEntry[from] as number;
      values[at] = valueOfEntry[from] as number;
    }
    starts.push(order.length);
    return { ids: Uint32Array.from(ids), starts: Uint32Array.from(starts), slots, values };
  }

  private idOf(term: string): number {
    const known = this.ids.get(term);
    if (known !== undefined) return known;
    const id = this.ids.size;
    this.ids.set(term.length > LONGEST_COPY ? Buffer.from(term, 'utf8').toString('utf8') : term, id);
    return id;
  }

  /** Words that no document has any more would stay for ever otherwise. Ids keep their order. */
  private forgetUnused(): void {
    const used = new Uint8Array(this.ids.size);
    for (const { ids } of this.segments) for (const id of ids) used[id] = 1;
    const newIds = new Uint32Array(used.length);
    let kept = 0;
    for (let id = 0; id < used.length; id++) if (used[id] === 1) newIds[id] = kept++;
    const left = new Map<string, number>();
    for (const [term, id] of this.ids) if (used[id] === 1) left.set(term, newIds[id] as number);
    this.ids = left;
    for (const segment of this.segments) segment.ids = segment.ids.map((id) => newIds[id] as number);
  }
}

/** The numbers 0 to length - 1 by ascending key, equal keys in their order: two passes of 16 bits. */
function sortedByKey(keys: Uint32Array): Uint32Array {
  let order: Uint32Array = Uint32Array.from(keys, (_, index) => index);
  for (const shift of [0, 16]) {
    if (shift > 0 && keys.every((key) => key >>> shift === 0)) break;
    const starts = new Uint32Array(65_537);
    for (const key of keys) {
      const digit = ((key >>> shift) & 0xffff) + 1;
      starts[digit] = (starts[digit] as number) + 1;
    }
    for (let digit = 0; digit < 65_536; digit++)
      starts[digit + 1] = (starts[digit + 1] as number) + (starts[digit] as number);
    const sorted = new Uint32Array(order.length);
    for (const index of order) {
      const digit = ((keys[index] as number) >>> shift) & 0xffff;
      const at = starts[digit] as number;
      sorted[at] = index;
      starts[digit] = at + 1;
    }
    order = sorted;
  }
  return order;
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
