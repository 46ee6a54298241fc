import assert from 'node:assert/strict';
import { extensions } from 'vscode';
import { extensionId } from './extension';

describe('Activation', () => {
  it('tells what it took, the loading of the code included', async () => {
    const extension = extensions.getExtension(extensionId);
    assert.ok(extension);
    await extension.activate();
    const { activationMs } = extension.exports as { activationMs: number };
    console.log(`activated in ${activationMs.toFixed(1)} ms`);
    assert.ok(activationMs > 0);
  });

  it('waits until the window has started', () => {
    const { activationEvents } = extensions.getExtension(extensionId)?.packageJSON as {
      activationEvents: string[];
    };
    assert.deepEqual(activationEvents, ['onStartupFinished']);
  });
});
