/** How a hit reads in the quick pick; text alone, so that it is tested without an editor. */
import type { SearchHit } from '../../../protocol/searchMessages';
import { t } from '../localise';

/** The texts of one quick pick item. */
export interface HitText {
  label: string;
  description: string;
  detail: string;
}

/** Codicons by kind of chunk; what is not here gets `symbol-misc`. */
const icons: Readonly<Record<string, string>> = {
  function: 'symbol-function',
  method: 'symbol-method',
  constructor: 'symbol-constructor',
  class: 'symbol-class',
  interface: 'symbol-interface',
  struct: 'symbol-struct',
  enum: 'symbol-enum',
  trait: 'symbol-interface',
  type: 'symbol-class',
  module: 'symbol-module',
  constant: 'symbol-constant',
  block: 'symbol-snippet',
  lines: 'symbol-file',
};

/** The codicon of a kind of chunk. */
export function symbolIcon(kind: string | undefined): string {
  return (kind === undefined ? undefined : icons[kind]) ?? 'symbol-misc';
}

/** A line of code is cut here, so that the path beside it stays in sight. */
const MAX_LABEL_CHARACTERS = 48;

/** What a line of comment begins with in the languages that are indexed; `#include` and `#[derive]` are code. */
const COMMENT = /^(?:\/\*+|\*+\/?|\/\/[/!]?|#(?=\s|$|!)|--+|;+|%+|<!--|"{3}|'{3})\s*/u;

/**
 * The texts of a hit.
 * @param relativePath the hit's file as the user knows it.
 */
export function describeHit(hit: SearchHit, relativePath: string): HitText {
  const name = hit.symbol ?? codeLineOf(hit.preview);
  const line = String(hit.range.start.line + 1);
  return {
    label: `$(${symbolIcon(hit.kind)}) ${withoutIcons(name === '' ? relativePath : name)}`,
    description: `${relativePath}:${line}`,
    detail: withoutIcons([...contextOf(hit), ...hit.reasons].join(' · ')),
  };
}

/**
 * Where a hit stands. A constructor that has its class's name says that name once: what it stands in is what is
 * around the class.
 */
export function contextOf({ kind, symbol, container = '' }: SearchHit): string[] {
  const enclosing = container.split('.');
  if (kind === 'constructor' && enclosing.at(-1) === symbol) enclosing.pop();
  const around = enclosing.join('.');
  return around === '' ? [] : [t('in {0}', around)];
}

/** The first line of code, or of comment where there is nothing else, cut to fit. */
export function codeLineOf(preview: string): string {
  const lines = preview
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => /[\p{L}\p{N}]/u.test(line));
  const line = lines.find((text) => !COMMENT.test(text)) ?? lines[0]?.replace(COMMENT, '') ?? '';
  return line.length <= MAX_LABEL_CHARACTERS ? line : `${line.slice(0, MAX_LABEL_CHARACTERS - 1).trimEnd()}…`;
}

/** Code that looks like an icon, as in jQuery's `$(document)`, must be shown as it stands. */
function withoutIcons(text: string): string {
  return text.replace(/\$\((?=[a-z0-9-]+(?:~[a-z]+)?\))/giu, '\\$(');
}
