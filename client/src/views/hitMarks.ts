import { OverviewRulerLane, Range, ThemeColor, window, type Disposable, type TextEditor } from 'vscode';
import type { SearchHit } from '../../../protocol/searchMessages';

/** Marks the lines of a hit in an editor, and in them the words of the question. One hit at a time. */
export class HitMarks implements Disposable {
  /** The lines of the hit. */
  private readonly lines = window.createTextEditorDecorationType({
    backgroundColor: new ThemeColor('editor.hoverHighlightBackground'),
    isWholeLine: true,
    overviewRulerColor: new ThemeColor('editorOverviewRuler.rangeHighlightForeground'),
    overviewRulerLane: OverviewRulerLane.Left,
  });
  /** The words in them that the question has, marked as the editor marks what its own search finds. */
  private readonly words = window.createTextEditorDecorationType({
    backgroundColor: new ThemeColor('editor.findMatchHighlightBackground'),
    // High contrast themes mark by borders alone; the others leave this colour out, and it is not drawn.
    border: '1px solid',
    borderColor: new ThemeColor('editor.findMatchHighlightBorder'),
    overviewRulerColor: new ThemeColor('editorOverviewRuler.findMatchForeground'),
    overviewRulerLane: OverviewRulerLane.Center,
  });

  /** Marks a hit in this editor and nothing in any other. */
  show(editor: TextEditor, hit: SearchHit): void {
    this.clear(editor);
    this.set(editor, [toRange(hit.range)], hit.matches.map(toRange));
  }

  /** Takes all marks away, but for those of one editor. */
  clear(but?: TextEditor): void {
    for (const other of window.visibleTextEditors) if (other !== but) this.set(other, [], []);
  }

  dispose(): void {
    this.lines.dispose();
    this.words.dispose();
  }

  /** Ranges that lie beyond the end of what the file is now are cut. */
  private set(editor: TextEditor, lines: readonly Range[], words: readonly Range[]): void {
    const valid = (ranges: readonly Range[]): Range[] =>
      ranges.map((range) => editor.document.validateRange(range));
    editor.setDecorations(this.lines, valid(lines));
    editor.setDecorations(this.words, valid(words));
  }
}

/** A range of the protocol as one of the editor's. */
export function toRange({ start, end }: SearchHit['range']): Range {
  return new Range(start.line, start.character, end.line, end.character);
}
