/** Longer signatures are cut: a list shows one line, and what follows adds types of types. */
export const MAX_SIGNATURE_CHARS = 300;

/** A declaration's source on one line, without what opens its body. */
export function foldSignature(declaration: string): string {
  const folded = declaration
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/([([]) /g, '$1')
    .replace(/,? ([)\]])/g, '$1')
    .replace(/(?:\s|[{:=;,\\]|=>|->|\bdo$|\bthen$|\bwhere$|\bbegin$)+$/, '');
  return folded.length > MAX_SIGNATURE_CHARS ? `${folded.slice(0, MAX_SIGNATURE_CHARS - 1)}…` : folded;
}
