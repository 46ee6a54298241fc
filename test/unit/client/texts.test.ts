import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { collectTexts } from '../../../scripts/collectTexts';

const root = join(__dirname, '../../..');
const read = (path: string): Record<string, string> =>
  JSON.parse(readFileSync(join(root, path), 'utf8')) as Record<string, string>;
const places = (text: string): string[] => [...new Set(text.match(/\{\d\}/g) ?? [])].sort();

/** What stands in backquotes: keys and values, which are the same in every language. */
const codesIn = (text: string): string[] => [...new Set(text.match(/`[^`]+`/g) ?? [])].sort();

/** Keys that a manifest names as `%key%`. */
function keysIn(value: unknown): string[] {
  if (typeof value === 'string') return /^%(.+)%$/.exec(value)?.slice(1) ?? [];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(keysIn) : [];
}

/** Messages of an AkinError that are no text of `t`; nobody is shown that work was aborted. */
function untranslated(source: string): string[] {
  const found: string[] = [];
  const file = ts.createSourceFile('source.ts', source, ts.ScriptTarget.Latest);
  const visit = (node: ts.Node): void => {
    if (ts.isNewExpression(node) && node.expression.getText(file) === 'AkinError') {
      const [code, message] = node.arguments ?? [];
      if (code?.getText(file) !== "'aborted'" && message !== undefined) search(message);
    }
    ts.forEachChild(node, visit);
  };
  const search = (node: ts.Node): void => {
    if (ts.isCallExpression(node)) return;
    if (ts.isStringLiteralLike(node) || ts.isTemplateExpression(node)) found.push(node.getText(file));
    else ts.forEachChild(node, search);
  };
  visit(file);
  return found;
}

interface Manifest {
  contributes: {
    commands: { title: string }[];
    views: { akin: { name: string }[] };
    viewsWelcome: { contents: string }[];
    languageModelTools: { displayName: string; userDescription: string }[];
  };
}

describe('the texts of client and server', () => {
  const used = collectTexts();
  const bundles = readdirSync(join(root, 'l10n')).map((name) => `l10n/${name}`);

  it('come in German at least', () => assert.ok(bundles.includes('l10n/bundle.l10n.de.json')));

  for (const path of bundles)
    describe(path, () => {
      const bundle = read(path);

      it('has every text that is used, and no other (npm run texts)', () =>
        assert.deepEqual(Object.keys(bundle).sort(), used));

      it('keeps the places for values', () => {
        for (const [text, translated] of Object.entries(bundle))
          assert.deepEqual(places(translated), places(text), text);
      });

      it('leaves no text empty', () =>
        assert.deepEqual(
          Object.entries(bundle).filter(([, translated]) => translated.trim() === ''),
          [],
        ));
    });
});

describe('the errors of the server', () => {
  const folder = join(root, 'server', 'src');
  /** Faces that speak English, and threads, whose ends are a matter for the log. */
  const english = /^(?:cli|mcp)\/|^base\/workerPool\.ts$/;

  it('are told in the language of the editor', () => {
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .map((file) => file.replaceAll('\\', '/'))
      .filter((file) => file.endsWith('.ts') && !english.test(file));
    assert.ok(files.length > 100);
    assert.deepEqual(
      files.flatMap((file) =>
        untranslated(readFileSync(join(folder, file), 'utf8')).map((text) => `${file}: ${text}`),
      ),
      [],
    );
  });

  it('would be found here if they were not', () => {
    const found = (text: string): number =>
      untranslated(`throw new AkinError('model-invalid', ${text});`).length;
    assert.equal(found("'This is English.'"), 1);
    assert.equal(found('`This is ${which}.`'), 1);
    assert.equal(found("isOne ? t('one') : 'two'"), 1);
    assert.equal(found("t('This is {0}.', `${a} and ${b}`)"), 0);
    assert.equal(found('messageOf(error)'), 0);
  });
});

describe('the texts of package.json', () => {
  const english = read('package.nls.json');
  const used = keysIn(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));

  it('are all there, and none that is not used', () => {
    const unused = ['settings.duplicates', 'settings.more'];
    assert.deepEqual(
      Object.keys(english)
        .filter((key) => !unused.includes(key))
        .sort(),
      [...new Set(used)].filter((key) => !unused.includes(key)).sort(),
    );
  });

  it('stand there and not in package.json, wherever the editor shows them', () => {
    const { contributes } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Manifest;
    const shown = [
      ...contributes.commands.map(({ title }) => title),
      ...contributes.views.akin.map(({ name }) => name),
      ...contributes.viewsWelcome.map(({ contents }) => contents),
      ...contributes.languageModelTools.flatMap((tool) => [tool.displayName, tool.userDescription]),
    ];
    assert.deepEqual(
      shown.filter((text) => !/^%.+%$/.test(text)),
      [],
    );
  });

  for (const name of readdirSync(root).filter((file) => /^package\.nls\..+\.json$/.test(file)))
    it(`are the same in ${name}`, () => {
      const other = read(name);
      assert.deepEqual(Object.keys(other).sort(), Object.keys(english).sort());
      for (const [key, text] of Object.entries(english)) {
        assert.deepEqual(other[key]?.match(/\(command:[^)]+\)/g), text.match(/\(command:[^)]+\)/g), key);
        assert.deepEqual(codesIn(other[key] ?? ''), codesIn(text), key);
      }
    });
});
