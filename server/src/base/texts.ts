/** What a person reads in an editor, in the editor's language: English as it stands in the sources, unless a bundle has it in another. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { getEnvironmentData, isMainThread, setEnvironmentData } from 'node:worker_threads';
import { config, t as translate } from '@vscode/l10n';

/** Values for the places `{0}`, `{1}` … of a text. */
export type TextValue = string | number;

/** A language with its texts by what they are in English. */
interface Language {
  /** As a bundle's file is named: `de`, `pt-br`. */
  name: string;
  texts: Record<string, string>;
}

const ENGLISH: Language = { name: 'en', texts: {} };

/** Under this name threads find the language that holds. */
const FOR_THREADS = 'akin.language';

/** Tags as LSP has them; nothing that could lead to another folder. */
const TAG = /^[a-z]{2,3}(?:-[a-z0-9]+)*$/;

let numbers: Intl.NumberFormat;
/** Each made by the first who asks, since it takes 15 ms. */
let times: { today?: Intl.DateTimeFormat; before?: Intl.DateTimeFormat } = {};
let languageName: string;
speak((isMainThread ? undefined : (getEnvironmentData(FOR_THREADS) as Language | undefined)) ?? ENGLISH);

/**
 * A text in the language that {@link useLanguage} found. It must stand in the call as it is: `l10n/bundle.l10n.*.json` is
 * tested against the sources. Not to be called while a module is loaded, since the language is known only later.
 * @param text English, with `{0}`, `{1}` … for the values
 */
export function t(text: string, ...values: TextValue[]): string {
  return translate(text, ...values);
}

/** A whole number with the separators of the language: `1,234`. */
export function formatCount(count: number): string {
  return numbers.format(count);
}

/**
 * A time as the language writes it, in the time zone of this machine: `4:05:06 PM` today, else `Feb 3, 2031, 4:05 PM`.
 * @param nowMs the present, both in milliseconds since 1970
 */
export function formatTime(ms: number, nowMs = Date.now()): string {
  if (new Date(ms).toDateString() === new Date(nowMs).toDateString())
    return (times.today ??= new Intl.DateTimeFormat(languageName, { timeStyle: 'medium' })).format(ms);
  times.before ??= new Intl.DateTimeFormat(languageName, { dateStyle: 'medium', timeStyle: 'short' });
  return times.before.format(ms);
}

/**
 * Chooses the language of all texts from now on, in this thread and in those that start later.
 * @param folder absolute path of the bundles
 * @param locale what the editor says of itself, for example `de` or `pt-BR`; English for one without a bundle, and for none
 */
export function useLanguage(folder: string, locale: unknown): void {
  const language = tagsOf(locale).reduce<Language | undefined>(
    (found, name) => found ?? readBundle(folder, name),
    undefined,
  );
  speak(language ?? ENGLISH);
  setEnvironmentData(FOR_THREADS, language);
}

function speak({ name, texts }: Language): void {
  config({ contents: texts });
  languageName = name;
  times = {};
  numbers = new Intl.NumberFormat(name, { maximumFractionDigits: 0 });
}

/** The tag and those that are less exact: `de-at`, `de`. Some editors hand on what the system says, as in `de_AT.UTF-8`. */
function tagsOf(locale: unknown): string[] {
  if (typeof locale !== 'string') return [];
  const tag = locale
    .replace(/[.@].*$/, '')
    .replaceAll('_', '-')
    .toLowerCase();
  if (!TAG.test(tag)) return [];
  const parts = tag.split('-');
  return parts.map((_, index) => parts.slice(0, parts.length - index).join('-'));
}

/** Undefined where there is no such bundle, or none that can be read: English is better than no server. */
function readBundle(folder: string, name: string): Language | undefined {
  try {
    const texts = JSON.parse(readFileSync(join(folder, `bundle.l10n.${name}.json`), 'utf8')) as unknown;
    return typeof texts === 'object' && texts !== null
      ? { name, texts: texts as Language['texts'] }
      : undefined;
  } catch {
    return undefined;
  }
}
