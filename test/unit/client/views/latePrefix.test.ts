import assert from 'node:assert/strict';
import { LatePrefix } from '../../../../client/src/views/latePrefix';

describe('LatePrefix', () => {
  const take = (prefix: string, values: string[]): (string | undefined)[] => {
    const input = new LatePrefix(prefix);
    return values.map((value) => input.take(value));
  };

  it('lets everything pass where there is no prefix', () => {
    assert.deepEqual(take('', ['w', '', 'wa']), ['w', '', 'wa']);
  });

  it('lets everything pass once the prefix has come, its removal too', () => {
    assert.deepEqual(take('lang:go ', ['lang:go ', 'lang:go w', '', 'x']), [
      'lang:go ',
      'lang:go w',
      '',
      'x',
    ]);
  });

  it('puts what was typed before the prefix behind it', () => {
    assert.deepEqual(take('lang:go ', ['w', 'wa', 'lang:go ']), [undefined, undefined, 'lang:go wa']);
  });

  it('keeps what was typed after the prefix behind that', () => {
    assert.deepEqual(take('lang:go ', ['wa', 'lang:go i', 'lang:go wait']), [
      undefined,
      'lang:go wai',
      'lang:go wait',
    ]);
  });
});
