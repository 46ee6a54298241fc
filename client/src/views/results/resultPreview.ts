import {
  Disposable,
  Range,
  TextEditorRevealType,
  TextEditorSelectionChangeKind,
  Uri,
  ViewColumn,
  window,
  workspace,
} from 'vscode';
import type { SearchHit } from '../../../../protocol/messages';
import { t } from '../../localise';
import { explain } from '../../requestErrors';
import { HitMarks, toRange } from '../hitMarks';

/** A second click within this time means to keep the file open, as in the explorer. */
const DOUBLE_CLICK_MS = 400;

/** Shows hits of the results view in the editor, marked, until one goes on working there. */
export class ResultPreview implements Disposable {
  private readonly marks = new HitMarks();
  private readonly subscriptions: Disposable;
  private latest: { hit: SearchHit; atMs: number } | undefined;
  private showing: Promise<void> = Promise.resolve();

  constructor() {
    this.subscriptions = Disposable.from(
      this.marks,
      window.onDidChangeTextEditorSelection(({ kind }) => {
        if (kind === TextEditorSelectionChangeKind.Mouse || kind === TextEditorSelectionChangeKind.Keyboard)
          this.clear();
      }),
    );
  }

  /**
   * Shows a hit and leaves the focus where it is; asked for twice in a row, it is opened for good.
   * @param byPerson false when it is shown without a click or key, which is then no first half of a double click
   */
  show(hit: SearchHit, byPerson = true): void {
    const atMs = byPerson ? Date.now() : -Infinity;
    const again = this.latest?.hit === hit && atMs - this.latest.atMs < DOUBLE_CLICK_MS;
    this.latest = { hit, atMs };
    // One at a time: of those asked for meanwhile only the last is shown.
    this.showing = this.showing.then(async () => {
      if (this.latest?.hit !== hit) return;
      await (again ? this.open(hit, false) : this.reveal(hit, true, ViewColumn.Active));
    });
  }

  /** What comes next is no second half of a double click. */
  endClick(): void {
    if (this.latest !== undefined) this.latest = { ...this.latest, atMs: -Infinity };
  }

  /** Opens a hit for good and gives it the focus. */
  async open(hit: SearchHit, toSide: boolean): Promise<void> {
    this.endClick();
    await this.reveal(hit, false, toSide ? ViewColumn.Beside : ViewColumn.Active);
  }

  clear(): void {
    this.marks.clear();
  }

  dispose(): void {
    this.subscriptions.dispose();
  }

  private async reveal(hit: SearchHit, isPreview: boolean, viewColumn: ViewColumn): Promise<void> {
    const uri = Uri.parse(hit.uri);
    const { start } = toRange(hit.range);
    try {
      const editor = await window.showTextDocument(uri, {
        preview: isPreview,
        preserveFocus: isPreview,
        viewColumn,
        selection: new Range(start, start),
      });
      editor.revealRange(new Range(start, start), TextEditorRevealType.InCenterIfOutsideViewport);
      this.marks.show(editor, hit);
    } catch (error) {
      const path = workspace.asRelativePath(uri);
      void window.showWarningMessage(t('{0} cannot be opened: {1}', path, explain(error)));
    }
  }
}
