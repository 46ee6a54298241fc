import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import manifest from '../../../package.json';
import texts from '../../../package.nls.json';
import germanTexts from '../../../package.nls.de.json';
import { configurationContribution, settingsPage, settingTexts } from '../../../scripts/declareSettings';
import { settingChoices } from '../../../protocol/settingChoices';
import { settingMismatch } from '../../../protocol/settingMismatch';
import { inEnglish } from '../../../protocol/translator';
import {
  defaultSettings,
  readSettings,
  settingDeclarations,
  type SettingDeclaration,
} from '../../../protocol/settings';

const declarations: SettingDeclaration[] = Object.values(settingDeclarations);
const contributed: Record<string, object> = Object.assign(
  {},
  ...configurationContribution().map(({ properties }) => properties),
) as Record<string, object>;

const root = join(__dirname, '../../..');

/** The code that may know settings; the rest of the server is given plain values. */
const readers = ['client/src', 'server/src/lsp', 'server/src/compose.ts'].flatMap((place) =>
  place.endsWith('.ts')
    ? [place]
    : readdirSync(join(root, place), { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.ts'))
        .map((name) => join(place, name)),
);
const readingCode = readers.map((file) => readFileSync(join(root, file), 'utf8')).join('\n');

/** What stands behind “Example:” in a description, as JSON. */
function examplesIn(text: string): string[] {
  return [...text.matchAll(/(?:Example|Beispiel): `([^`]+)`/g)].map(([, value]) => value ?? '');
}

describe('the settings', () => {
  for (const name of Object.keys(settingDeclarations))
    it(`${name} is read by code`, () =>
      assert.ok(new RegExp(`\\b(?:settings|settingDeclarations)\\.${name}\\b`).test(readingCode)));

  it('have an example where a value is free: each choice is described, and a switch is on or off', () => {
    const free = declarations.filter(
      (declaration) =>
        declaration.type === 'number' ||
        declaration.type === 'string[]' ||
        (declaration.type === 'string' && declaration.enum === undefined),
    );
    assert.ok(free.length > 0);
    assert.deepEqual(
      free.filter(({ description }) => examplesIn(description).length === 0).map(({ key }) => key),
      [],
    );
  });

  it('have examples that they take, and that change something', () => {
    for (const declaration of declarations)
      for (const example of examplesIn(declaration.description)) {
        const value = JSON.parse(example) as unknown;
        assert.equal(settingMismatch(value, declaration, inEnglish), undefined, declaration.key);
        assert.notDeepEqual(value, declaration.default, declaration.key);
      }
  });

  it('have the same examples in German', () => {
    for (const { key, description } of declarations)
      assert.deepEqual(
        examplesIn(germanTexts[`setting.${key}` as keyof typeof germanTexts]),
        examplesIn(description),
        key,
      );
  });
});

describe('the settings in package.json', () => {
  it('are those that the protocol declares', () =>
    assert.deepEqual(Object.keys(contributed).sort(), declarations.map(({ key }) => key).sort()));

  it('are as the protocol declares them, made by npm run docs:settings', () =>
    assert.deepEqual(manifest.contributes.configuration, configurationContribution()));

  for (const declaration of declarations) {
    it(`${declaration.key} has its type, default, bounds and scope`, () => {
      const entry = contributed[declaration.key] as Record<string, unknown>;
      assert.equal(entry.type, declaration.type === 'string[]' ? 'array' : declaration.type);
      assert.deepEqual(entry.default, declaration.default);
      assert.equal(entry.scope, declaration.scope);
      assert.equal(entry.minimum, declaration.type === 'number' ? declaration.minimum : undefined);
      assert.equal(entry.maximum, declaration.type === 'number' ? declaration.maximum : undefined);
      assert.deepEqual(entry.enum, declaration.type === 'string' ? declaration.enum : undefined);
    });
  }

  it('say what each value of a choice means, and of no other', () => {
    for (const declaration of declarations) {
      const values = 'enum' in declaration ? declaration.enum : undefined;
      const described = settingChoices[declaration.key];
      assert.deepEqual(described && Object.keys(described.texts), values, declaration.key);
    }
  });

  it('that a workspace could misuse are restricted until it is trusted', () => {
    const restricted = manifest.capabilities.untrustedWorkspaces.restrictedConfigurations;
    const machine = declarations.filter(({ scope }) => scope === 'machine').map(({ key }) => key);
    assert.deepEqual([...restricted].sort(), machine.sort());
  });
});

describe('the texts of the settings in package.nls.json', () => {
  it('are those of the protocol, made by npm run docs:settings', () => {
    const settings = Object.entries(texts).filter(([key]) => /^settings?\./.test(key));
    assert.deepEqual(Object.fromEntries(settings), settingTexts());
  });
});

describe('docs/settings.md', () => {
  it('is up to date, made by npm run docs:settings', () =>
    assert.equal(readFileSync(join(__dirname, '../../../docs/settings.md'), 'utf8'), settingsPage()));
});

describe('readSettings', () => {
  it('gives the defaults for nothing', () => {
    for (const nothing of [undefined, null, {}, 'text', 7, []])
      assert.deepEqual(readSettings(nothing), { settings: defaultSettings(), problems: [] });
  });

  it('reads nested and dotted keys alike', () => {
    assert.equal(readSettings({ search: { limit: 5 } }).settings.searchLimit, 5);
    assert.equal(readSettings({ 'search.limit': 5 }).settings.searchLimit, 5);
  });

  it('takes null for a setting as not given', () =>
    assert.deepEqual(readSettings({ model: null, search: null }).problems, []));

  const misfits: [string, unknown][] = [
    ['enable', 'yes'],
    ['model', 1],
    ['search.limit', 0],
    ['search.limit', 201],
    ['search.limit', Number.NaN],
    ['search.limit', '20'],
    ['log.level', 'loud'],
    ['index.exclude', 'out'],
    ['index.exclude', [1]],
    ['duplicates.minSimilarity', 1.01],
    ['duplicates.minSimilarity', -0.01],
    ['duplicates.minSimilarity', '0.9'],
    ['duplicates.minTokens', 0],
    ['duplicates.kinds', ['exact', 'clones']],
    ['duplicates.kinds', 'exact'],
    ['duplicates.severity.near', 'loud'],
  ];
  for (const [key, value] of misfits) {
    it(`replaces ${key} = ${JSON.stringify(value)} by the default and says so`, () => {
      const { settings, problems } = readSettings({ [key]: value });
      assert.deepEqual(settings, defaultSettings());
      assert.deepEqual(
        problems.map((problem) => problem.key),
        [`akin.${key}`],
      );
    });
  }

  it('accepts the bounds themselves', () => {
    assert.deepEqual(readSettings({ 'search.limit': 1 }).problems, []);
    assert.deepEqual(readSettings({ 'search.limit': 200 }).problems, []);
    for (const share of [0, 1])
      assert.deepEqual(readSettings({ 'duplicates.minSimilarity': share }).problems, []);
  });
});
