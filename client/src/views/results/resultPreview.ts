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
import type { SearchHit } from '../../../../protocol/searchMessages';
import { t } from '../../localise';
import { explain } from '../../requestErrors';
import { HitMarks, toRange } from '../hitMarks';

/** A second click within this time means to keep the file open, as in the explorer. */
const DOUBLE_CLICK_MS = 400;

/** Shows hits of the results view in the editor, marked, until one goes on working there. */
export class ResultPreview implements Disposable {
  private readonly marks = new HitMarks();
  private readonly subscriptions: Disposable;
  private latest: { hit: SearchHit; row: object | undefined; atMs: number } | undefined;
  private showing: Promise<void> = Promise.resolve();
  /** When a key was last pressed; what it shows is told of a moment later, perhaps after the next key. */
  private keyAtMs = -Infinity;

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
   * Shows a hit and leaves the focus where it is; at the second click on a row it is opened for good.
   * @param row what was clicked; a file and its first hit are two rows of one hit. Absent when nothing was.
   */
  show(hit: SearchHit, row?: object): void {
    const atMs = Date.now();
    const { latest } = this;
    const isClick = row !== undefined && atMs - this.keyAtMs >= DOUBLE_CLICK_MS;
    const again = isClick && latest?.row === row && atMs - latest.atMs < DOUBLE_CLICK_MS;
    this.latest = { hit, row, atMs };
    // One at a time: of those asked for meanwhile only the last is shown.
    this.showing = this.showing.then(async () => {
      if (this.latest?.hit !== hit) return;
      await (again ? this.open(hit, false) : this.reveal(hit, true, ViewColumn.Active));
    });
  }

  /** A key was pressed: what is shown next is no second half of a double click. */
  endClick(): void {
    this.keyAtMs = Date.now();
    if (this.latest !== undefined) this.latest = { ...this.latest, row: undefined };
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
