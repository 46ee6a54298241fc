import assert from 'node:assert/strict';
import { confirmation } from '../../../../client/src/agents/confirmation';

describe('the confirmation of a language-model tool', () => {
  it('is not asked for in a folder that is trusted', () => assert.deepEqual(confirmation(true), {}));

  it('is asked for in any other, and says what would be handed on', () =>
    assert.deepEqual(confirmation(false).confirmationMessages, {
      title: 'Search this folder with Akin?',
      message: 'You have not said that you trust this folder. What is found is handed to the language model.',
    }));
});
