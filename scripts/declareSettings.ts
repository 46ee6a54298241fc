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
        ? { type: 'array', items: { type: 'string', ...(declaration.enum && { enum: declaration.enum }) } }
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
  const entries = declarations.map((declaration) =>
    [`## \`${declaration.key}\``, declaration.description, factsOf(declaration)].join('\n\n'),
  );
  const head = '# Settings\n\nMade from `protocol/settings.ts` by `npm run docs:settings`.';
  return `${[head, ...entries].join('\n\n')}\n`;
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
  writeFileSync(join(ROOT, 'docs', 'settings.md'), settingsPage());
}
