/** How duplicates read in the view; text alone, so that it is tested without an editor. */
import type { DuplicateCopy, DuplicateGroup, DuplicateKind } from '../../../protocol/duplicateMessages';
import { formatCount, plural } from '../views/numbers';
import { t } from '../localise';

/** Turns the URI of a file into the path that a person knows it by. */
export type PathOf = (uri: string) => string;

/** The kinds in the order of certainty, as they are called and drawn. */
export const kindTexts: Readonly<
  Record<DuplicateKind, { title: string; adjective: string; icon: string; explained: string }>
> = {
  exact: {
    get title() {
      return t('Exact');
    },
    get adjective() {
      return t('exact');
    },
    icon: 'copy',
    get explained() {
      return t('The same but for white space and comments.');
    },
  },
  renamed: {
    get title() {
      return t('Renamed');
    },
    get adjective() {
      return t('renamed');
    },
    icon: 'replace',
    get explained() {
      return t('The same but for names and literals.');
    },
  },
  near: {
    get title() {
      return t('Nearly the Same');
    },
    get adjective() {
      return t('nearly the same');
    },
    icon: 'diff',
    get explained() {
      return t('A few statements were added, removed, changed or moved.');
    },
  },
  alike: {
    get title() {
      return t('Alike in Meaning');
    },
    get adjective() {
      return t('alike in meaning');
    },
    icon: 'lightbulb',
    get explained() {
      return t('The same meaning with little text in common.');
    },
  },
};

/** More names than fit on a line are left out. */
const MAX_NAMES = 3;

/** How a copy is called: its name with the innermost that is around it, or its file. */
export function copyName(copy: DuplicateCopy, path: string, wholeFile = false): string {
  const { symbol = '', container = '', kind } = copy;
  const file = path.slice(path.lastIndexOf('/') + 1);
  if (wholeFile) return file;
  const around = container.split('.').at(-1) ?? '';
  if (symbol === '') return around === '' ? t('Piece of {0}', file) : t('Piece of {0}', around);
  return around === '' || (kind === 'constructor' && around === symbol) ? symbol : `${around}.${symbol}`;
}

/** `path:line`, from 1. */
export function copyPlace({ nameRange }: DuplicateCopy, path: string): string {
  return `${path}:${nameRange.start.line + 1}`;
}

/** The different names of a group's copies: `a, b, c, …`. */
export function groupLabel({ copies, wholeFile }: DuplicateGroup, pathOf: PathOf): string {
  const [symbol, ...otherSymbols] = new Set(copies.map((copy) => copy.symbol));
  // Methods of one name in several classes: the rows below say in which.
  if (!wholeFile && symbol !== undefined && otherSymbols.length === 0) return symbol;
  const names = [...new Set(copies.map((copy) => copyName(copy, pathOf(copy.uri), wholeFile)))];
  return names.length > MAX_NAMES ? `${names.slice(0, MAX_NAMES).join(', ')}, …` : names.join(', ');
}

/** How many copies, how alike, how long: `3 copies · 94% · 120 tokens`. */
export function groupDescription({ kind, similarity, tokens, count }: DuplicateGroup): string {
  const alike = kind === 'exact' ? [] : [percentText(similarity)];
  return [plural(count, 'copy', 'copies'), ...alike, plural(tokens, 'token')].join(' · ');
}

/** All of it, as a screen reader says it. */
export function groupSpoken(group: DuplicateGroup, pathOf: PathOf): string {
  const { kind, similarity, tokens, count } = group;
  const percent = percentText(similarity).slice(0, -1);
  const name = groupLabel(group, pathOf);
  return t(
    '{0}: {1}, {2}, {3} percent similar, {4} tokens each',
    name,
    plural(count, 'copy', 'copies'),
    kindTexts[kind].adjective,
    percent,
    formatCount(tokens),
  );
}

/** Whole percent, rounded down so that 100 % is said of nothing less. */
export function percentText(similarity: number): string {
  return `${Math.floor(similarity * 100 + 1e-9)}%`;
}

/** How many lines a copy has. */
export function linesText({ range }: DuplicateCopy): string {
  return plural(range.end.line - range.start.line + 1, 'line');
}
