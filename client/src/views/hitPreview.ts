import {
  commands,
  Range,
  TabInputNotebook,
  TabInputText,
  TextEditorRevealType,
  Uri,
  ViewColumn,
  window,
  type Disposable,
  type Tab,
  type TextEditor,
} from 'vscode';
import type { SearchHit } from '../../../protocol/searchMessages';
import { HitMarks, toRange } from './hitMarks';

/** What was in front before the first preview. */
interface View {
  viewColumn: ViewColumn;
  tab: Tab | undefined;
  tabIndex: number;
  wasPreview: boolean;
  /** Absent when something else than a text editor was in front. */
  text?: { uri: Uri; visible: Range | undefined };
  /** Files that had a tab in that group already: previewing them opens nothing to close again. */
  openUris: ReadonlySet<string>;
}

/** Shows hits in the editor while the list keeps the focus, and puts back what was there before. */
export class HitPreview implements Disposable {
  private readonly before = currentView();
  private readonly previewed = new Set<string>();
  private readonly marks = new HitMarks();
  private latest: SearchHit | undefined;
  private showing: Promise<void> = Promise.resolve();

  /** True for an editor that shows a preview now. */
  isPreview(editor: TextEditor): boolean {
    return this.previewed.has(editor.document.uri.toString());
  }

  /** Shows a hit without taking the focus. One at a time: of those asked for meanwhile only the last is shown. */
  show(hit: SearchHit): void {
    this.latest = hit;
    this.showing = this.showing.then(() => this.showNow(hit));
  }

  /** Opens a hit for good, gives it the focus and puts the cursor at its start. */
  async open(hit: SearchHit, toSide: boolean): Promise<void> {
    await this.settle();
    if (toSide) await this.restore();
    const range = toRange(hit.range);
    const editor = await window.showTextDocument(Uri.parse(hit.uri), {
      preview: false,
      viewColumn: toSide ? ViewColumn.Beside : this.before.viewColumn,
      selection: new Range(range.start, range.start),
    });
    editor.revealRange(new Range(range.start, range.start), TextEditorRevealType.InCenterIfOutsideViewport);
  }

  /** Closes what was previewed and shows what was in front before, at its place. */
  async restore(): Promise<void> {
    await this.settle();
    if (this.previewed.size === 0) return;
    const active = window.activeTextEditor?.document.uri.toString();
    // Somebody who has opened another file meanwhile is to keep it.
    if (active === undefined || this.previewed.has(active)) await this.showBefore();
    await window.tabGroups.close(this.leftoverTabs(), true);
  }

  dispose(): void {
    this.marks.dispose();
  }

  /** Waits until no preview can come after what follows. */
  private async settle(): Promise<void> {
    this.latest = undefined;
    await this.showing;
  }

  private async showNow(hit: SearchHit): Promise<void> {
    if (this.latest !== hit) return;
    const uri = Uri.parse(hit.uri);
    const range = toRange(hit.range);
    try {
      const editor = await window.showTextDocument(uri, {
        preview: true,
        preserveFocus: true,
        viewColumn: this.before.viewColumn,
      });
      this.previewed.add(uri.toString());
      // The quick pick covers the upper half: the start in the centre is in sight, and the code follows below it.
      editor.revealRange(new Range(range.start, range.start), TextEditorRevealType.InCenter);
      this.marks.show(editor, hit);
    } catch {
      // A file that vanished since it was indexed gives no preview; opening it says why.
    }
  }

  private async showBefore(): Promise<void> {
    const { text, tab, tabIndex, viewColumn, wasPreview } = this.before;
    if (text !== undefined) {
      // The focus is back in the editor by now, or already in the next quick pick, which must not lose it.
      const options = { preview: wasPreview, viewColumn, preserveFocus: true };
      const editor = await window.showTextDocument(text.uri, options);
      // Another file's editor comes back as it was left; a file that had hits itself was scrolled by them.
      if (text.visible !== undefined && this.isPreview(editor)) await scrollTo(editor, text.visible);
    } else if (tab !== undefined) {
      const { input } = tab;
      if (input instanceof TabInputNotebook || (wasPreview && hasUri(input)))
        await commands.executeCommand('vscode.open', input.uri, { viewColumn, preview: wasPreview });
      // Settings, web views and the like have no address, but they have a place.
      else await commands.executeCommand('workbench.action.openEditorAtIndex', tabIndex);
    }
  }

  private leftoverTabs(): Tab[] {
    const group = window.tabGroups.all.find(({ viewColumn }) => viewColumn === this.before.viewColumn);
    return (group?.tabs ?? []).filter((tab) => {
      const uri = uriOf(tab);
      if (uri === undefined || tab.isDirty || !tab.isPreview) return false;
      return this.previewed.has(uri) && !this.before.openUris.has(uri);
    });
  }
}

function currentView(): View {
  const { activeTab, tabs, viewColumn } = window.tabGroups.activeTabGroup;
  const editor = window.activeTextEditor;
  const view: View = {
    viewColumn,
    tab: activeTab,
    tabIndex: activeTab === undefined ? -1 : tabs.indexOf(activeTab),
    wasPreview: activeTab?.isPreview ?? false,
    openUris: new Set(tabs.map(uriOf).filter((uri) => uri !== undefined)),
  };
  if (editor !== undefined && activeTab?.input instanceof TabInputText)
    view.text = {
      uri: editor.document.uri,
      visible: editor.visibleRanges[0],
    };
  return view;
}

function uriOf({ input }: Tab): string | undefined {
  return input instanceof TabInputText ? input.uri.toString() : undefined;
}

function hasUri(input: unknown): input is { uri: Uri } {
  return typeof input === 'object' && input !== null && 'uri' in input && input.uri instanceof Uri;
}

/** The editor answers where it scrolled to within a frame or two, or not at all when nothing moved. */
const SCROLLED_WITHIN_MS = 100;

/** Puts the first line of `visible` at the top, which sticky lines keep `revealRange` from doing. */
async function scrollTo(editor: TextEditor, visible: Range): Promise<void> {
  const scrolled = new Promise<void>((resolve) => {
    const timer = setTimeout(done, SCROLLED_WITHIN_MS);
    const subscription = window.onDidChangeTextEditorVisibleRanges(({ textEditor }) => {
      if (textEditor === editor) done();
    });
    function done(): void {
      clearTimeout(timer);
      subscription.dispose();
      resolve();
    }
  });
  editor.revealRange(visible, TextEditorRevealType.AtTop);
  await scrolled;
  const value = visible.start.line - (editor.visibleRanges[0]?.start.line ?? visible.start.line);
  if (value > 0 && window.activeTextEditor === editor)
    await commands.executeCommand('editorScroll', { to: 'down', by: 'line', value });
}
