import assert from 'node:assert/strict';
import { commands, extensions } from 'vscode';
import { Commands } from '../../../protocol/commands';
import { extensionId } from './extension';

describe('Commands', () => {
  before(async () => {
    await extensions.getExtension(extensionId)?.activate();
  });

  it('are all registered', async () => {
    const registered = new Set(await commands.getCommands(true));
    const missing = Object.values(Commands).filter((id) => !registered.has(id));
    assert.deepEqual(missing, []);
  });

  it('are all declared in the manifest', () => {
    const manifest = extensions.getExtension(extensionId)?.packageJSON as {
      contributes: { commands: { command: string }[] };
    };
    const declared = manifest.contributes.commands.map(({ command }) => command).sort();
    assert.deepEqual(declared, Object.values(Commands).sort());
  });

  it('open a search without throwing', async () => {
    await commands.executeCommand(Commands.search);
    await commands.executeCommand('workbench.action.closeQuickOpen');
  });

  it('open the index status without throwing', async () => {
    await commands.executeCommand(Commands.showIndexStatus);
    await commands.executeCommand('workbench.action.closeQuickOpen');
  });
});
