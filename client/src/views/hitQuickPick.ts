import {
  Disposable,
  EventEmitter,
  TextEditorSelectionChangeKind,
  ThemeIcon,
  Uri,
  window,
  workspace,
  type QuickInputButton,
  type QuickPick,
  type QuickPickItem,
} from 'vscode';
import { ContextKeys } from '../../../protocol/commands';
import type { SearchHit } from '../../../protocol/searchMessages';
import { setContextKey } from '../contextKeys';
import { t } from '../localise';
import { explain } from '../requestErrors';
import { HitPreview } from './hitPreview';
import { describeHit } from './hitText';

/** A row that tells or offers something instead of a hit. */
export interface Notice extends QuickPickItem {
  /** Called on Enter; the list stays open. */
  run?: () => void;
}

interface Row extends Notice {
  hit?: SearchHit;
}

function openToSide(): QuickInputButton {
  return { iconPath: new ThemeIcon('split-horizontal'), tooltip: t('Open to the Side') };
}

/** A moment for the arrow keys to move on before a file is opened. */
const PREVIEW_DELAY_MS = 60;

/** A click into the preview hides the list first and is told only then. */
const CLICK_AFTER_HIDE_MS = 60;

/**
 * A quick pick of hits: the focused one is previewed in the editor, Enter opens it, Escape puts back what was in
 * front. It disposes itself when it is closed.
 */
export class HitQuickPick {
  /** The one that is open, for the key that opens a hit beside. */
  static visible: HitQuickPick | undefined;

  readonly pick: QuickPick<Row> = window.createQuickPick<Row>();
  private readonly preview = new HitPreview();
  private readonly closeEmitter = new EventEmitter<void>();
  /** Fires once, when a hit was opened or the list was closed. */
  readonly onDidClose = this.closeEmitter.event;
  private readonly openEmitter = new EventEmitter<void>();
  /** Fires when a hit is opened. */
  readonly onDidOpen = this.openEmitter.event;
  private readonly askForAllEmitter = new EventEmitter<readonly SearchHit[]>();
  /** Fires when all hits are to be shown elsewhere. */
  readonly onDidAskForAll = this.askForAllEmitter.event;
  private readonly subscriptions: Disposable;
  private previewTimer: NodeJS.Timeout | undefined;
  /** True once the editor is to stay as it is. */
  private kept = false;

  /**
   * @param title what stands above the input, without the state
   * @param filters whether the editor filters rows by what is typed; otherwise it leaves them and their order alone
   */
  constructor(
    private readonly title: string,
    private readonly filters: boolean,
  ) {
    const { pick } = this;
    pick.title = title;
    pick.matchOnDescription = filters;
    pick.keepScrollPosition = false;
    if (!filters) keepOrder(pick);
    this.subscriptions = Disposable.from(
      pick,
      this.closeEmitter,
      this.openEmitter,
      this.askForAllEmitter,
      this.preview,
      pick.onDidChangeActive(([row]) => this.previewSoon(row)),
      pick.onDidTriggerItemButton(({ item }) => this.open(item, true)),
      pick.onDidHide(() => void this.close()),
      window.onDidChangeTextEditorSelection(({ kind, textEditor }) => {
        if (kind === TextEditorSelectionChangeKind.Mouse && this.preview.isPreview(textEditor))
          this.kept = true;
      }),
    );
  }

  show(): void {
    HitQuickPick.visible = this;
    setContextKey(ContextKeys.searchVisible, true);
    this.pick.show();
  }

  /** Says in the title how complete the hits are. */
  setState(text: string): void {
    this.pick.title = text === '' ? this.title : `${this.title} — ${text}`;
  }

  /**
   * Shows hits, best first, and focuses the one that was focused before when it is still there, else the best.
   * @param above rows to stand above them
   */
  showHits(hits: readonly SearchHit[], keepFocus: boolean, above: readonly Notice[] = []): void {
    const focused = this.pick.activeItems[0]?.hit;
    const rows = hits.map((hit) => this.toRow(hit));
    this.pick.items = [...above.map((notice) => ({ ...notice, alwaysShow: true })), ...rows];
    const same = keepFocus ? rows.find(({ hit }) => hit !== undefined && isSame(hit, focused)) : undefined;
    const active = same ?? rows[0];
    if (active !== undefined) this.pick.activeItems = [active];
  }

  /** Shows rows that are no hits. */
  showNotices(notices: readonly Notice[]): void {
    clearTimeout(this.previewTimer);
    this.pick.items = notices.map((notice) => ({ ...notice, alwaysShow: true }));
  }

  /** True when the focus has been moved off the first row, or off the first hit. */
  get isFocusMoved(): boolean {
    const [active] = this.pick.activeItems;
    const { items } = this.pick;
    return (
      active !== undefined && active !== items[0] && active !== items.find(({ hit }) => hit !== undefined)
    );
  }

  /** Closes the list and hands over its hits, if there are any. */
  askForAll(): void {
    const hits = this.pick.items.flatMap(({ hit }) => (hit === undefined ? [] : [hit]));
    if (hits.length === 0) return;
    // What is shown elsewhere now must not be closed as a preview.
    this.kept = true;
    clearTimeout(this.previewTimer);
    this.askForAllEmitter.fire(hits);
    this.pick.hide();
  }

  /** Opens the focused hit, or does what the focused notice offers. */
  openFocused(toSide: boolean): void {
    this.open(this.pick.activeItems[0], toSide);
  }

  private open(row: Row | undefined, toSide: boolean): void {
    if (row?.hit === undefined) {
      row?.run?.();
      return;
    }
    this.kept = true;
    clearTimeout(this.previewTimer);
    this.openEmitter.fire();
    this.opening = this.openHit(row.hit, toSide);
    this.pick.hide();
  }

  private opening: Promise<void> = Promise.resolve();

  private async openHit(hit: SearchHit, toSide: boolean): Promise<void> {
    try {
      await this.preview.open(hit, toSide);
    } catch (error) {
      const path = workspace.asRelativePath(Uri.parse(hit.uri));
      void window.showWarningMessage(t('{0} cannot be opened: {1}', path, explain(error)));
    }
  }

  private previewSoon(row: Row | undefined): void {
    clearTimeout(this.previewTimer);
    const hit = row?.hit;
    if (hit === undefined || this.kept) return;
    this.previewTimer = setTimeout(() => this.preview.show(hit), PREVIEW_DELAY_MS);
  }

  private async close(): Promise<void> {
    clearTimeout(this.previewTimer);
    if (HitQuickPick.visible === this) {
      HitQuickPick.visible = undefined;
      setContextKey(ContextKeys.searchVisible, false);
    }
    this.closeEmitter.fire();
    if (!this.kept) await new Promise((resolve) => setTimeout(resolve, CLICK_AFTER_HIDE_MS));
    // Something else that was opened meanwhile must not be covered again.
    if (!this.kept && HitQuickPick.visible === undefined) await this.preview.restore();
    await this.opening;
    this.subscriptions.dispose();
  }

  private toRow(hit: SearchHit): Row {
    const path = workspace.asRelativePath(Uri.parse(hit.uri));
    return { ...describeHit(hit, path), alwaysShow: !this.filters, buttons: [openToSide()], hit };
  }
}

/** Whether two hits of different answers are the same piece of code. */
function isSame(hit: SearchHit, other: SearchHit | undefined): boolean {
  return hit.uri === other?.uri && hit.range.start.line === other.range.start.line;
}

/**
 * The order is the ranking's, but VS Code puts rows first whose label has the typed letters, and has no public way
 * to leave them alone (microsoft/vscode#73904).
 */
function keepOrder(pick: QuickPick<Row>): void {
  try {
    (pick as { sortByLabel?: boolean }).sortByLabel = false;
  } catch {
    // An editor without this property sorts; nothing else is lost.
  }
}
