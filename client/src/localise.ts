/** The texts that a person reads, in the editor's language. Free of the editor, so that what uses it is tested without one. */

/** Values for the places `{0}`, `{1}` … of a text. */
export type TextValue = string | number;

/** Turns an English text into the editor's language and puts the values into it. */
export type Translator = (text: string, ...values: TextValue[]) => string;

/** English, as the texts stand in the sources. */
const inEnglish: Translator = (text, ...values) =>
  text.replace(/\{(\d+)\}/g, (place, index: string) => String(values[Number(index)] ?? place));

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
