import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { documents, vsceNames } from '../../../scripts/packageContent.mjs';
import { isPage, linkedPaths, withoutDeadLinks } from '../../../scripts/packagedPages.mjs';

const root = join(__dirname, '../../..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const media = readdirSync(join(root, 'media'), { recursive: true, encoding: 'utf8' });
const held = new Set([
  ...documents.filter((path) => !(path in vsceNames)),
  ...media.map((name) => `media/${name.replaceAll('\\', '/')}`),
]);

describe('the README in a package', () => {
  const [forUsers = '', forDevelopers = ''] = read('README.md').split(/^## Develop$/m);

  it('leads users to pages that the package holds', () => {
    const linked = linkedPaths('README.md', forUsers);
    assert.ok(linked.includes('docs/searching.md') && linked.includes('docs/settings.md'));
    assert.deepEqual(
      linked.filter((path) => !held.has(path)),
      [],
    );
  });

  it('names what only a clone has, and does not lead there', () => {
    const inClone = linkedPaths('README.md', forDevelopers).filter((path) => !held.has(path));
    assert.ok(inClone.includes('CONTRIBUTING.md'));
    const packaged = withoutDeadLinks('README.md', read('README.md'), (path) => held.has(path));
    assert.ok(packaged.includes('CONTRIBUTING.md'));
    assert.deepEqual(
      linkedPaths('README.md', packaged).filter((path) => !held.has(path)),
      [],
    );
  });

  it('leads to every page that is packed, or another packed page does', () => {
    const linked = new Set(documents.filter(isPage).flatMap((page) => linkedPaths(page, read(page))));
    assert.deepEqual(
      documents.filter((path) => path.startsWith('docs/') && !linked.has(path)),
      [],
    );
  });
});

describe('a page in a package', () => {
  const isThere = (path: string): boolean => ['docs/there.md', 'media/there.png', 'LICENSE'].includes(path);
  const packed = (text: string, page = 'docs/page.md'): string => withoutDeadLinks(page, text, isThere);

  it('keeps what leads to something', () => {
    const text =
      'See [there](there.md#part), ![a picture](../media/there.png) and [licence](../LICENSE).\n\n\nEnd.';
    assert.equal(packed(text), text);
    assert.deepEqual(linkedPaths('docs/page.md', text), ['docs/there.md', 'media/there.png', 'LICENSE']);
  });

  it('keeps addresses and links into itself', () => {
    const text = '[a site](https://example.org/x.md), [mail](mailto:a@example.org), [below](#below)';
    assert.equal(packed(text), text);
    assert.deepEqual(linkedPaths('docs/page.md', text), []);
  });

  it('shows the words of a link that would lead nowhere', () =>
    assert.equal(
      packed('See [`the code`](../code.ts) and [more](gone.md#part).'),
      'See `the code` and more.',
    ));

  it('leaves out a picture that is not there, with its paragraph', () =>
    assert.equal(packed('Above.\n\n![Seen](pictures/gone.png)\n\nBelow.\n'), 'Above.\n\nBelow.\n'));

  it('is resolved from where it stands', () => {
    assert.equal(packed('[x](docs/there.md)', 'README.md'), '[x](docs/there.md)');
    assert.equal(packed('[x](docs/there.md)'), 'x');
  });

  it('is the README, the changelog or one of docs/, under either name', () => {
    for (const path of ['README.md', 'readme.md', 'CHANGELOG.md', 'changelog.md', 'docs/benchmarks/index.md'])
      assert.equal(isPage(path), true, path);
    for (const path of [
      'THIRD-PARTY-NOTICES.md',
      'LICENSE.txt',
      'models/akin-static-v2/README.md',
      'docs/x.png',
    ])
      assert.equal(isPage(path), false, path);
  });
});
