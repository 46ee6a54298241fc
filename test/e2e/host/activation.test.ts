import assert from 'node:assert/strict';
import { extensions } from 'vscode';
import { extensionId } from './extension';

describe('Activation', () => {
  it('tells what it took, the loading of the code included; docs/benchmarks/activation.md has the bounds', async () => {
    const extension = extensions.getExtension(extensionId);
    assert.ok(extension);
    await extension.activate();
    const { activationMs, activationCpuMs } = extension.exports as Record<string, number>;
    console.log(
      `activated in ${activationMs?.toFixed(1)} ms, ${activationCpuMs?.toFixed(1)} ms of processor`,
    );
    for (const ms of [activationMs, activationCpuMs]) assert.ok(ms !== undefined && ms > 0);
  });

  it('waits until the window has started', () => {
    const { activationEvents } = extensions.getExtension(extensionId)?.packageJSON as {
      activationEvents: string[];
    };
    assert.deepEqual(activationEvents, ['onStartupFinished']);
  });
});
