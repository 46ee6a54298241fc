import type { SourceFiles } from '../sourceFiles';

/** TypeScript: the front end. */
export const web: SourceFiles = {
  'web/src/map/clusterMarkers.ts': `export interface Marker {
  id: string;
  x: number;
  y: number;
}

export interface Cluster {
  x: number;
  y: number;
  members: Marker[];
}

/** Draws pins that would lie on top of each other as one, with their number. */
export function clusterMarkers(markers: readonly Marker[], cellPixels: number): Cluster[] {
  const cells = new Map<string, Cluster>();
  for (const marker of markers) {
    const key = Math.floor(marker.x / cellPixels) + ':' + Math.floor(marker.y / cellPixels);
    const cluster = cells.get(key);
    if (cluster === undefined) cells.set(key, { x: marker.x, y: marker.y, members: [marker] });
    else {
      cluster.members.push(marker);
      cluster.x += (marker.x - cluster.x) / cluster.members.length;
      cluster.y += (marker.y - cluster.y) / cluster.members.length;
    }
  }
  return [...cells.values()];
}
`,
  'web/src/map/decodePolyline.ts': `export function decodePolyline(encoded: string, precision = 5): [number, number][] {
  const factor = 10 ** precision;
  const points: [number, number][] = [];
  let at = 0;
  let lat = 0;
  let lon = 0;
  const nextDelta = (): number => {
    let result = 0;
    let shift = 0;
    let byte: number;
    do {
      byte = encoded.charCodeAt(at++) - 63;
      result |= (byte & 0x1f) << shift;
      shift += 5;
    } while (byte >= 0x20);
    return result & 1 ? ~(result >> 1) : result >> 1;
  };
  while (at < encoded.length) {
    lat += nextDelta();
    lon += nextDelta();
    points.push([lat / factor, lon / factor]);
  }
  return points;
}
`,
  'web/src/live/useLiveFeed.ts': `export interface FeedOptions {
  url: string;
  onMessage: (data: unknown) => void;
  onState: (state: 'open' | 'waiting') => void;
}

/** Keeps a web socket open; after a break it connects again, each time a little later. */
export function openLiveFeed({ url, onMessage, onState }: FeedOptions): () => void {
  let attempt = 0;
  let closed = false;
  let socket: WebSocket | undefined;
  const connect = (): void => {
    socket = new WebSocket(url);
    socket.onopen = () => {
      attempt = 0;
      onState('open');
    };
    socket.onmessage = (event) => onMessage(JSON.parse(event.data as string));
    socket.onclose = () => {
      if (closed) return;
      onState('waiting');
      const delay = Math.min(30_000, 500 * 2 ** attempt++) * (0.5 + Math.random() / 2);
      setTimeout(connect, delay);
    };
  };
  connect();
  return () => {
    closed = true;
    socket?.close();
  };
}
`,
  'web/src/state/history.ts': `export interface History<T> {
  past: T[];
  present: T;
  future: T[];
}

const DEPTH = 100;

export function record<T>(history: History<T>, present: T): History<T> {
  return { past: [...history.past, history.present].slice(-DEPTH), present, future: [] };
}

/** Takes the last change of the route editor back. */
export function stepBack<T>(history: History<T>): History<T> {
  const previous = history.past.at(-1);
  if (previous === undefined) return history;
  return { past: history.past.slice(0, -1), present: previous, future: [history.present, ...history.future] };
}

export function stepForward<T>(history: History<T>): History<T> {
  const [next, ...future] = history.future;
  if (next === undefined) return history;
  return { past: [...history.past, history.present], present: next, future };
}
`,
  'web/src/table/visibleRows.ts': `/** Which rows of a long table have to be drawn, given how far it has been scrolled. */
export function visibleRows(scrollTop: number, viewportHeight: number, rowHeight: number, total: number) {
  const overscan = 6;
  const first = Math.max(0, Math.floor(scrollTop / rowHeight) - overscan);
  const last = Math.min(total - 1, Math.ceil((scrollTop + viewportHeight) / rowHeight) + overscan);
  return { first, last, padTop: first * rowHeight, padBottom: Math.max(0, total - 1 - last) * rowHeight };
}
`,
  'web/src/auth/freshToken.ts': `interface Token {
  value: string;
  expiresAtMs: number;
}

const MARGIN_MS = 30_000;

export class TokenKeeper {
  private current: Token | undefined;
  private renewal: Promise<Token> | undefined;

  constructor(
    private readonly renew: () => Promise<Token>,
    private readonly now: () => number = Date.now,
  ) {}

  /** A bearer token that is still good; callers that come at once share one renewal. */
  async get(): Promise<string> {
    if (this.current !== undefined && this.current.expiresAtMs - this.now() > MARGIN_MS) return this.current.value;
    this.renewal ??= this.renew().finally(() => {
      this.renewal = undefined;
    });
    this.current = await this.renewal;
    return this.current.value;
  }
}
`,
  'web/src/forms/checkAddress.ts': `export interface Address {
  street: string;
  postcode: string;
  city: string;
  country: string;
}

const POSTCODES: Record<string, RegExp> = { DE: /^\\d{5}$/, NL: /^\\d{4} ?[A-Z]{2}$/i, AT: /^\\d{4}$/ };

export function checkAddress(address: Address): Partial<Record<keyof Address, string>> {
  const problems: Partial<Record<keyof Address, string>> = {};
  if (!/\\d/.test(address.street)) problems.street = 'The house number is missing.';
  if (address.city.trim() === '') problems.city = 'Where does it go?';
  const pattern = POSTCODES[address.country];
  if (pattern === undefined) problems.country = 'We do not deliver there.';
  else if (!pattern.test(address.postcode.trim())) problems.postcode = 'This is no postcode of that country.';
  return problems;
}
`,
  'web/src/format/eta.ts': `/** How long until arrival, as short as a badge on the map has room for. */
export function formatEta(seconds: number): string {
  if (seconds < 60) return 'now';
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return minutes + ' min';
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  return rest === 0 ? hours + ' h' : hours + ' h ' + rest + ' min';
}
`,
  'web/src/offline/uploadQueue.ts': `interface Pending {
  key: string;
  body: string;
}

export class UploadQueue {
  constructor(
    private readonly storage: Storage,
    private readonly send: (body: string) => Promise<boolean>,
  ) {}

  enqueue(key: string, body: string): void {
    this.save([...this.load().filter((item) => item.key !== key), { key, body }]);
  }

  /** Sends the proofs of delivery that were taken without a network, in order, until one fails. */
  async drain(): Promise<number> {
    let sent = 0;
    for (const item of this.load()) {
      if (!(await this.send(item.body))) break;
      this.save(this.load().filter((other) => other.key !== item.key));
      sent++;
    }
    return sent;
  }

  private load(): Pending[] {
    return JSON.parse(this.storage.getItem('pending') ?? '[]') as Pending[];
  }

  private save(items: Pending[]): void {
    this.storage.setItem('pending', JSON.stringify(items));
  }
}
`,
};
