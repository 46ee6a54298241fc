// Writes the settings of protocol/settings.ts into package.json, package.nls.json and docs/settings.md: npm run docs:settings
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { settingChoices } from '../protocol/settingChoices';
import { type SettingDeclaration, settingDeclarations, settingSections } from '../protocol/settings';

const ROOT = join(__dirname, '..');
const declarations: SettingDeclaration[] = Object.values(settingDeclarations);

/** A group of settings in `contributes.configuration` of package.json. */
export interface ConfigurationSection {
  title: string;
  order: number;
  properties: Record<string, object>;
}

/** `contributes.configuration` of package.json: groups in their order, texts by their keys in package.nls.json. */
export function configurationContribution(): ConfigurationSection[] {
  const left = new Set(declarations);
  const sections = settingSections.map(({ title, prefixes }, order) => {
    const mine = [...left].filter(({ key }) => prefixes.some((prefix) => key.startsWith(prefix)));
    for (const declaration of mine) left.delete(declaration);
    const properties = mine.map((declaration, place) => [declaration.key, propertyOf(declaration, place)]);
    return {
      title: `%settings.${title.toLowerCase()}%`,
      order,
      properties: Object.fromEntries(properties) as Record<string, object>,
    };
  });
  return sections.filter(({ properties }) => Object.keys(properties).length > 0);
}

function propertyOf(declaration: SettingDeclaration, order: number): object {
  return {
    ...(declaration.type === 'string[]'
      ? { type: 'array', items: { type: 'string', ...choicesOf(declaration) } }
      : { type: declaration.type }),
    default: declaration.default,
    ...(declaration.type === 'number' && { minimum: declaration.minimum, maximum: declaration.maximum }),
    ...(declaration.type === 'string' && choicesOf(declaration)),
    scope: declaration.scope,
    order,
    markdownDescription: `%setting.${declaration.key}%`,
  };
}

/** The values that a setting may have and the keys of their descriptions; nothing where it is free. */
function choicesOf(declaration: SettingDeclaration): {
  enum?: readonly string[];
  enumDescriptions?: string[];
} {
  if (!('enum' in declaration)) return {};
  const name = settingChoices[declaration.key]?.name ?? '';
  return {
    enum: declaration.enum,
    enumDescriptions: declaration.enum.map((choice) => `%setting.choice.${name}.${choice}%`),
  };
}

/** The English texts of the settings and their groups, as in package.nls.json. */
export function settingTexts(): Record<string, string> {
  const titles = settingSections.map(({ title }) => [`settings.${title.toLowerCase()}`, title]);
  const texts = declarations.map(({ key, description }) => [
    `setting.${key}`,
    description.replace(/(?<!`)\bakin\.[\w.]+\w/g, '`$&`'),
  ]);
  const choices = Object.values(settingChoices).flatMap(({ name, texts: meanings }) =>
    Object.entries(meanings).map(([choice, meaning]) => [`setting.choice.${name}.${choice}`, meaning]),
  );
  return Object.fromEntries([...titles, ...texts, ...choices]) as Record<string, string>;
}

/** docs/settings.md. */
export function settingsPage(): string {
  const entries = declarations.map((declaration) =>
    [
      `## \`${declaration.key}\``,
      declaration.description,
      ...choiceList(declaration),
      factsOf(declaration),
    ].join('\n\n'),
  );
  const head = '# Settings\n\nMade from `protocol/settings.ts` by `npm run docs:settings`.';
  return `${[head, ...entries].join('\n\n')}\n`;
}

/** What each value means, as a list. */
function choiceList({ key }: SettingDeclaration): string[] {
  const choices = settingChoices[key];
  if (choices === undefined) return [];
  return [
    Object.entries(choices.texts)
      .map(([choice, meaning]) => `- \`${choice}\`: ${meaning}`)
      .join('\n'),
  ];
}

/** Type, bounds, default and scope of a setting on one line. */
function factsOf(declaration: SettingDeclaration): string {
  const { type, scope } = declaration;
  const facts = [type === 'string[]' ? 'list of strings' : type];
  if (type === 'number') facts.push(`${declaration.minimum} to ${declaration.maximum}`);
  if (type === 'string' && declaration.enum !== undefined)
    facts.push(declaration.enum.map((choice) => `\`${choice}\``).join(', '));
  if (type === 'string[]' && declaration.enum !== undefined)
    facts.push(`of ${declaration.enum.map((choice) => `\`${choice}\``).join(', ')}`);
  return [...facts, `default \`${JSON.stringify(declaration.default)}\``, `scope ${scope}`].join(' · ');
}

if (require.main === module) {
  const file = join(ROOT, 'package.json');
  const manifest = JSON.parse(readFileSync(file, 'utf8')) as { contributes: { configuration: unknown } };
  manifest.contributes.configuration = configurationContribution();
  writeFileSync(file, `${JSON.stringify(manifest, null, 2)}\n`);
  const texts = join(ROOT, 'package.nls.json');
  const others = Object.entries(JSON.parse(readFileSync(texts, 'utf8')) as Record<string, string>).filter(
    ([key]) => !/^settings?\./.test(key),
  );
  const all = { ...Object.fromEntries(others), ...settingTexts() };
  writeFileSync(texts, `${JSON.stringify(all, null, 2)}\n`);
  writeFileSync(join(ROOT, 'docs', 'settings.md'), settingsPage());
}
