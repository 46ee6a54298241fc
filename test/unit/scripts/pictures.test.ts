import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

const root = join(__dirname, '../../..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

/** What each package carries of them is paid by everybody who installs it, the others by everybody who clones. */
const MAX_PICTURE_BYTES = 150_000;

/** The folder of the pictures that pages show and no package carries. */
const PAGE_PICTURES = 'docs/pictures';

const pages = [
  'README.md',
  ...readdirSync(join(root, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];

/** Files that a page links to or shows, relative to the root. */
function targetsOf(page: string): string[] {
  const links = [...read(page).matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)].map(([, target]) => target ?? '');
  return links
    .filter((target) => !/^[a-z]+:/.test(target))
    .map((target) => relative(root, join(root, dirname(page), target)));
}

describe('the pictures', () => {
  const inManifest = read('package.json').match(/media\/[\w./-]+/g) ?? [];
  const inReadme = targetsOf('README.md').filter((path) => path.startsWith('media/'));

  it('that package.json names are there', () => {
    assert.ok(inManifest.length > 0);
    assert.deepEqual(
      inManifest.filter((path) => !existsSync(join(root, path))),
      [],
    );
  });

  it('of the README are three', () => assert.equal(inReadme.length, 3));

  it('are those that the end-to-end suite takes, each in dark and light, and no others', () => {
    const suite = read('test/e2e/pictures/pictures.test.ts');
    const taken = [...suite.matchAll(/picture\(`([\w-]+)-\$\{name\}`/g)].map(([, name]) => name ?? '');
    assert.ok(taken.length > 0);
    assert.deepEqual(
      readdirSync(join(root, 'media', 'walkthrough')).sort(),
      taken.flatMap((name) => [`${name}-dark.png`, `${name}-light.png`]).sort(),
    );
    for (const path of inReadme) assert.match(path, /^media\/walkthrough\//);
  });

  it('of the pages are those that the suite takes, each shown by a page, and no others', () => {
    const suite = read('test/e2e/pictures/pictures.test.ts');
    const taken = [...suite.matchAll(/pagePicture\('([\w-]+)'/g)].map(
      ([, name]) => `${PAGE_PICTURES}/${name ?? ''}.png`,
    );
    assert.ok(taken.length > 0);
    const kept = readdirSync(join(root, PAGE_PICTURES)).map((name) => `${PAGE_PICTURES}/${name}`);
    assert.deepEqual(kept.sort(), taken.sort());
    const shown = pages.flatMap(targetsOf).filter((path) => path.startsWith(PAGE_PICTURES));
    assert.deepEqual([...new Set(shown)].sort(), taken.sort());
  });

  for (const folder of ['media', PAGE_PICTURES])
    it(`are small in ${folder}`, () => {
      const files = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' });
      const pictures = files.filter((name) => name.endsWith('.png'));
      assert.ok(pictures.length >= 3);
      assert.deepEqual(
        pictures.filter((name) => statSync(join(root, folder, name)).size >= MAX_PICTURE_BYTES),
        [],
      );
    });
});

describe('the links of the documentation', () => {
  for (const page of pages)
    it(`${page} lead to files that there are`, () =>
      assert.deepEqual(
        targetsOf(page).filter((path) => !existsSync(join(root, path))),
        [],
      ));
});
