import assert from 'node:assert/strict';
import { t, useTranslator } from '../../../client/src/localise';

describe('t', () => {
  it('puts values into their places', () => {
    assert.equal(t('{1} of {0}, {1} again', 'a', 2), '2 of a, 2 again');
    assert.equal(t('{0} and {1}', 'a'), 'a and {1}', 'a place without a value stays as it is');
  });

  it('asks the translator that it was given', () => {
    useTranslator((text, ...values) => `${text.toUpperCase()} ${values.join()}`);
    try {
      assert.equal(t('a {0}', 1), 'A {0} 1');
    } finally {
      useTranslator((text, ...values) =>
        text.replace(/\{(\d+)\}/g, (place, index: string) => String(values[Number(index)] ?? place)),
      );
    }
  });
});
