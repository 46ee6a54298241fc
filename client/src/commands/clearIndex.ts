import * as vscode from 'vscode';
import { ClearRequest } from '../../../protocol/messages';
import type { Server } from '../server';

/** Deletes the stored index after asking. */
export async function clearIndex(server: Server): Promise<void> {
  const choice = await vscode.window.showWarningMessage(
    'Delete the index of this workspace?',
    {
      modal: true,
      detail: 'Nothing is found until indexing is resumed, which builds it anew. Your files are not touched.',
    },
    'Delete',
  );
  if (choice === 'Delete') await server.request(ClearRequest, {});
}
