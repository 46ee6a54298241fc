/** The texts that a person reads, in the editor's language. Free of the editor, so that what uses it is tested without one. */

import { inEnglish, type TextValue, type Translator } from '../../protocol/translator';

let translate = inEnglish;

/**
 * The text in the editor's language. It must stand in the call as it is: `l10n/bundle.l10n.*.json` is tested against the sources.
 * @param text English, with `{0}`, `{1}` … for the values
 */
export function t(text: string, ...values: TextValue[]): string {
  return translate(text, ...values);
}

/** Sets what {@link t} asks: the editor's own translation, once, before anything is shown. */
export function useTranslator(translator: Translator): void {
  translate = translator;
}
