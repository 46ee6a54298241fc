import type { SettingDeclaration } from './settings';
import type { Translator } from './translator';

/** What a value should have been, as the end of a sentence in the language of `t`, or undefined when it fits. */
export function settingMismatch(
  value: unknown,
  declaration: SettingDeclaration,
  t: Translator,
): string | undefined {
  switch (declaration.type) {
    case 'boolean':
      return typeof value === 'boolean' ? undefined : t('true or false');
    case 'number': {
      const { minimum, maximum } = declaration;
      const fits =
        typeof value === 'number' && Number.isFinite(value) && value >= minimum && value <= maximum;
      return fits ? undefined : t('a number from {0} to {1}', minimum, maximum);
    }
    case 'string': {
      if (typeof value !== 'string') return t('a text');
      const choices = declaration.enum;
      return choices === undefined || choices.includes(value)
        ? undefined
        : t('one of {0}', choices.join(', '));
    }
    case 'string[]':
      return listMismatch(value, declaration.enum, t);
  }
}

function listMismatch(
  value: unknown,
  choices: readonly string[] | undefined,
  t: Translator,
): string | undefined {
  if (!Array.isArray(value) || !value.every((item) => typeof item === 'string')) return t('a list of texts');
  if (choices === undefined || value.every((item) => choices.includes(item))) return undefined;
  return t('a list of {0}', choices.join(', '));
}
