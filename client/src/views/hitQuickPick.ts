import * as vscode from 'vscode';
import { ContextKeys } from '../../../protocol/commands';
import type { SearchHit, SearchResult } from '../../../protocol/messages';
import { LatestRequest } from '../latestRequest';
import { HitPreview } from './hitPreview';
import { hitTexts } from './hitItem';

interface HitRow extends vscode.QuickPickItem {
  /** Absent in rows that only tell something. */
  hit?: SearchHit;
}

export interface HitQuickPickOptions {
  title: string;
  placeholder: string;
  /** What stands in the input at first, selected so that typing replaces it. */
  value: string;
  /** Whether typing asks anew; otherwise the first answer is filtered by the editor. */
  searchesAsYouType: boolean;
  debounceMs: () => number;
  find: (query: string, token: vscode.CancellationToken) => Promise<SearchResult>;
  /** How far indexing is, shown in the title while the answer may lack something. */
  progress: () => string;
  /** Told of the query that stood there when a hit was opened or the list was closed. */
  onClose: (query: string) => void;
}

const OPEN_TO_SIDE: vscode.QuickInputButton = {
  iconPath: new vscode.ThemeIcon('split-horizontal'),
  tooltip: 'Open to the Side',
};

/** A moment for the arrow keys to move on before a file is opened. */
const PREVIEW_DELAY_MS = 50;

/** The lists of hits that are open (the editor closes one before it shows another), for the key that opens a hit beside the editor. */
const openPicks = new Set<HitQuickPick>();

/** Opens the focused hit of the open list beside the editor. */
export function openFocusedHitToSide(): void {
  for (const pick of openPicks) pick.openFocused(true);
}

/** A quick pick of hits with a preview in the editor. It disposes itself when it is closed. */
export class HitQuickPick {
  private readonly pick = vscode.window.createQuickPick<HitRow>();
  private readonly preview = new HitPreview();
  private readonly requests: LatestRequest<vscode.CancellationTokenSource>;
  private previewTimer: NodeJS.Timeout | undefined;
  private opened = false;

  constructor(private readonly options: HitQuickPickOptions) {
    const { pick } = this;
    this.requests = new LatestRequest(
      () => new vscode.CancellationTokenSource(),
      () => (pick.items.length === 0 ? 0 : options.debounceMs()),
    );
    pick.title = options.title;
    pick.placeholder = options.placeholder;
    pick.value = options.value;
    keepOrder(pick);
    pick.onDidChangeValue(() => {
      if (options.searchesAsYouType) this.search();
    });
    pick.onDidChangeActive(([row]) => this.previewSoon(row));
    pick.onDidAccept(() => this.openFocused(false));
    pick.onDidTriggerItemButton(({ item }) => this.open(item, true));
    pick.onDidHide(() => void this.close());
  }

  show(): void {
    openPicks.add(this);
    void vscode.commands.executeCommand('setContext', ContextKeys.searchVisible, true);
    this.pick.show();
    this.search();
  }

  openFocused(toSide: boolean): void {
    this.open(this.pick.activeItems[0], toSide);
  }

  private open(row: HitRow | undefined, toSide: boolean): void {
    if (row?.hit === undefined) return;
    this.opened = true;
    clearTimeout(this.previewTimer);
    this.pick.hide();
    void this.preview.open(row.hit, toSide);
  }

  private search(): void {
    const { options, pick } = this;
    const query = pick.value;
    if (options.searchesAsYouType && query.trim() === '') {
      this.requests.cancel();
      pick.busy = false;
      pick.items = [];
      return;
    }
    pick.busy = true;
    this.requests.start(
      (source) => options.find(query, source.token),
      (outcome) => {
        pick.busy = false;
        if ('answer' in outcome) this.showAnswer(query, outcome.answer);
        else this.showRows([tell('$(error) The search failed', messageOf(outcome.error))]);
      },
    );
  }

  private showAnswer(query: string, { hits, partial }: SearchResult): void {
    const { title, progress, searchesAsYouType } = this.options;
    this.pick.title = partial ? `${title} — ${progress()}` : title;
    if (hits.length > 0) this.showRows(hits.map((hit) => toRow(hit, searchesAsYouType)));
    else {
      const what = searchesAsYouType ? `Nothing found for “${shorten(query)}”` : 'No similar code found';
      const hint = partial
        ? 'Indexing is still under way; try again in a moment'
        : 'Try other words, or what the code does';
      this.showRows([tell(what, hint)]);
    }
  }

  private showRows(rows: HitRow[]): void {
    this.pick.items = rows;
    const [first] = rows;
    if (first !== undefined) this.pick.activeItems = [first];
  }

  private previewSoon(row: HitRow | undefined): void {
    clearTimeout(this.previewTimer);
    const hit = row?.hit;
    if (hit === undefined || this.opened) return;
    this.previewTimer = setTimeout(() => {
      // A file that vanished since it was found gives no preview; opening it says why.
      this.preview.show(hit).then(undefined, () => undefined);
    }, PREVIEW_DELAY_MS);
  }

  private async close(): Promise<void> {
    clearTimeout(this.previewTimer);
    this.requests.cancel();
    openPicks.delete(this);
    if (openPicks.size === 0)
      void vscode.commands.executeCommand('setContext', ContextKeys.searchVisible, false);
    this.options.onClose(this.pick.value);
    this.pick.dispose();
    if (!this.opened) await this.preview.restore();
    this.preview.dispose();
  }
}

function toRow(hit: SearchHit, alwaysShow: boolean): HitRow {
  const path = vscode.workspace.asRelativePath(vscode.Uri.parse(hit.uri));
  return { ...hitTexts(hit, path), alwaysShow, buttons: [OPEN_TO_SIDE], hit };
}

function tell(label: string, detail: string): HitRow {
  return { label, detail, alwaysShow: true };
}

/** The order is the ranking's; the editor would put rows first whose label has the typed letters. */
function keepOrder(pick: vscode.QuickPick<HitRow>): void {
  try {
    (pick as { sortByLabel?: boolean }).sortByLabel = false;
  } catch {
    // Not there in this editor: then rows with the typed letters go first.
  }
}

/** Characters of a query that are repeated to the user. */
const MAX_SHOWN_QUERY = 60;

function shorten(query: string): string {
  return query.length > MAX_SHOWN_QUERY ? `${query.slice(0, MAX_SHOWN_QUERY)}…` : query;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
