import * as vscode from 'vscode';
import type { SearchHit } from '../../../protocol/messages';

/** What was in front before the first preview. */
interface View {
  editor: vscode.TextEditor | undefined;
  uri: vscode.Uri | undefined;
  viewColumn: vscode.ViewColumn | undefined;
  selections: readonly vscode.Selection[];
  top: vscode.Position | undefined;
  wasPreview: boolean;
  openUris: ReadonlySet<string>;
}

/** Shows hits in the editor while the list keeps the focus, and puts back what was there before. */
export class HitPreview implements vscode.Disposable {
  private readonly before = currentView();
  private readonly previewed = new Set<string>();
  private readonly highlight = vscode.window.createTextEditorDecorationType({
    backgroundColor: new vscode.ThemeColor('editor.rangeHighlightBackground'),
    isWholeLine: true,
    overviewRulerColor: new vscode.ThemeColor('editorOverviewRuler.findMatchForeground'),
  });
  private latest: SearchHit | undefined;

  /** Shows a hit without taking the focus; a later call overtakes an earlier one. */
  async show(hit: SearchHit): Promise<void> {
    this.latest = hit;
    const uri = vscode.Uri.parse(hit.uri);
    const range = toRange(hit);
    this.previewed.add(uri.toString());
    const editor = await vscode.window.showTextDocument(uri, {
      preview: true,
      preserveFocus: true,
      selection: new vscode.Range(range.start, range.start),
      ...(this.before.viewColumn !== undefined && { viewColumn: this.before.viewColumn }),
    });
    if (this.latest !== hit) return;
    editor.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
    editor.setDecorations(this.highlight, [range]);
  }

  /** Opens a hit for good and gives it the focus. */
  async open(hit: SearchHit, toSide: boolean): Promise<void> {
    this.latest = undefined;
    if (toSide) await this.restore();
    const range = toRange(hit);
    const editor = await vscode.window.showTextDocument(vscode.Uri.parse(hit.uri), {
      preview: false,
      selection: new vscode.Range(range.start, range.start),
      ...(toSide && { viewColumn: vscode.ViewColumn.Beside }),
    });
    editor.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  }

  /** Closes what was previewed and shows what was in front before, at its place. */
  async restore(): Promise<void> {
    this.latest = undefined;
    const { editor, uri, viewColumn, selections, top, wasPreview } = this.before;
    if (this.previewed.size === 0) return;
    if (editor !== undefined && uri !== undefined) {
      const shown = await vscode.window.showTextDocument(uri, {
        preview: wasPreview,
        ...(viewColumn !== undefined && { viewColumn }),
      });
      shown.selections = selections;
      if (top !== undefined) shown.revealRange(new vscode.Range(top, top), vscode.TextEditorRevealType.AtTop);
    }
    await vscode.window.tabGroups.close(this.leftoverTabs(), true);
  }

  dispose(): void {
    this.highlight.dispose();
  }

  private leftoverTabs(): vscode.Tab[] {
    return allTabs().filter((tab) => {
      const uri = uriOf(tab);
      return uri !== undefined && tab.isPreview && this.previewed.has(uri) && !this.before.openUris.has(uri);
    });
  }
}

function currentView(): View {
  const editor = vscode.window.activeTextEditor;
  return {
    editor,
    uri: editor?.document.uri,
    viewColumn: editor?.viewColumn,
    selections: editor?.selections ?? [],
    top: editor?.visibleRanges[0]?.start,
    wasPreview: vscode.window.tabGroups.activeTabGroup.activeTab?.isPreview ?? false,
    openUris: new Set(
      allTabs()
        .map(uriOf)
        .filter((uri) => uri !== undefined),
    ),
  };
}

function allTabs(): vscode.Tab[] {
  return vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs);
}

function uriOf(tab: vscode.Tab): string | undefined {
  return tab.input instanceof vscode.TabInputText ? tab.input.uri.toString() : undefined;
}

function toRange({ range: { start, end } }: SearchHit): vscode.Range {
  return new vscode.Range(start.line, start.character, end.line, end.character);
}
