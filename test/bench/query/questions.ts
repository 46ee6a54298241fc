import { BadInput } from '../runBench';
import type { Chance } from './chance';
import { readSource, sourcePaths } from './sourceFiles';

/** Names of at least two words, as code has them. */
const NAME = /\b(?:[a-z]{3,}[A-Z][a-z]{2,}\w*|[A-Z][a-z]{2,}[A-Z][a-z]{2,}\w*|[a-z]{3,}_[a-z]{3,}\w*)\b/g;

/** Files whose names the questions are made of: enough for questions about all parts of a folder. */
const MAX_FILES = 1_000;

/** Ways to ask; `$1` and `$2` stand for the words of two names. */
const TEMPLATES = [
  'how is $1 done',
  'where do we handle $1',
  '$1 and $2',
  'what happens to $1 after $2',
  'convert $1 to $2',
  'check $1 before $2',
];

/**
 * Different questions about what is in a folder: every third is a name as it stands, the others are sentences of the
 * words of names.
 * @throws {BadInput} when the folder has too few names for so many questions
 */
export function questionsAbout(folder: string, count: number, chance: Chance): string[] {
  const names = namesIn(folder, chance);
  const questions = new Set<string>();
  // Each name makes more than one question, so that a shortage shows long before this.
  const maxTries = count * 20;
  for (let tries = 0; questions.size < count; tries++) {
    if (names.length === 0 || tries >= maxTries)
      throw new BadInput(`${folder} has too few names for ${count} questions.`);
    questions.add(tries % 3 === 0 ? chance.pick(names) : sentence(names, chance));
  }
  return [...questions];
}

function sentence(names: readonly string[], chance: Chance): string {
  const words = (): string => wordsOf(chance.pick(names));
  return chance.pick(TEMPLATES).replace('$1', words).replace('$2', words);
}

/** `loadUser_settings` as `load user settings`. */
export function wordsOf(name: string): string {
  return name
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/_+/g, ' ')
    .trim()
    .toLowerCase();
}

function namesIn(folder: string, chance: Chance): string[] {
  const paths = sourcePaths(folder);
  const chosen =
    paths.length <= MAX_FILES ? paths : Array.from({ length: MAX_FILES }, () => chance.pick(paths));
  const names = chosen.flatMap((path) => readSource(folder, path)?.text.match(NAME) ?? []);
  return [...new Set(names)].sort();
}
