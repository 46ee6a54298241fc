import assert from 'node:assert/strict';
import { extensions } from 'vscode';
import { extensionId } from './extension';

/** What the issue asks for; nothing of the server is waited for. */
const MAX_ACTIVATION_MS = 100;

describe('Activation', () => {
  it(`takes at most ${MAX_ACTIVATION_MS} ms, the loading of the code included`, async () => {
    const extension = extensions.getExtension(extensionId);
    assert.ok(extension);
    await extension.activate();
    const { activationMs } = extension.exports as { activationMs: number };
    console.log(`activated in ${activationMs.toFixed(1)} ms`);
    assert.ok(activationMs <= MAX_ACTIVATION_MS, `${activationMs} ms`);
  });

  it('waits until the window has started', () => {
    const { activationEvents } = extensions.getExtension(extensionId)?.packageJSON as {
      activationEvents: string[];
    };
    assert.deepEqual(activationEvents, ['onStartupFinished']);
  });
});
