/** How a hit reads in the quick pick, as plain functions. */
import type { SearchHit } from '../../../protocol/messages';

/** The texts of one row. */
export interface HitTexts {
  label: string;
  description: string;
  detail: string;
}

/** Icons of the product icon theme by chunk kind. */
const ICONS: Readonly<Record<string, string>> = {
  function: 'symbol-function',
  method: 'symbol-method',
  constructor: 'symbol-constructor',
  class: 'symbol-class',
  interface: 'symbol-interface',
  struct: 'symbol-struct',
  enum: 'symbol-enum',
  trait: 'symbol-interface',
  type: 'symbol-class',
  module: 'symbol-namespace',
  constant: 'symbol-constant',
};

/** A block's first line is cut here, so that the path stays in sight. */
const MAX_LABEL_CHARS = 60;

/**
 * @param path as the editor shows it: relative to the workspace folder
 */
export function hitTexts(hit: SearchHit, path: string): HitTexts {
  const icon = ICONS[hit.kind ?? ''] ?? 'code';
  const name = hit.symbol ?? firstLine(hit.preview);
  return {
    label: `$(${icon}) ${escapeIcons(name)}`,
    description: `${path}:${hit.range.start.line + 1}`,
    detail: [hit.container, ...hit.reasons].filter((part) => part !== undefined && part !== '').join(' · '),
  };
}

function firstLine(preview: string): string {
  const line = preview.split('\n').find((text) => /\p{L}/u.test(text)) ?? '';
  const trimmed = line.trim();
  return trimmed.length > MAX_LABEL_CHARS ? `${trimmed.slice(0, MAX_LABEL_CHARS - 1)}…` : trimmed;
}

/** Keeps `$(name)` in source from becoming an icon. */
function escapeIcons(text: string): string {
  return text.replaceAll('$(', '\\$(');
}
