import assert from 'node:assert/strict';
import { once } from 'node:events';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { buildSync } from 'esbuild';
import { formatCount, formatTime, t, useLanguage } from '../../../server/src/base/texts';
import { ScratchFolder } from '../scratchFolder';

const MODULE = join(__dirname, '../../../server/src/base/texts');

describe('the texts of the server', () => {
  const scratch = new ScratchFolder();
  const bundles = scratch.at('l10n');
  const write = (name: string, texts: unknown): string =>
    scratch.write(`l10n/bundle.l10n.${name}.json`, JSON.stringify(texts));
  /** `Hello` in the language that is found for a locale. */
  const helloFor = (locale: unknown): string => {
    useLanguage(bundles, locale);
    return t('Hello');
  };

  before(() => {
    write('de', { Hello: 'Hallo', '{0} of {1}': 'von {1} sind es {0}' });
    write('pt', { Hello: 'Olá de Portugal' });
    write('pt-br', { Hello: 'Olá do Brasil' });
    scratch.write('l10n/bundle.l10n.fr.json', '{ "Hello": ');
    scratch.write('bundle.l10n.de.json', JSON.stringify({ Hello: 'outside' }));
  });
  afterEach(() => useLanguage(bundles, undefined));
  after(() => scratch.remove());

  it('are English before a language is chosen', () => {
    assert.equal(t('{1} of {0}, {1} again', 'a', 2), '2 of a, 2 again');
    assert.equal(t('{0} and {1}', 'a'), 'a and {1}', 'a place without a value stays as it is');
    assert.equal(t('{0}', '{1} $& {0}'), '{1} $& {0}', 'values are taken as they are');
    assert.equal(t('constructor'), 'constructor', 'a name that every object has is a text like any other');
  });

  it('are those of the bundle, with the values at its places', () => {
    useLanguage(bundles, 'de');
    assert.equal(t('{0} of {1}', 3, 'allen'), 'von allen sind es 3');
    assert.equal(t('Nothing is said of {0}.', 'this'), 'Nothing is said of this.', 'a text that it lacks');
    assert.equal(t('constructor'), 'constructor');
  });

  it('take the most exact bundle that there is', () => {
    assert.equal(helloFor('pt-BR'), 'Olá do Brasil');
    assert.equal(helloFor('pt-PT'), 'Olá de Portugal');
    for (const locale of ['de', 'DE', 'de-AT', 'de_CH', 'de_DE.UTF-8', 'de_DE@euro'])
      assert.equal(helloFor(locale), 'Hallo', locale);
  });

  it('are English for a locale that has none, and for what is no locale', () => {
    for (const locale of [
      'xx',
      'en',
      'C',
      'C.UTF-8',
      '',
      '../de',
      'de/../../de',
      '/',
      undefined,
      null,
      7,
      {},
    ])
      assert.equal(helloFor(locale), 'Hello', JSON.stringify(locale));
  });

  it('are English where bundles are missing or damaged', () => {
    assert.equal(helloFor('fr'), 'Hello', 'a bundle that is no JSON');
    write('it', null);
    assert.equal(helloFor('it'), 'Hello', 'a bundle that is no table');
    useLanguage(scratch.at('nowhere'), 'de');
    assert.equal(t('Hello'), 'Hello');
  });

  it('count as the language does', () => {
    assert.equal(formatCount(1234.4), '1,234');
    useLanguage(bundles, 'de');
    assert.equal(formatCount(1_234_567), '1.234.567');
    useLanguage(bundles, undefined);
    assert.equal(formatCount(1_234_567), '1,234,567');
  });

  it('write a time as the language does, with the date of another day', () => {
    const ms = new Date(2031, 1, 3, 16, 5, 6).getTime();
    const at = (day: number): number => new Date(2031, 1, day, 23, 59, 59).getTime();
    assert.match(formatTime(ms, at(3)), /^4:05:06\sPM$/);
    assert.match(formatTime(ms, at(2)), /^Feb 3, 2031, 4:05\sPM$/);
    assert.match(formatTime(ms, at(4)), /^Feb 3, 2031, 4:05\sPM$/);
    useLanguage(bundles, 'de');
    assert.equal(formatTime(ms, at(3)), '16:05:06');
    assert.equal(formatTime(ms, at(4)), '03.02.2031, 16:05');
    useLanguage(bundles, undefined);
    assert.match(formatTime(ms), /^Feb 3/);
  });

  it('are in the same language in threads that start later', async () => {
    const entry = scratch.write(
      'entry.ts',
      `import { parentPort } from 'node:worker_threads';
       import { t } from ${JSON.stringify(MODULE)};
       parentPort?.postMessage(t('Hello'));`,
    );
    const outfile = scratch.at('thread.cjs');
    buildSync({ entryPoints: [entry], outfile, bundle: true, platform: 'node', format: 'cjs' });
    const inThread = async (): Promise<unknown> => {
      const [text] = (await once(new Worker(outfile), 'message')) as unknown[];
      return text;
    };
    assert.equal(await inThread(), 'Hello');
    useLanguage(bundles, 'de');
    assert.equal(await inThread(), 'Hallo');
    useLanguage(bundles, 'xx');
    assert.equal(await inThread(), 'Hello');
  });
});
