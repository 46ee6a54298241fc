/** How texts for a person are put into the reader's language; who has one hands it to what makes such texts. */

/** Values for the places `{0}`, `{1}` … of a text. */
export type TextValue = string | number;

/** Turns an English text into the reader's language and puts the values into it. */
export type Translator = (text: string, ...values: TextValue[]) => string;

/** English, as the texts stand in the sources; a place without a value stays as it is. */
export const inEnglish: Translator = (text, ...values) =>
  text.replace(/\{(\d+)\}/g, (place, index: string) => String(values[Number(index)] ?? place));
