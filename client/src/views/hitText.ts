/** How a hit reads in the quick pick; text alone, so that it is tested without an editor. */
import type { SearchHit } from '../../../protocol/messages';

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

/** Longer lines are cut; the quick pick would do it at its edge, but not before laying all of it out. */
const MAX_LABEL_CHARACTERS = 80;

/**
 * The texts of a hit.
 * @param relativePath the hit's file as the user knows it.
 */
export function describeHit(hit: SearchHit, relativePath: string): HitText {
  const icon = (hit.kind === undefined ? undefined : icons[hit.kind]) ?? 'symbol-misc';
  const name = hit.symbol ?? firstLineOf(hit.preview);
  const line = String(hit.range.start.line + 1);
  const context = hit.container === undefined || hit.container === '' ? [] : [`in ${hit.container}`];
  return {
    label: `$(${icon}) ${withoutIcons(name === '' ? relativePath : name)}`,
    description: `${relativePath}:${line}`,
    detail: withoutIcons([...context, ...hit.reasons].join(' · ')),
  };
}

/** The first line with something to read on it, cut to fit. */
function firstLineOf(preview: string): string {
  const lines = preview.split('\n').map((line) => line.trim());
  const line = lines.find((text) => /[\p{L}\p{N}]/u.test(text)) ?? lines.find((text) => text !== '') ?? '';
  return line.length <= MAX_LABEL_CHARACTERS ? line : `${line.slice(0, MAX_LABEL_CHARACTERS - 1)}…`;
}

/** Code that looks like an icon, as in jQuery's `$(document)`, must be shown as it stands. */
function withoutIcons(text: string): string {
  return text.replace(/\$\((?=[a-z0-9-]+(?:~[a-z]+)?\))/giu, '\\$(');
}
