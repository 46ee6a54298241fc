import assert from 'node:assert/strict';
import { workspace } from 'vscode';
import { settingDeclarations } from '../../../protocol/settings';

describe('Settings', () => {
  for (const { key, default: expected } of Object.values(settingDeclarations))
    it(`${key} defaults to ${JSON.stringify(expected)}`, () => {
      const inspected = workspace.getConfiguration().inspect(key);
      assert.deepEqual(inspected?.defaultValue, expected);
    });
});
