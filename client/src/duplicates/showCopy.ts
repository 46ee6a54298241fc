import { Range, TextEditorRevealType, Uri, window } from 'vscode';
import type { DuplicateCopy } from '../../../protocol/duplicateMessages';

export interface ShowCopyOptions {
  /** The next file takes the place of the tab. */
  preview: boolean;
  preserveFocus?: boolean;
}

/** Opens a copy with the cursor on its name. */
export async function showCopy({ uri, nameRange }: DuplicateCopy, options: ShowCopyOptions): Promise<void> {
  const { line, character } = nameRange.start;
  const at = new Range(line, character, line, character);
  const editor = await window.showTextDocument(Uri.parse(uri), { ...options, selection: at });
  editor.revealRange(at, TextEditorRevealType.InCenterIfOutsideViewport);
}
