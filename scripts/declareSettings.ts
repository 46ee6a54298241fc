// Writes the settings of protocol/settings.ts into package.json and docs/settings.md: npm run docs:settings
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type SettingDeclaration, settingDeclarations } from '../protocol/settings';

const ROOT = join(__dirname, '..');
const declarations: SettingDeclaration[] = Object.values(settingDeclarations);

/** `contributes.configuration` of package.json. */
export function configurationContribution(): { title: string; properties: Record<string, object> } {
  const properties = declarations.map((declaration, order) => [
    declaration.key,
    {
      ...(declaration.type === 'string[]'
        ? { type: 'array', items: { type: 'string' } }
        : { type: declaration.type }),
      default: declaration.default,
      ...(declaration.type === 'number' && { minimum: declaration.minimum, maximum: declaration.maximum }),
      ...(declaration.type === 'string' && declaration.enum !== undefined && { enum: declaration.enum }),
      scope: declaration.scope,
      order,
      markdownDescription: declaration.description.replace(/(?<!`)\bakin\.[\w.]+\w/g, '`$&`'),
    },
  ]);
  return { title: 'Akin', properties: Object.fromEntries(properties) as Record<string, object> };
}

/** docs/settings.md. */
export function settingsPage(): string {
  const rows = declarations.map(
    ({ key, type, default: value, description }) =>
      `| \`${key}\` | ${type} | \`${JSON.stringify(value)}\` | ${description.replaceAll('|', '\\|')} |`,
  );
  return [
    '# Settings',
    '',
    'Made from `protocol/settings.ts` by `npm run docs:settings`.',
    '',
    '| setting | type | default | what it does |',
    '| --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}

if (require.main === module) {
  const file = join(ROOT, 'package.json');
  const manifest = JSON.parse(readFileSync(file, 'utf8')) as { contributes: { configuration: unknown } };
  manifest.contributes.configuration = configurationContribution();
  writeFileSync(file, `${JSON.stringify(manifest, null, 2)}\n`);
  writeFileSync(join(ROOT, 'docs', 'settings.md'), settingsPage());
}
