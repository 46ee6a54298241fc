import assert from 'node:assert/strict';
import { isComplete, stampOf } from '../../../scripts/install.mjs';

const lock = (packages: Record<string, { version?: string; optional?: boolean }>): string =>
  JSON.stringify({ packages });

describe('the stamp of an install', () => {
  it('stays the same within a major version of Node', () =>
    assert.equal(stampOf('{}', '20.19.0'), stampOf('{}', '20.20.2')));

  it('changes with the lock file', () =>
    assert.notEqual(stampOf('{}', '20.19.0'), stampOf('{ }', '20.19.0')));

  it('changes with the major version of Node', () =>
    assert.notEqual(stampOf('{}', '20.19.0'), stampOf('{}', '22.1.0')));
});

describe('an install without a stamp', () => {
  const wanted = lock({
    '': { version: '1.0.0' },
    'server/stubs/openai': {},
    'node_modules/a': { version: '1.0.0' },
    'node_modules/b-win32': { version: '2.0.0', optional: true },
  });

  it('is complete when only optional packages are absent', () =>
    assert.equal(isComplete(wanted, lock({ 'node_modules/a': { version: '1.0.0' } })), true));

  it('is incomplete when a package is absent', () => assert.equal(isComplete(wanted, lock({})), false));

  it('is incomplete when a package has another version', () =>
    assert.equal(isComplete(wanted, lock({ 'node_modules/a': { version: '1.0.1' } })), false));

  it('is incomplete when npm left no record', () => assert.equal(isComplete(wanted, undefined), false));
});
